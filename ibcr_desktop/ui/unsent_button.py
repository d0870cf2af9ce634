"""The part of the status line that always says how many changes are not sent, and how many are not acknowledged."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import own_store

if TYPE_CHECKING:
    from ibcr_desktop.sync.unsent import OnItsWay


class UnsentButton(QPushButton):
    """Counts in the background whenever something was written, once for all that is written meanwhile."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.setFlat(True)
        self.setAutoDefault(False)
        self._is_counting = self._is_old = False
        context.changes.announced.connect(self._note_changes)
        self.hide()
        self._note_changes()

    def reload(self) -> None:
        """Count again."""
        self._is_counting, self._is_old = True, False
        self._context.background.run(self._count, done=self.show_way, failed=self._failed)

    def show_way(self, way: "OnItsWay") -> None:
        """Show what was counted."""
        self.setText(_words_of(way, self._context.words))
        self.show()
        self._counted()

    def _note_changes(self, _kinds: object = None) -> None:
        self._is_old = True
        if not self._is_counting:
            self.reload()

    def _counted(self) -> None:
        self._is_counting = False
        if self._is_old:
            self.reload()

    def _count(self) -> "OnItsWay":
        from ibcr_desktop.sync.unsent import on_its_way  # noqa: PLC0415 - the first window does not wait for it

        with own_store(self._context) as store, store.database.reader() as connection:
            return on_its_way(connection)

    def _failed(self, error: BaseException) -> None:
        """Show nothing rather than an old number; the page of the exchange tells the reason."""
        if not isinstance(error, UserError):
            raise error
        self.hide()
        self._counted()


def _words_of(way: "OnItsWay", words: Words) -> str:
    if not way.unsent and not way.unacknowledged:
        return words.translate(N_("✔ Nothing to send"))
    unsent = words.plural("{count} change not sent", "{count} changes not sent", way.unsent)
    parts = [f"⇄ {unsent.format(count=words.number(way.unsent))}"]
    if way.unacknowledged:
        waiting = words.plural("{count} not acknowledged", "{count} not acknowledged", way.unacknowledged)
        parts.append(waiting.format(count=words.number(way.unacknowledged)))
    return " · ".join(parts)
