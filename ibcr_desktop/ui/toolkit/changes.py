"""Tells open screens which kinds of record have changed; no window knows another."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """Passes on what was written, from whatever thread it was written on.

    Signals:
        announced: the names of the kinds that a finished transaction touched (a frozenset).
    """

    announced = Signal(object)

    def announce(self, kinds: Iterable[str]) -> None:
        """Tell every screen."""
        self.announced.emit(frozenset(kinds))
