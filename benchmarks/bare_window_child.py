"""Starts an empty window of the same toolkit, tells when it was painted and how much memory it holds, and ends."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from benchmarks.child import memory, tell


def main() -> None:
    """Show an empty window of the program's size."""
    qt = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("IBCR"))
    window.resize(1240, 700)
    window.show()
    QTimer.singleShot(0, lambda: (window.grab(), qt.quit()))
    qt.exec()
    tell(painted=time.monotonic(), pss=memory("Pss"), rss=memory("VmRSS"))


if __name__ == "__main__":
    main()
