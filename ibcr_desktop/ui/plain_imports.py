"""Takes back a hook of Qt for Python that reads the source of every module which is imported after it.

It looks for ``from __feature__ import …``, which nobody here writes, and Python's cache of source lines keeps all that
it has read: a third of the time until a list stands there, and 18 MB for as long as the program runs (measured).
"""

import builtins

import PySide6.QtCore  # noqa: F401 - sets the hook

_without_hook = getattr(builtins, "__orig_import__", None)
if _without_hook is not None:
    builtins.__import__ = _without_hook
