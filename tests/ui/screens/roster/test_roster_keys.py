"""The keys of the grid, each as docs/interaction.md, 2 has it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ibcr_desktop.records.people import Person
from tests.ui.pressing import key
from tests.ui.screens.roster.grids import ALT, CONTROL, SHIFT, Grid, Key, enter, person, workshop
from tests.ui.shells import Shell


def test_a_person_is_typed_from_cell_to_cell_and_written_when_the_row_is_left(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Aïcha", "<Tab>", "f", "<Tab>", "34", "<Tab>", "pol", "<Tab>")
    row = grid.model.rows[0]
    assert shell.store.open("person", row.person_id) is None, "the row is not left yet"
    grid.type("<Enter>")
    assert grid.at() == (1, 0)
    cells = ("family_name", "given_names", "sex", "birth_year", "professional_group")
    assert [grid.shown(0, name) for name in cells] == ["Diop", "Aïcha", "Female", "1987", "Police"]
    assert grid.model.rows[0].is_complete
    assert grid.stored("person", row.person_id).state == "complete"


def test_typing_replaces_and_f2_edits(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell))
    grid = Grid(shell, activity)
    grid.go_to(0, "family_name")
    grid.type("Ba", "<Enter>")
    assert grid.names() == ["Ba Awa"]
    grid.go_to(0, "family_name")
    grid.type("<F2>")
    grid.press(Key.Key_End)
    grid.type("rry", "<Enter>")
    assert grid.names() == ["Barry Awa"]


def test_tab_leaves_the_grid_when_no_cell_is_open_and_shift_tab_goes_back_through_a_row(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Awa")
    grid.press(Key.Key_Backtab, SHIFT)
    assert grid.at() == (0, 0)
    grid.type("Sow", "<Enter>")
    assert grid.names() == ["Sow Awa"]
    grid.type("<Tab>")
    assert not grid.table.hasFocus()


def test_esc_takes_back_the_cell_then_the_row(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell))
    grid = Grid(shell, activity)
    grid.go_to(0, "given_names")
    grid.type("Fatou", "<Tab>", "x", "<Esc>")
    assert (grid.shown(0, "given_names"), grid.shown(0, "sex")) == ("Fatou", "Female")
    grid.type("<Esc>")
    assert grid.names() == ["Ndiaye Awa"]
    assert grid.table.isVisible(), "the page stays"


def test_esc_takes_a_new_row_away_altogether(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "<Esc>", "<Esc>")
    assert grid.names() == []
    shell.window.navigation.leave()
    assert Grid(shell, grid.activity).names() == []


def test_the_value_above_is_taken_with_one_chord_in_a_cell_and_on_it(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Enter>", "Sow", "<Tab>")
    grid.press(Key.Key_Apostrophe, CONTROL)
    grid.type("<Enter>")
    grid.go_to(0, "function")
    grid.type("Juge", "<Enter>")
    grid.go_to(1, "function")
    grid.press(Key.Key_Apostrophe, CONTROL)
    assert grid.shown(1, "function") == "Juge"


def test_fill_down_copies_the_row_above_or_the_top_of_the_selection(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    for name in ("A", "B", "C"):
        grid.type(name, "<Enter>")
    grid.go_to(0, "function")
    grid.type("Juge", "<Enter>")
    grid.go_to(0, "function")
    for _ in range(2):
        grid.press(Key.Key_Down, SHIFT)
    grid.press(Key.Key_D, CONTROL)
    assert [grid.shown(row, "function") for row in range(3)] == ["Juge", "Juge", "Juge"]
    grid.press(Key.Key_Z, CONTROL)
    assert [grid.shown(row, "function") for row in range(3)] == ["Juge", "", ""]


def test_fill_down_in_a_single_cell_takes_the_value_above_and_so_it_does_in_an_open_one(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", *["<Tab>"] * 6, "Juge", "<Enter>", "Sow", "<Enter>", "Ba", "<Enter>")
    grid.go_to(1, "function")
    grid.press(Key.Key_D, CONTROL)
    assert grid.shown(1, "function") == "Juge"
    grid.go_to(2, "given_names")
    grid.type("Awa", *["<Tab>"] * 5)
    grid.press(Key.Key_D, CONTROL)
    grid.type("<Enter>")
    assert grid.shown(2, "function") == "Juge"
    grid.press(Key.Key_Z, CONTROL)
    assert (grid.shown(2, "function"), grid.names()) == ("", ["Diop", "Sow", "Ba Awa"])


def test_space_marks_a_day_and_p_all_of_them(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Enter>")
    grid.go_to(0, "1")
    grid.press(Key.Key_Space)
    assert grid.shown(0, "hours") == "6"
    grid.press(Key.Key_Space)
    assert grid.shown(0, "hours") == ""
    grid.type("p")
    assert grid.shown(0, "hours") == "18"
    opened = grid.stored("participation", grid.model.rows[0].participation_id)
    assert (opened.values["hours"], len(opened.values["session_ids"])) == (18.0, 3)


def test_days_are_marked_while_one_tabs_through_the_row(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", *["<Tab>"] * 8, " ", "<Tab>", "<Tab>", " ", "<Enter>")
    assert grid.shown(0, "hours") == "12"
    assert grid.at() == (1, 0)


def test_the_sex_takes_one_key_on_its_cell(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Enter>")
    sexes = {"m": "Male", "f": "Female", "2": "Male", "1": "Female", "x": "Other", "M": "Male", "3": "Other"}
    for letter, word in sexes.items():
        grid.go_to(0, "sex")
        grid.type(letter)
        assert grid.shown(0, "sex") == word


def test_today_and_a_day_more_or_less_in_a_date_cell(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.model.show_columns(["person.family_name", "participation.certificate_on"])
    grid.type("Diop", "<Enter>")
    grid.go_to(0, "certificate_on")
    grid.press(Key.Key_Semicolon, CONTROL)
    assert grid.shown(0, "certificate_on") == "15 June 2021"
    grid.type("+")
    grid.type("+")
    grid.type("-")
    assert grid.shown(0, "certificate_on") == "16 June 2021"


def test_f8_goes_from_problem_to_problem(shell: Shell) -> None:
    activity = workshop(shell)
    people = [person(shell, name, sex=sex) for name, sex in (("A", "female"), ("B", None), ("C", "male"), ("D", None))]
    enter(shell, activity, *people)
    grid = Grid(shell, activity)
    grid.go_to(0, "family_name")
    grid.press(Key.Key_F8)
    assert grid.at() == (1, 2)
    grid.press(Key.Key_F8)
    assert grid.at() == (3, 2)
    grid.press(Key.Key_F8, SHIFT)
    assert grid.at() == (1, 2)


def test_f8_in_an_open_cell_keeps_what_stands_there(shell: Shell) -> None:
    activity = workshop(shell)
    people = [person(shell, name, sex=sex) for name, sex in (("A", "female"), ("B", None), ("C", "male"))]
    enter(shell, activity, *people)
    grid = Grid(shell, activity)
    grid.go_to(0, "function")
    grid.type("Juge")
    grid.press(Key.Key_F8)
    assert (grid.at(), grid.table.open_cell()) == ((1, 2), None)
    assert grid.stored("person", people[0]).values["function"] == "Juge"


def test_undo_and_redo_go_over_everything(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Aïcha", "<Enter>")
    grid.go_to(0, "family_name")
    grid.press(Key.Key_Minus, CONTROL)
    assert grid.names() == []
    grid.press(Key.Key_Z, CONTROL)
    assert grid.names() == ["Diop Aïcha"]
    grid.press(Key.Key_Z, CONTROL)
    assert grid.names() == ["Diop"]
    grid.press(Key.Key_Z, CONTROL)
    assert grid.names() == []
    for _ in range(2):
        grid.press(Key.Key_Y, CONTROL)
    assert grid.names() == ["Diop Aïcha"]
    row = grid.model.rows[0]
    opened = grid.stored(Person.kind_name(), row.person_id)
    assert (opened.deleted, opened.values["given_names"]) == (False, "Aïcha")


def test_undo_in_a_cell_that_was_only_opened_takes_back_what_was_done_last(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Aïcha", "<Tab>")
    grid.press(Key.Key_Z, CONTROL)
    assert grid.names() == ["Diop"]
    assert grid.table.open_cell() is None
    grid.go_to(0, "sex")
    grid.type("<F2>")
    grid.press(Key.Key_Y, CONTROL)
    assert grid.names() == ["Diop Aïcha"]
    grid.go_to(0, "function")
    grid.type("Juge")
    grid.press(Key.Key_Z, CONTROL)
    assert grid.table.open_cell() is not None, "the letters of the line are taken back first"
    assert grid.names() == ["Diop Aïcha"]


def test_delete_empties_cells(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell, telephone="77"))
    grid = Grid(shell, activity)
    grid.go_to(0, "telephone")
    grid.press(Key.Key_Delete)
    assert grid.stored("person", grid.model.rows[0].person_id).values["telephone"] is None


def test_a_known_value_is_completed_and_typing_on_replaces_it(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", *["<Tab>"] * 6, "Inspectrice", "<Enter>")
    grid.type("Sow", *["<Tab>"] * 6, "ins", "<Enter>")
    assert grid.shown(1, "function") == "Inspectrice"
    grid.type("Ba", *["<Tab>"] * 6, "inspecteur", "<Enter>")
    assert grid.shown(2, "function") == "Inspecteur"


@pytest.mark.parametrize("is_open", [True, False])
def test_alt_down_offers_what_the_cell_may_become(shell: Shell, *, is_open: bool) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Enter>")
    grid.go_to(0, "professional_group")
    if is_open:
        grid.type("<F2>")
    grid.press(Key.Key_Down, ALT)
    editor = grid.table.open_cell()
    assert editor is not None
    assert editor._popup is not None
    offered, popup = editor._offers.stringList(), editor._popup.popup()
    assert len(offered) > 5
    for which in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
        key(popup, which)
    grid.type("<Enter>")
    assert grid.shown(0, "professional_group") == offered[1]


def test_alt_down_means_nothing_where_nothing_can_be_typed(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Enter>")
    grid.table.go_to(0, len(grid.model.columns))
    grid.press(Key.Key_Down, ALT)
    assert grid.table.open_cell() is None
    assert grid.at() == (0, len(grid.model.columns))


def test_a_double_click_edits_what_is_there(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell))
    grid = Grid(shell, activity)
    grid.go_to(0, "family_name")
    cell = grid.table.visualRect(grid.table.currentIndex()).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(grid.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    grid.press(Key.Key_End)
    grid.type("e", "<Enter>")
    assert grid.names() == ["Ndiayee Awa"]


@pytest.mark.parametrize("is_open", [True, False])
def test_ctrl_k_searches_everywhere_and_what_was_typed_stays(shell: Shell, *, is_open: bool) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell))
    grid = Grid(shell, activity)
    grid.go_to(0, "family_name")
    if is_open:
        grid.type("Sarr")
        grid.press(Key.Key_Home)
    grid.press(Key.Key_K, CONTROL)
    assert shell.window.search_box.isVisible()
    key(QApplication.focusWidget(), Key.Key_Escape)
    assert grid.names() == ["Sarr Awa" if is_open else "Ndiaye Awa"]
