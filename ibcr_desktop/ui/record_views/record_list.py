"""A list as screens use it: the line of filters, the table, and the reason why it is empty."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import kinds_linked_as
from ibcr_desktop.records.field_types import LinksType, LinkType
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.filters import ListQuery, kinds_of
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.pages import ListPages, ListRow, column_named, columns_of
from ibcr_desktop.ui.record_views.empty_list import EmptyList
from ibcr_desktop.ui.record_views.filter_bar import FilterBar
from ibcr_desktop.ui.record_views.record_table import RecordTable
from ibcr_desktop.ui.record_views.record_table_model import RecordTableModel


class RecordList(QWidget):
    """Shows the records of a query; the query survives as long as the widget."""

    opened = Signal(ListRow)
    current_changed = Signal(object)  # ListRow | None
    new_wanted = Signal()
    columns_chosen = Signal(list)  # names, to be remembered in the settings
    failed = Signal(UserError)

    def __init__(
        self, database: Database, lexicon: StoredLexicon, query: ListQuery, columns: Sequence[str] | None = None
    ) -> None:
        super().__init__()
        self._database = database
        self._lexicon = lexicon
        self._pages: ListPages | None = None
        self.model = RecordTableModel(self._open, query, lexicon.words, self)
        self.table = RecordTable(self.model, lexicon.words, self)
        self.filters = FilterBar(query, lexicon, self)
        self.empty = EmptyList(lexicon.words, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)
        self._connect()
        self.table.offer_columns(columns_of(query))
        if columns:
            self.model.show_columns(columns)
        self._tell()

    @property
    def query(self) -> ListQuery:
        """What the list shows now."""
        return self.model.query

    def show_query(self, query: ListQuery) -> None:
        """Show another query, as from a figure or from the way back."""
        other_columns = columns_of(query) != columns_of(self.query)
        if other_columns:
            self.table.offer_columns(columns_of(query))
            self.model.forget_columns()
        self.filters.show_query(query)
        self.model.show_query(query)

    def reload(self, kinds: frozenset[str] | None = None) -> None:
        """Read again, if one of the kinds that were written is shown or linked to."""
        if kinds is None or kinds & self._watched():
            self.model.reload()

    def selected_ids(self) -> list[uuid.UUID]:
        """Give the ids of the selected rows, in the order of the list."""
        found: list[uuid.UUID] = []
        for part in sorted(self.table.selectionModel().selection().toList(), key=lambda each: each.top()):
            found += self._pages.ids(part.top(), part.height()) if self._pages else []
        return list(dict.fromkeys(found))

    def _connect(self) -> None:
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)
        self.table.columns_chosen.connect(self.columns_chosen)
        self.table.letters_typed.connect(self.filters.begin_search)
        self.filters.query_changed.connect(self._narrow)
        self.empty.all_wanted.connect(self.filters.clear)
        self.empty.new_wanted.connect(self.new_wanted)
        self.model.modelReset.connect(self._tell)
        self.model.failed.connect(self.failed)

    def _open(self, query: ListQuery, names: Sequence[str] | None) -> ListPages:
        known = {each.name for each in columns_of(query)}
        columns = [column_named(query, name) for name in names if name in known] if names else None
        self._pages = ListPages(self._database, self._lexicon, query, columns or None)
        return self._pages

    def _narrow(self, query: ListQuery) -> None:
        self.model.show_query(query)

    def _tell(self) -> None:
        """Say how many there are, and why there are none."""
        if self.filters.query != self.query:
            self.filters.show_query(self.query)
        if self.model.is_broken or self._pages is None:
            return
        shown, total = self.model.rowCount(), self._pages.total
        self.filters.show_counts(shown, total)
        if shown == 0:
            self.empty.explain(self.query, total)
        self._stack.setCurrentWidget(self.table if shown else self.empty)
        self.setFocusProxy(self.table if shown else self.filters.search)

    def _watched(self) -> set[str]:
        linked = {each.type.kind_name for each in self.model.columns if isinstance(each.type, LinkType | LinksType)}
        kinds = {*kinds_of(self.query), *(kind for name in linked for kind in kinds_linked_as(name))}
        return {kind.kind_name() for kind in kinds} | {"term", "country", "office"}
