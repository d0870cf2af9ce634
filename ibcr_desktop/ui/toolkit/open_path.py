"""Hands files and folders to the desktop, which knows what opens them."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path) -> None:
    """Hand a file or folder to the desktop."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
