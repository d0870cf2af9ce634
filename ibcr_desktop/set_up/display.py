"""Says whether a window can be shown, because Qt ends the whole process when it finds out by itself."""

import ctypes
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ibcr_desktop.set_up import NotReadyError

NO_DISPLAY = (
    "There is no display to show a window on. Without one the command line works, for example: "
    "python3 main.py sample FOLDER"
)


def promised(environment: Mapping[str, str]) -> set[str]:
    """Return the kinds of display the environment names: "x11", "wayland" or "own" (Qt needs no server for it)."""
    if sys.platform != "linux":
        return {"own"}
    asked = {name.split(":")[0].split("-")[0] for name in environment.get("QT_QPA_PLATFORM", "").split(";") if name}
    if asked - {"xcb", "wayland"}:
        return {"own"}
    found = set()
    if environment.get("DISPLAY") and (not asked or "xcb" in asked):
        found.add("x11")
    if environment.get("WAYLAND_DISPLAY") and (not asked or "wayland" in asked):
        found.add("wayland")
    return found


def require(environment: Mapping[str, str]) -> set[str]:
    """Return the kinds of display that the environment names, at least one; raise NotReadyError when there is none."""
    found = promised(environment)
    if not found:
        raise NotReadyError(NO_DISPLAY)
    return found


def require_answer(kinds: set[str], environment: Mapping[str, str]) -> None:
    """Raise NotReadyError unless one of the kinds of display lets us in. Needs the X libraries to be there."""
    answers: dict[str, Callable[[], bool]] = {
        "own": lambda: True,
        "x11": _x11_answers,
        "wayland": lambda: _wayland_answers(environment),
    }
    if not any(answers[kind]() for kind in sorted(kinds)):
        raise NotReadyError(f"The display that this session names does not let us in. {NO_DISPLAY}")


def _x11_answers() -> bool:
    """Ask the way Qt will ask: an old DISPLAY, a stopped server and a missing permission all fail here."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), environment["WAYLAND_DISPLAY"])
    try:
        with socket.socket(socket.AF_UNIX) as knock:
            knock.connect(os.fspath(path))
    except OSError:
        return False
    return True
