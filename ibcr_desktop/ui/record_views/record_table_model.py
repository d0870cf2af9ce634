"""Shows a list of any length to a table: only the pages that are looked at are ever read."""

import uuid
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.plain_text import isolate
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.field_types import DecimalType, WholeType
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.pages import ListColumn, ListRow

PAGE = 100  # rows read at once
PAGES_KEPT = 20
LEFT_TO_RIGHT = frozenset({"code", "telephone", "email", "public_code", "shared_key", "sha256"})
ROW_ROLE = Qt.ItemDataRole.UserRole  # gives the ListRow

DRAFT, COMPLETE, CONTESTED, BINNED = N_("draft"), N_("complete"), N_("offices disagree"), N_("in the bin")
STATE_LABEL, STATE = N_("State"), "state"
AnyIndex = QModelIndex | QPersistentModelIndex


class Pages(Protocol):
    """What the model needs of ``storage.pages.ListPages``."""

    columns: tuple[ListColumn, ...]

    @property
    def count(self) -> int:
        """How many rows there are."""

    def page(self, first: int, count: int) -> list[ListRow | None]:
        """Give the rows from a place on."""

    def place_of(self, record_id: uuid.UUID) -> int | None:
        """Give the place of a record in the list."""


class RecordTableModel(QAbstractTableModel):
    """A column for each field that is shown, and the state as the last one.

    ``open_pages`` gives the pages of a query with the columns of these names, or with the usual ones for None. The
    first query raises UserError where it cannot be read; later ones tell it by ``failed``.
    """

    failed = Signal(UserError)  # a page could not be read; its rows stay empty until the next reload

    def __init__(
        self,
        open_pages: Callable[[ListQuery, Sequence[str] | None], Pages],
        query: ListQuery,
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_pages = open_pages
        self._words = words
        self._column_names: Sequence[str] | None = None
        self.is_broken = False  # the list could not be read, which is not the same as empty
        self._take(query)

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        """The columns before the state."""
        return self._pages.columns

    def show_query(self, query: ListQuery) -> None:
        """Show another query."""
        self.beginResetModel()
        self.is_broken = False
        try:
            self._take(query)
        except UserError as error:
            self.is_broken, self._count = True, 0
            self.failed.emit(error)
        self.endResetModel()

    def show_columns(self, names: Sequence[str] | None) -> None:
        """Show other columns; None for the usual ones."""
        self._column_names = names
        self.show_query(self.query)

    def forget_columns(self) -> None:
        """Go back to the usual columns with the next query."""
        self._column_names = None

    def reload(self) -> None:
        """Read again: something was written."""
        self.show_query(self.query)

    def row(self, place: int) -> ListRow | None:
        """Give a row; None where its record has gone, or could not be read."""
        number, within = divmod(place, PAGE)
        if number not in self._cached:
            self._cached[number] = self._read(number)
            if len(self._cached) > PAGES_KEPT:
                self._cached.popitem(last=False)
        self._cached.move_to_end(number)
        page = self._cached[number]
        return page[within] if within < len(page) else None

    def place_of(self, record_id: uuid.UUID) -> int | None:
        """Give the place of a record, None where the list does not show it."""
        try:
            return self._pages.place_of(record_id)
        except UserError as error:
            self.failed.emit(error)
            return None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of records."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of columns, the state included."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell shows or says."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == ROW_ROLE:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            shown = role == Qt.ItemDataRole.DisplayRole
            return self._text(row, index.column()) if shown else self._spoken(row, index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the label of a column, or the number of a row."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.label(section) if orientation == Qt.Orientation.Horizontal else section + 1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the whole list, not only what was read of it; a column below 0 stands for the usual order."""
        descending = order == Qt.SortOrder.DescendingOrder
        name = self.column_name(column) if column >= 0 else ""
        self.show_query(replace(self.query, sort=name, descending=descending))

    def column_name(self, column: int) -> str:
        """Give the name of the field of a column."""
        return self.columns[column].name if column < len(self.columns) else STATE

    def column_named(self, name: str) -> int:
        """Give the column of a field, -1 where it is not shown."""
        names = [*(each.name for each in self.columns), STATE]
        return names.index(name) if name in names else -1

    def label(self, column: int) -> str:
        """Give the head of a column in the language of the screen."""
        label = self.columns[column].label if 0 <= column < len(self.columns) else STATE_LABEL
        return self._words.translate(label)

    def _take(self, query: ListQuery) -> None:
        self.query = query
        self._cached: OrderedDict[int, list[ListRow | None]] = OrderedDict()
        self._pages = self._open_pages(query, self._column_names)
        self._count = self._pages.count

    def _read(self, number: int) -> list[ListRow | None]:
        try:
            return self._pages.page(number * PAGE, PAGE)
        except UserError as error:
            self.failed.emit(error)
            return []

    def _text(self, row: ListRow | None, column: int) -> str:
        if row is None:
            return ""
        if column >= len(self.columns):
            return self._state(row)
        text = row.texts[column]
        return isolate(text) if self.columns[column].name in LEFT_TO_RIGHT else text

    def _spoken(self, row: ListRow | None, column: int) -> str:
        """Give "column, value, state": a screen reader reads cell by cell and says no more than this."""
        if row is None or column >= len(self.columns):
            return f"{self.label(column)}, {self._text(row, column)}"
        text = row.texts[column] or self._words.translate(N_("empty"))
        return f"{self.label(column)}, {text}, {self._state(row)}"

    def _state(self, row: ListRow) -> str:
        sign, word = "○", DRAFT
        if row.state == State.COMPLETE:
            sign, word = "✔", COMPLETE
        if row.contested:
            sign, word = "⚠", CONTESTED
        if row.deleted:
            sign, word = "✖", BINNED
        return f"{sign} {self._words.translate(word)}"

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        is_number = column < len(self.columns) and isinstance(self.columns[column].type, WholeType | DecimalType)
        side = Qt.AlignmentFlag.AlignTrailing if is_number else Qt.AlignmentFlag.AlignLeading
        return side | Qt.AlignmentFlag.AlignVCenter
