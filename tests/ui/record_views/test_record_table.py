"""A table of any length reads only what is looked at, and is used without a mouse."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records.field_types import TextType, WholeType
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.pages import ListColumn, ListRow
from ibcr_desktop.ui.record_views.record_table import RecordTable
from ibcr_desktop.ui.record_views.record_table_model import ROW_ROLE, RecordTableModel

QUERY = ListQuery(("person",))
COLUMNS = (ListColumn("code", "Code", TextType()), ListColumn("count", "Number", WholeType()))
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@dataclass
class CountingPages:
    """Pages made up on demand; they note which were asked for."""

    query: ListQuery
    columns: tuple[ListColumn, ...] = COLUMNS
    count: int = 1_000_000
    asked: list[tuple[int, int]] = field(default_factory=list)
    broken: bool = False
    contested: int = -1

    def page(self, first: int, count: int) -> list[ListRow | None]:
        """Give invented rows, the seventh of which has gone."""
        self.asked.append((first, count))
        if self.broken:
            raise UserError("The disk does not answer.", "Nothing was changed.", "Try again.")
        return [None if place == 7 else self._row(place) for place in range(first, min(first + count, self.count))]

    def place_of(self, record_id: uuid.UUID) -> int | None:
        """Give the place that the id was made from."""
        place = record_id.int
        if self.query.descending:
            place = self.count - 1 - place
        return place if place < self.count else None

    def _row(self, place: int) -> ListRow:
        number = self.count - 1 - place if self.query.descending else place
        values = tuple({"code": f"P-{number}", "count": number}[each.name] for each in self.columns)
        state = "draft" if number % 2 else "complete"
        contested = number == self.contested
        texts = tuple(map(str, values))
        return ListRow(uuid.UUID(int=number), "person", "DKR", state, False, contested, values, texts)


class Opener:
    """Opens pages and keeps them, so that a test sees what was read."""

    def __init__(self, count: int = 1_000_000) -> None:
        self.count = count
        self.opened: list[CountingPages] = []
        self.contested = -1

    def __call__(self, query: ListQuery, names: Sequence[str] | None) -> CountingPages:
        columns = tuple(each for each in COLUMNS if names is None or each.name in names)
        self.opened.append(CountingPages(query, columns, self.count, contested=self.contested))
        return self.opened[-1]


@pytest.fixture
def opener() -> Opener:
    """A million rows."""
    return Opener()


@pytest.fixture
def model(qtbot: QtBot, opener: Opener) -> RecordTableModel:  # noqa: ARG001 - the application must run
    """The model of a million rows."""
    return RecordTableModel(opener, QUERY, Words("en"))


@pytest.fixture
def table(qtbot: QtBot, model: RecordTableModel) -> RecordTable:
    """The table, shown."""
    made = RecordTable(model, Words("en"))
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, qtbot: QtBot) -> None:  # noqa: ARG001 - as above
    for count in (0, 1, 230):
        qtmodeltester.check(RecordTableModel(Opener(count), QUERY, Words("en")))


def test_a_jump_to_the_end_of_a_million_rows_reads_two_pages(table: RecordTable, opener: Opener) -> None:
    table.fit_columns()
    table.scrollToBottom()
    table.grab()
    assert len(opener.opened) == 1
    firsts = {first for first, _ in opener.opened[0].asked}
    assert {0, 999_900} <= firsts
    assert len(firsts) <= 3


def test_a_page_is_read_once_and_few_are_kept(model: RecordTableModel, opener: Opener) -> None:
    for place in (0, 1, 99, 50):
        model.row(place)
    assert opener.opened[0].asked == [(0, 100)]
    for number in range(40):
        model.row(number * 100)
    model.row(0)
    assert opener.opened[0].asked[-1] == (0, 100)


def test_cells_say_column_value_and_state(model: RecordTableModel, opener: Opener) -> None:
    assert model.index(3, 1).data(SPOKEN) == "Number, 3, ○ draft"
    assert model.index(4, 2).data(SPOKEN) == "State, ✔ complete"
    assert model.index(4, 2).data() == "✔ complete"
    assert model.index(7, 1).data() == ""
    opener.contested = 4
    model.reload()
    assert model.index(4, 2).data() == "⚠ offices disagree"


def test_codes_keep_their_direction_and_numbers_stand_at_the_end(model: RecordTableModel) -> None:
    assert model.index(3, 0).data() == "\u2066P-3\u2069"
    assert model.index(3, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignTrailing
    assert model.index(3, 1).data(ROW_ROLE).values == ("P-3", 3)
    assert model.data(QModelIndex()) is None


def test_sorting_asks_for_another_query_and_begins_at_its_top(table: RecordTable, opener: Opener) -> None:
    table.go_to(12)
    table.sort_by(1, Qt.SortOrder.DescendingOrder)
    assert opener.opened[-1].query == replace(QUERY, sort="count", descending=True)
    assert table.currentIndex().row() == 0
    assert opener.opened[-1].asked == [(0, 100)]
    assert table.horizontalHeader().sortIndicatorSection() == 1


def test_a_click_on_a_head_sorts_and_a_second_click_turns_the_order(
    qtbot: QtBot, table: RecordTable, model: RecordTableModel
) -> None:
    head = table.horizontalHeader()
    place = head.viewport().rect().center()
    place.setX(head.sectionViewportPosition(1) + 10)
    for descending in (False, True, False):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert (model.query.sort, model.query.descending) == ("count", descending)
        assert head.sortIndicatorOrder() == (
            Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        )


def test_there_is_a_current_row_from_the_start_and_after_every_reload(
    table: RecordTable, model: RecordTableModel, opener: Opener
) -> None:
    assert table.currentIndex().row() == 0
    table.go_to(500)
    model.reload()
    assert table.currentIndex().row() == 500
    opener.count = 3
    model.reload()
    assert table.currentIndex().row() == 2
    opener.count = 0
    model.reload()
    assert not table.currentIndex().isValid()
    opener.count = 3
    model.reload()
    assert table.currentIndex().isValid()


def test_enter_and_double_click_open_the_row(qtbot: QtBot, table: RecordTable) -> None:
    table.go_to(5)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(table.opened) as opened:
            qtbot.keyClick(table, key)
        assert opened.args is not None
        assert opened.args[0].values == ("P-5", 5)
    with qtbot.waitSignal(table.opened):
        table.doubleClicked.emit(table.currentIndex())
    table.go_to(7)
    with qtbot.assertNotEmitted(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_tab_leaves_the_table(qtbot: QtBot, model: RecordTableModel) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    table, line = RecordTable(model, Words("en")), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(table)
    column.addWidget(line)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert line.hasFocus()


def test_letters_typed_in_the_table_go_to_the_search_and_read_nothing(
    qtbot: QtBot, table: RecordTable, opener: Opener
) -> None:
    read = len(opener.opened[0].asked)
    with qtbot.waitSignal(table.letters_typed) as typed:
        qtbot.keyClick(table, Qt.Key.Key_D)
    assert typed.args == ["d"]
    assert len(opener.opened[0].asked) == read


def test_columns_are_chosen_in_the_menu_of_the_head(qtbot: QtBot, table: RecordTable, model: RecordTableModel) -> None:
    menu = table.menu_for(1)
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "Sort by “Number”, smallest first"
    columns = menu.actions()[-1].menu()
    assert isinstance(columns, QMenu)
    with qtbot.waitSignal(table.columns_chosen) as chosen:
        columns.actions()[0].trigger()
    assert chosen.args == [["count"]]
    assert [model.headerData(each, Qt.Orientation.Horizontal) for each in range(model.columnCount())] == [
        "Number",
        "State",
    ]
    last = table.menu_for(0).actions()[-1].menu()
    assert isinstance(last, QMenu)
    assert [each.isEnabled() for each in last.actions()] == [True, False]


def test_the_menu_key_opens_the_menu_of_the_current_column(
    qtbot: QtBot, table: RecordTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    monkeypatch.setattr(RecordTable, "_show_menu", lambda _self, _place, column: shown.append(column))
    table.setCurrentIndex(table.model().index(2, 1))
    place = table.viewport().rect().topLeft()
    qtbot.keyClick(table, Qt.Key.Key_Menu)
    table.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place))
    assert shown == [1]


def test_rows_have_26_pixels_and_grow_with_the_text(table: RecordTable) -> None:
    small = table.font()
    assert table.rowHeight(0) == max(26, table.fontMetrics().height() + 9)
    large = table.font()
    large.setPointSizeF(small.pointSizeF() * 2.5)
    table.setFont(large)
    assert table.rowHeight(0) == table.fontMetrics().height() + 9 > 26
    table.changeEvent(QEvent(QEvent.Type.StyleChange))


def test_a_page_that_cannot_be_read_is_told_once_and_leaves_its_rows_empty(
    qtbot: QtBot, model: RecordTableModel, opener: Opener
) -> None:
    opener.opened[0].broken = True
    with qtbot.waitSignal(model.failed) as failed:
        assert model.index(200, 0).data() == ""
    assert failed.args is not None
    assert "disk" in str(failed.args[0])
    asked = len(opener.opened[0].asked)
    assert model.index(201, 0).data() == ""
    assert len(opener.opened[0].asked) == asked


def test_a_screen_reader_is_told_the_whole_cell(table: RecordTable) -> None:
    cells = QAccessible.queryAccessibleInterface(table)
    cells_in_a_row = table.model().columnCount() + 1  # the head of the row, though hidden, is one
    fourth_row = 4 * cells_in_a_row  # the heads of the columns are the first row
    assert cells.child(fourth_row + 1).text(QAccessible.Text.Name) == "Code, P-3, ○ draft"
