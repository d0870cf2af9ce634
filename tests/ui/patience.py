"""Waits for the screen as long as a computer that does much else may need, instead of five seconds."""

from functools import partialmethod
from typing import Any, Final

from pytestqt.qtbot import QtBot

MILLISECONDS: Final = 60_000  # pytest itself stops a test after five minutes


class PatientBot(QtBot):
    """Drives the screen as pytest-qt does; whatever it waits for has a minute unless a test says otherwise."""

    waitUntil: Any = partialmethod(QtBot.waitUntil, timeout=MILLISECONDS)  # noqa: N815 - its name
    waitSignal: Any = partialmethod(QtBot.waitSignal, timeout=MILLISECONDS)  # noqa: N815 - its name
    waitSignals: Any = partialmethod(QtBot.waitSignals, timeout=MILLISECONDS)  # noqa: N815 - its name
    waitActive: Any = partialmethod(QtBot.waitActive, timeout=MILLISECONDS)  # noqa: N815 - its name
    waitExposed: Any = partialmethod(QtBot.waitExposed, timeout=MILLISECONDS)  # noqa: N815 - its name
