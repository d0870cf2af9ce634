"""Holds the settings of this person on this computer, and writes them whenever one changes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ibcr_desktop.foundation import settings as stored
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.settings import Settings


class SettingsKeeper(QObject):
    """The settings in force; they hold no personal data (those live in the encrypted database)."""

    changed = Signal(object)  # frozenset of the names that changed

    def __init__(self, path: Path, settings: Settings) -> None:
        super().__init__()
        self._path = path
        self.current = settings

    def change(self, **values: Any) -> None:
        """Set some settings and write the file; a disk that refuses costs the memory of them, never the work."""
        changed = frozenset(name for name, value in values.items() if getattr(self.current, name) != value)
        if not changed:
            return
        self.current = replace(self.current, **values)
        self.save()
        self.changed.emit(changed)

    def save(self) -> None:
        """Write the file."""
        try:
            stored.save(self._path, self.current)
        except (UserError, OSError):
            return
