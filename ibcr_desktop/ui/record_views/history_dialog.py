"""Who changed what in a record, and undoing one change of it."""

import itertools
import uuid
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.history import HistoryEntry, history_of, undo
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.toolkit.plain_text import label

SIZE = (560, 460)
WIDEST = 150
ENVELOPE_LABELS = {"office": N_("Office"), "state": N_("State"), "deleted": N_("In the bin"), "kind": N_("Kind")}
STATES = {State.DRAFT: N_("Draft"), State.COMPLETE: N_("Complete")}


class HistoryDialog(QDialog):
    """A line for each changed field, the latest change first."""

    help_page = "records"

    def __init__(
        self, store: RecordStore, lexicon: Lexicon, record_id: uuid.UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._lexicon, self._record_id = store, lexicon, record_id
        translate = lexicon.words.translate
        self.setWindowTitle(translate(N_("History")))
        self.resize(*SIZE)
        self.table = QTableWidget(0, 5)
        self.table.setAccessibleName(translate(N_("Changes")))
        heads = (N_("When"), N_("Who"), N_("Field"), N_("Before"), N_("After"))
        self.table.setHorizontalHeaderLabels([translate(head) for head in heads])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for value in (3, 4):  # before and after share what the others leave
            self.table.horizontalHeader().setSectionResizeMode(value, QHeaderView.ResizeMode.Stretch)
        self.message = label("")
        self.message.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.undo_button = QPushButton(translate(N_("&Undo this change")))
        buttons.addButton(self.undo_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.undo_button.clicked.connect(self.undo_selected)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.table, self.message, buttons):
            column.addWidget(widget)
        self.reload()

    def reload(self) -> None:
        """Read the history again."""
        self._entries = history_of(self._store.database, self._record_id)
        rows = [(entry, name) for entry in self._entries for name in entry.after]
        self._entry_of_row = [entry for entry, _ in rows]
        self.table.setRowCount(len(rows))
        for row, (entry, name) in enumerate(rows):
            for column, text in enumerate(self._texts(entry, name)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
                item.setToolTip(text.replace("<", "&lt;"))
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        for column in range(3):
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), WIDEST))
        self.table.clearSpans()
        for first, length in _runs(self._entry_of_row):
            for column in (0, 1) if length > 1 else ():
                self.table.setSpan(first, column, length, 1)
        if rows:
            self.table.setCurrentCell(0, 0)
        self.undo_button.setEnabled(bool(rows))

    def undo_selected(self) -> None:
        """Set back every field of the change that the selected line belongs to."""
        row = self.table.currentRow()
        if not 0 <= row < len(self._entry_of_row):
            return
        try:
            undo(self._store, self._record_id, self._entry_of_row[row])
        except UserError as refused:
            self.message.setText(refused.text(self._lexicon.words))
            self.message.show()
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _texts(self, entry: HistoryEntry, name: str) -> tuple[str, str, str, str, str]:
        who = f"{entry.person} · {entry.office}" if entry.person else entry.office
        if entry.reason:
            who = f"{who} ({entry.reason})"
        before = "" if entry.is_creation else self._shown(entry, name, entry.before.get(name))
        after = self._shown(entry, name, entry.after[name])
        if entry.erases and entry.after[name] is None:
            after = self._lexicon.words.translate(N_("erased for ever"))
        when = self._lexicon.words.moment(entry.claimed_at.astimezone())
        return when, who, self._label(entry, name), before, after

    def _label(self, entry: HistoryEntry, name: str) -> str:
        field = fields_by_name(entry.kind).get(name)
        text = field.label if field is not None else ENVELOPE_LABELS.get(name, name)
        return self._lexicon.words.translate(text)

    def _shown(self, entry: HistoryEntry, name: str, value: object) -> str:
        translate = self._lexicon.words.translate
        field = fields_by_name(entry.kind).get(name)
        if field is not None:
            return field.type.show(value, self._lexicon)
        if name == "state" and value in STATES:
            return translate(STATES[State(str(value))])
        if name == "kind":
            return translate(kind_named(str(value)).singular)
        if name == "deleted":
            return translate(N_("yes") if value else N_("no"))
        return "" if value is None else str(value)


def _runs(entries: list[HistoryEntry]) -> Iterator[tuple[int, int]]:
    """Give the first row and the number of rows of each change."""
    first = 0
    for _, some in itertools.groupby(entries, key=lambda each: each.change_id):
        length = len(list(some))
        yield first, length
        first += length
