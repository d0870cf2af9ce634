"""What Qt for Python does at every import is left out: the program starts faster, and no source stays in memory."""

import subprocess
import sys

ASKED = """
import ibcr_desktop.application
import linecache
import colorsys  # of the standard library, and nobody has imported it yet
from ibcr_desktop.ui.frame import Frame
print(colorsys.__file__ in linecache.cache, issubclass(Frame, object), __import__.__name__)
"""


def test_no_source_is_read_of_what_is_imported_after_qt() -> None:
    """Should Qt for Python name its hook otherwise one day, the program works as before, and this test says so."""
    told = subprocess.run([sys.executable, "-c", ASKED], check=True, capture_output=True, text=True)
    assert told.stdout.split()[0] == "False"
    assert "feature" not in told.stdout.split()[2]
