"""Reads the two cards of a pair on the worker; only the pair that was wanted last is told."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ibcr_desktop.people.duplicates import Pair
from ibcr_desktop.people.pair_comparison import Comparison, compare
from ibcr_desktop.people.person_card import read_card
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker

SOON: Final = 150  # milliseconds; who is told sooner that something is read sees a flicker


class PairReading(QObject):
    """Keeps the one pair that is wanted.

    Signals:
        read: the wanted pair, and its ``Comparison``; None where it is no pair any more: one of the two has gone, or
            they were joined elsewhere.
        slow: the wanted pair is not there yet.
    """

    read = Signal(object, object)
    slow = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: Pair | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self.slow)

    def want(self, pair: Pair | None) -> None:
        """Read a pair, or none; what is under way for another one is not told any more."""
        self._wanted = pair
        if pair is None:
            self._timer.stop()
            return
        self._timer.start()
        lexicon = self._context.lexicon

        def look(store: RecordStore) -> tuple[Pair, Comparison | None]:
            own = lexicon.another(store.database)
            one, other = (read_card(store.database, own, each) for each in (pair.a, pair.b))
            if one is None or other is None or one.person_id == other.person_id:
                return pair, None
            return pair, compare(one, other, own)

        on_worker(self._context, look, self._take, failed=self._timer.stop, at_once=True)

    def _take(self, found: tuple[Pair, Comparison | None]) -> None:
        pair, comparison = found
        if pair is self._wanted:
            self.want(None)
            self.read.emit(pair, comparison)
