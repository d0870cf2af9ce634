"""Keeps the proposed code of an activity in the year of its first day, until a person types another one."""

from PySide6.QtCore import QObject

from ibcr_desktop.records.record import State
from ibcr_desktop.storage.history import history_of
from ibcr_desktop.storage.new_record import is_code_of_year, next_code
from ibcr_desktop.storage.record_store import OpenedRecord, RecordStore
from ibcr_desktop.ui.record_views.record_editing import RecordEditing


class ProposedCode(QObject):
    """Belongs to one form; what was typed, now or at an earlier time, is never replaced."""

    def __init__(self, store: RecordStore, editing: RecordEditing) -> None:
        super().__init__(editing)
        self._store, self._editing = store, editing
        is_open = editing.opened.is_new or _is_as_proposed(store, editing.opened)
        self._proposed = editing.opened.values.get("code") if is_open else None
        editing.saved.connect(lambda _: self._renew())

    def _renew(self) -> None:
        opened, editor = self._editing.opened, self._editing.editors["code"]
        first_day, is_as_proposed = opened.values.get("starts_on"), opened.values.get("code") == self._proposed
        if self._proposed is None or first_day is None or not is_as_proposed or editor.typed_text != self._proposed:
            return
        office = opened.office or self._store.log.author.office
        if not is_code_of_year(self._proposed, office, first_day):
            self._proposed = next_code(self._store.database, office, first_day)
            self._store.save(opened.kind, opened.record_id, {"code": self._proposed})
            self._editing.reload()


def _is_as_proposed(store: RecordStore, opened: OpenedRecord) -> bool:
    """Say whether a draft without a first day still has the code of the day on which it was begun, untouched since."""
    code, office = opened.values.get("code"), opened.office
    if opened.state != State.DRAFT or opened.values.get("starts_on") is not None or not code or not office:
        return False
    with_code = [each for each in history_of(store.database, opened.record_id) if "code" in each.after]
    return len(with_code) == 1 and with_code[0].is_creation and is_code_of_year(code, office, with_code[0].claimed_at)
