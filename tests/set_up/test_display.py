"""Whether a window can be shown is known before Qt is asked, for every way a session can name its display."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ibcr_desktop.set_up import NotReadyError, display

LINUX_DISPLAYS = [
    ({}, set()),
    ({"DISPLAY": ""}, set()),
    ({"DISPLAY": ":0"}, {"x11"}),
    ({"WAYLAND_DISPLAY": "wayland-0"}, {"wayland"}),
    ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, {"x11", "wayland"}),
    ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, {"x11"}),
    ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland"}, set()),
    ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland-egl;xcb"}, {"x11"}),
    ({"QT_QPA_PLATFORM": "xcb"}, set()),
    ({"QT_QPA_PLATFORM": "offscreen"}, {"own"}),
    ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, {"own"}),
]

# The reply of an X server: accepted or refused, version 11.0, and how many words of four bytes follow.
ACCEPTED = bytes([1, 0, 11, 0, 0, 0, 8, 0]) + bytes(32)
REFUSED = bytes([0, 4, 11, 0, 0, 0, 1, 0]) + b"no!\n"


@pytest.mark.parametrize(("variables", "kinds"), LINUX_DISPLAYS)
def test_the_environment_names_the_display(
    variables: dict[str, str], kinds: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert display.promised(variables) == kinds


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_display(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    assert display.require({}) == {"own"}
    display.require_answer({"own"}, {})


def test_no_display_names_what_works_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(NotReadyError, match=r"python3 main\.py sample FOLDER$"):
        display.require({})


@contextmanager
def _x_server(reply: bytes) -> Iterator[str]:
    """Yield the DISPLAY of a server that answers one visitor with the reply."""
    for number in range(300, 400):
        server = socket.socket()
        try:
            server.bind(("127.0.0.1", 6000 + number))
        except OSError:
            server.close()
            continue
        break

    def answer() -> None:
        visitor, _ = server.accept()
        with visitor:
            visitor.recv(4096)
            visitor.sendall(reply)
            visitor.recv(4096)  # until the visitor leaves

    with server:
        server.listen()
        thread = threading.Thread(target=answer)
        thread.start()
        yield f"127.0.0.1:{number}"
        thread.join(10)


@pytest.mark.parametrize(("reply", "welcome"), [(ACCEPTED, True), (REFUSED, False)])
def test_an_x_server_is_asked_whether_it_lets_us_in(
    reply: bytes, welcome: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XAUTHORITY", str(tmp_path / "none"))
    with _x_server(reply) as name:
        monkeypatch.setenv("DISPLAY", name)
        if welcome:
            display.require_answer({"x11"}, os.environ)
        else:
            with pytest.raises(NotReadyError, match="does not let us in"):
                display.require_answer({"x11"}, os.environ)


def test_a_display_without_a_server_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(NotReadyError, match=r"does not let us in.*sample FOLDER"):
        display.require_answer({"x11"}, os.environ)


def test_a_wayland_session_that_has_ended_is_noticed(tmp_path: Path) -> None:
    variables = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "w"}
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        display.require_answer({"wayland"}, variables)
    with pytest.raises(NotReadyError, match="does not let us in"):
        display.require_answer({"wayland"}, variables)
