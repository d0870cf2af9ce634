"""A small table of records that belong to an activity (groups, sessions, evidence), and a dialog to add or edit one."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.activity_parts import columns_of, parts_of
from ibcr_desktop.storage.new_record import new_record
from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.field_rows import FieldRows
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.record_views.record_form import RecordForm

MOST_ROWS_SHOWN = 8
SPACE_AROUND_TEXT = 10


class ActivityPart(QGroupBox):
    """The records of one kind that name the activity.

    Signals:
        changed: a record was added, edited or removed.
    """

    changed = Signal()

    def __init__(self, context: Context, editing: RecordEditing, kind: type[Record]) -> None:
        super().__init__(context.words.translate(kind.plural))
        self._context, self._editing, self._kind = context, editing, kind
        translate = context.words.translate
        self.table = part_table([translate(N_("State")), *(translate(each.label) for each in columns_of(kind))])
        self.table.setAccessibleName(translate(kind.plural))
        self.table.itemActivated.connect(lambda item: self.open(item.row()))
        self.add_button = QPushButton(translate(N_("Add: {kind}")).format(kind=translate(kind.singular)))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(translate(N_("Remove")))
        self.remove_button.setAccessibleName(f"{self.remove_button.text()}: {translate(kind.singular)}")
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self.remove)
        remove_by_key(self.table, self.remove)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        column.addLayout(row)
        self.reload()

    def reload(self) -> None:
        """Read the records again."""
        context = self._context
        self._rows = parts_of(context.store.database, self._kind, self._editing.record_id, context.lexicon)
        fill(self.table, [(state_text(row.state, context.words), *row.texts) for row in self._rows])
        self.remove_button.setEnabled(bool(self._rows))

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self._rows)

    @property
    def has_drafts(self) -> bool:
        """Say whether one of them is not counted yet."""
        return any(row.state != State.COMPLETE for row in self._rows)

    def add(self) -> None:
        """Begin a record of the activity; the activity itself is written first."""
        self._editing.finish()
        if not self._context.messages.attempt(self._editing.exist):
            return
        fresh = new_record(self._context.store, self._kind)
        self._edit(replace(fresh, values={**fresh.values, "activity_id": self._editing.record_id}))

    def open(self, row: int) -> None:
        """Edit a record of the table."""
        opened = self._context.store.open(self._kind.kind_name(), self._rows[row].record_id)
        if opened is not None:
            self._edit(opened)

    def remove(self) -> None:
        """Move the current record to the bin; a bar offers to undo it."""
        row = self.table.currentRow()
        if not 0 <= row < len(self._rows):
            return
        record_id, store = self._rows[row].record_id, self._context.store
        if not self._context.messages.attempt(lambda: store.put_in_bin(self._kind, record_id)):
            return
        words = self._context.words
        text = words.translate(N_("{kind} removed")).format(kind=words.translate(self._kind.singular))
        self._context.undo.offer(text, lambda: self._restore(record_id))
        self._renew()

    def _restore(self, record_id: uuid.UUID) -> None:
        self._context.store.restore(self._kind, record_id)
        self._renew()

    def _renew(self) -> None:
        self.reload()
        self.changed.emit()

    def _edit(self, opened: OpenedRecord) -> None:
        dialog = PartDialog(self._context, opened, self)
        dialog.finished.connect(lambda _: self._renew())
        dialog.open()


class PartDialog(QDialog):
    """The form of a part in a window of its own; closing it keeps everything, and completes what is whole."""

    help_page = "records"

    def __init__(self, context: Context, opened: OpenedRecord, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(context.words.translate(opened.kind.singular))
        self.resize(540, 460)
        self._messages = context.messages
        self.form = RecordForm(context, opened, _fields)
        self.form.header.copy.hide()
        self.form.closed.connect(self.accept)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.form)
        column.addWidget(buttons)

    def done(self, result: int) -> None:
        """Keep what was typed, however the window is closed."""
        editing = self.form.editing
        self.form.leave()
        if not editing.opened.is_new and not editing.opened.deleted and editing.opened.state == State.DRAFT:
            self._messages.attempt(editing.complete)
        super().done(result)


def part_table(heads: list[str]) -> QTableWidget:
    """Make a small table to read, left by Tab."""
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(heads)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + SPACE_AROUND_TEXT)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    table.verticalHeader().setHighlightSections(False)
    header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
    return table


def fill(table: QTableWidget, rows: list[tuple[str, ...]]) -> None:
    """Show rows of plain text; the current row stays where it was, as far as there is one."""
    current = max(table.currentRow(), 0)
    table.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            table.setItem(row, column, item)
    table.resizeColumnsToContents()
    shown = min(max(len(rows), 1), MOST_ROWS_SHOWN)
    around = table.horizontalHeader().sizeHint().height() + table.horizontalScrollBar().sizeHint().height()
    table.setFixedHeight(shown * table.verticalHeader().defaultSectionSize() + around + 4)
    if rows:
        table.setCurrentCell(min(current, len(rows) - 1), 0)


def remove_by_key(table: QTableWidget, remove: Callable[[], None]) -> None:
    """Let the Delete key do what the button below the table does."""
    delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table)
    delete.setContext(Qt.ShortcutContext.WidgetShortcut)
    delete.activated.connect(remove)


def state_text(state: str, words: Words) -> str:
    """Give the sign and the word of a state."""
    return "✔ " + words.translate(N_("Complete")) if state == State.COMPLETE else "○ " + words.translate(N_("Draft"))


def _fields(editing: RecordEditing) -> QWidget:
    """Ask everything but the activity, which the place says already."""
    return FieldRows(editing, [field.name for field in editing.fields if field.name != "activity_id"])
