"""The list of one kind of record as a page: heading, the button that begins a record, and the list."""

import uuid
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Question, kind_named
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.bin import put_all_in_bin, restore_all
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.pages import ListRow
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.record_list import RecordList
from ibcr_desktop.ui.screens.asking import is_headquarters, offer_to_ask
from ibcr_desktop.ui.screens.start_page import heading_label

MOST_AT_ONCE = 500


class ListScreen(QWidget):
    """Keeps its filters for the next visit; reads again only what was written meanwhile."""

    help_page = "lists"

    def __init__(self, context: Context, kind_name: str) -> None:
        super().__init__()
        self._context = context
        self.kind_name = kind_name
        self._missed: frozenset[str] = frozenset()
        columns = context.settings.current.columns.get(kind_name)
        self.list = RecordList(context.store.database, context.lexicon, ListQuery((kind_name,)), columns)
        self._heading = heading_label(self.title())
        row = QHBoxLayout()
        row.addWidget(self._heading, 1)
        new = QPushButton(context.words.translate(N_("&New")))
        new.setToolTip("Ctrl+N")
        new.clicked.connect(self._begin)
        restore = context.words.translate(N_("&Restore"))
        self.restore_button = QPushButton(restore.replace("&", ""))  # its letter is the one of Reset here
        self.restore_button.clicked.connect(self.restore)
        self.restore_button.hide()
        row.addWidget(self.restore_button)
        self.ask_button = QPushButton(context.words.translate(N_("&Ask the office…")))
        if not is_headquarters(context) or kind_name == Question.kind_name():
            self.ask_button.hide()
        self.ask_button.clicked.connect(self._ask)
        row.addWidget(self.ask_button)
        for button in self.more_buttons():
            row.addWidget(button)
        row.addWidget(new)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.body(), 1)
        self.setFocusProxy(self.list)
        self._connect()

    def title(self) -> str:
        """Give the name of the screen: the plural of the kind."""
        return self._context.words.translate(_kind(self.kind_name).plural)

    def body(self) -> QWidget:
        """Give what stands below the heading; lists of some kinds have something beside them."""
        return self.list

    def more_buttons(self) -> Sequence[QPushButton]:
        """Give the buttons that a kind has beside *New*."""
        return ()

    def shown(self) -> None:
        """Read again if anything of this list was written while another screen was in front."""
        if self._missed:
            missed, self._missed = self._missed, frozenset()
            self.list.reload(missed)

    def leave(self) -> None:
        """Nothing is entered here."""

    def show_query(self, query: ListQuery) -> None:
        """Show another query, as from a figure."""
        self.list.show_query(query)

    def move_to_bin(self) -> None:
        """Delete what is selected; a bar offers to undo it."""
        ids, words = self._chosen(), self._context.words
        if not ids or self.list.query.in_bin:
            return
        store, kind_name = self._context.store, self.kind_name
        if not self._context.messages.attempt(lambda: put_all_in_bin(store, kind_name, ids)):
            return
        if len(ids) == 1:
            kind = words.translate(_kind(kind_name).singular)
            text = words.translate(N_("{kind} moved to the bin")).format(kind=kind)
        else:
            text = words.plural("{count} record moved to the bin", "{count} records moved to the bin", len(ids))
            text = text.format(count=words.number(len(ids)))
        self._context.undo.offer(text, lambda: self._take_back(ids))

    def restore(self) -> None:
        """Take what is selected out of the bin."""
        self._take_back(self._chosen())

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        return [self.list.filters, self.list.table]

    def _connect(self) -> None:
        self.list.opened.connect(self._open)
        self.list.new_wanted.connect(self._begin)
        self.list.columns_chosen.connect(self._keep_columns)
        self.list.failed.connect(self._context.messages.show_error)
        self._context.changes.announced.connect(self._note_changes)
        self.list.model.modelReset.connect(self._show_bin)
        copy = QShortcut(QKeySequence("Ctrl+Shift+N"), self)
        copy.activated.connect(self._begin_like_this)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)  # in the search line the key deletes a letter
        delete.activated.connect(self.move_to_bin)

    def _open(self, row: ListRow) -> None:
        self._context.go.to_record(row.kind, row.record_id)

    def _ask(self) -> None:
        row = self.list.table.current_row()
        if row is not None:
            offer_to_ask(self._context, row.kind, row.record_id, self)

    def _begin(self) -> None:
        self._context.go.new_record("workshop" if self.kind_name == Activity.kind_name() else self.kind_name)

    def _begin_like_this(self) -> None:
        selected = self.list.selected_ids()
        if len(selected) == 1:
            self._context.go.new_record(self.kind_name, selected[0])

    def _chosen(self) -> list[uuid.UUID]:
        """Give what is selected; nothing, and say so, where it is more than one would delete on purpose."""
        ids = self.list.selected_ids()
        if len(ids) <= MOST_AT_ONCE:
            return ids
        sentence = self._context.words.translate(N_("Select at most {count} records at a time."))
        self._context.messages.show_text(sentence.format(count=self._context.words.number(MOST_AT_ONCE)))
        return []

    def _take_back(self, ids: Sequence[uuid.UUID]) -> None:
        self._context.messages.attempt(lambda: restore_all(self._context.store, self.kind_name, ids))

    def _show_bin(self) -> None:
        self.restore_button.setVisible(self.list.query.in_bin)
        self.restore_button.setEnabled(self.list.model.rowCount() > 0)

    def _keep_columns(self, names: Sequence[str]) -> None:
        settings = self._context.settings
        settings.change(columns={**settings.current.columns, self.kind_name: tuple(names)})

    def _note_changes(self, kinds: Any) -> None:
        if self.isVisible():
            self.list.reload(kinds)
        else:
            self._missed |= kinds


def _kind(name: str) -> type[Record]:
    return Activity if name == Activity.kind_name() else kind_named(name)
