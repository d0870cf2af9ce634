"""Lets a second start of the program on the same database bring the first window to the front."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

SHOW = b"show\n"
SHOWN = b"shown\n"
WAIT_MILLISECONDS = 700  # a second start answers within a second (docs/faults.md, 9)


def name_of(path: Path) -> str:
    """Give the name under which the window of a database listens: nothing in it tells where the file lies."""
    digest = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()
    return f"ibcr-desktop-{digest[:24]}"


def bring_to_front(path: Path) -> bool:
    """Ask the program that has the database to show its window; give whether it answered."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(path))
    if not socket.waitForConnected(WAIT_MILLISECONDS):
        return False
    socket.write(SHOW)
    socket.waitForBytesWritten(WAIT_MILLISECONDS)
    answered = socket.waitForReadyRead(WAIT_MILLISECONDS) and bytes(socket.readAll().data()) == SHOWN
    socket.disconnectFromServer()
    return answered


class RunningInstance(QObject):
    """Listens for second starts; only this person's own programs can reach it."""

    def __init__(self, path: Path, show: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = name_of(path)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # what a killed program left; the lock file says that it is gone
            self._server.listen(name)

    def stop(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.setParent(self)
        socket.readyRead.connect(lambda: self._reply(socket))
        socket.disconnected.connect(socket.deleteLater)
        if socket.bytesAvailable():
            self._reply(socket)

    def _reply(self, socket: QLocalSocket) -> None:
        if bytes(socket.readAll().data()).startswith(SHOW):
            self._show()
            socket.write(SHOWN)
            socket.flush()
