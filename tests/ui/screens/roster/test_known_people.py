"""Known or new, while typing: somebody known fills the row, and nobody is joined by mistake."""

import uuid

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ibcr_desktop.records.people import person_link_id
from tests.databases import add
from tests.ui.pressing import press
from tests.ui.screens.roster.grids import ALT, Grid, Key, enter, person, workshop
from tests.ui.shells import Shell

FEWEST_KEYS = 8  # docs/interaction.md, 2: a known person fills the row by at most so many


def offered(grid: Grid) -> list[str]:
    entries = grid.part.panel.entries
    return [entries.item(row).text() for row in range(entries.count())] if grid.part.panel.isVisible() else []


def wait_for_offer(grid: Grid) -> None:
    grid.shell.wait_until(lambda: bool(offered(grid)))


def test_a_known_person_fills_the_row_by_eight_keys_at_most(shell: Shell) -> None:
    organisation = add(shell.store, "organisation", name="Brigade des mineurs")
    somebody = person(shell, "Diop", given_names="Aïcha", organisation_id=organisation)
    earlier = workshop(shell, place="Dakar", ends_on=None)
    enter(shell, earlier, somebody)
    grid = Grid(shell, workshop(shell))
    grid.type("dio")
    wait_for_offer(grid)
    (line,) = offered(grid)
    for fact in ("Diop Aïcha", "Female", "1985", "Brigade des mineurs", "1 activity"):
        assert fact in line
    grid.type("<Down>", "<Enter>")
    assert grid.keys <= FEWEST_KEYS
    assert (grid.names(), grid.at()) == (["Diop Aïcha"], (1, 0))
    (row,) = grid.model.rows
    assert (row.person_id, row.is_complete) == (somebody, True)
    assert not grid.part.panel.isVisible()


def test_who_is_known_appears_while_long_work_is_under_way(shell: Shell) -> None:
    person(shell, "Diop")
    grid = Grid(shell, workshop(shell))
    with shell.busy(at_once=False):
        grid.type("di")
        wait_for_offer(grid)


def test_a_number_takes_the_candidate_that_bears_it(shell: Shell) -> None:
    people = {person(shell, "Diop", given_names=given): given for given in ("Awa", "Fatou", "Khady")}
    grid = Grid(shell, workshop(shell))
    grid.type("di")
    wait_for_offer(grid)
    assert [line[:3] for line in offered(grid)] == ["1  ", "2  ", "3  "]
    second = grid.part.panel._known[1].row.person_id
    before = grid.keys
    grid.type("2")
    assert grid.keys - before == 1
    assert (grid.names(), grid.at()) == ([f"Diop {people[second]}"], (1, 0))
    assert grid.model.rows[0].person_id == second


def test_a_number_that_nobody_bears_is_typed_and_so_is_any_number_elsewhere(shell: Shell) -> None:
    person(shell, "Diop")
    grid = Grid(shell, workshop(shell))
    grid.type("dio")
    wait_for_offer(grid)
    grid.type("2", "<Tab>", "Awa", "<Tab>", "1", "<Tab>", "34", "<Enter>")
    assert grid.names() == ["dio2 Awa"]
    assert (grid.shown(0, "sex"), grid.shown(0, "birth_year")) == ("Female", "1987")


def test_who_came_to_the_series_before_is_offered_first_and_who_is_here_already_last(shell: Shell) -> None:
    people = [person(shell, "Diop", given_names=given) for given in ("Awa", "Fatou", "Khady")]
    enter(shell, workshop(shell, series="Police"), people[2])
    activity = workshop(shell, series="Police")
    enter(shell, activity, people[0])
    grid = Grid(shell, activity)
    grid.type("di")
    wait_for_offer(grid)
    assert [each.row.person_id for each in grid.part.panel._known] == [people[2], people[1], people[0]]
    assert "already in row 1" in offered(grid)[2]


def test_alt_s_takes_the_first_candidate_from_within_the_cell(shell: Shell) -> None:
    somebody = person(shell, "Diop")
    grid = Grid(shell, workshop(shell))
    grid.type("Diop")
    wait_for_offer(grid)
    grid.press(Key.Key_S, ALT)
    assert [row.person_id for row in grid.model.rows] == [somebody]


def test_enter_without_a_mark_keeps_what_was_typed(shell: Shell) -> None:
    somebody = person(shell, "Diop")
    grid = Grid(shell, workshop(shell))
    grid.type("Dio")
    wait_for_offer(grid)
    grid.type("<Enter>")
    assert grid.names() == ["Dio"]
    assert grid.model.rows[0].person_id != somebody


def test_somebody_else_is_remembered_for_the_pair(shell: Shell) -> None:
    somebody = person(shell, "Diop", given_names="Awa")
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Awa")
    wait_for_offer(grid)
    grid.press(Key.Key_E, ALT)
    (row,) = grid.model.rows
    link = grid.stored("person_link", person_link_id(row.person_id, somebody))
    assert (link.values["verdict"], link.state) == ("different", "complete")
    assert row.name == "Diop Awa"
    shell.wait_until(lambda: not shell.office.background.is_busy)
    assert offered(grid) == []


def test_later_keeps_the_row_and_the_pair_is_undecided(shell: Shell) -> None:
    somebody = person(shell, "Diop", given_names="Awa")
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Awa")
    wait_for_offer(grid)
    press(grid.part.panel, "Later")
    (row,) = grid.model.rows
    link = grid.stored("person_link", person_link_id(row.person_id, somebody))
    assert link.values["verdict"] == "undecided"


def test_somebody_who_is_in_the_activity_already_is_gone_to_and_not_entered_again(shell: Shell) -> None:
    activity, somebody = workshop(shell), person(shell, "Diop")
    enter(shell, activity, somebody)
    grid = Grid(shell, activity)
    grid.type("Ba", "<Enter>", "diop")
    wait_for_offer(grid)
    grid.type("<Down>", "<Enter>")
    assert (grid.names(), grid.at()[0]) == (["Diop Awa", "Ba"], 0)


def test_a_row_typed_before_gives_way_to_the_one_that_stands_there(shell: Shell) -> None:
    activity, somebody = workshop(shell), person(shell, "Diop")
    enter(shell, activity, somebody)
    grid = Grid(shell, activity)
    grid.type("Diop", "<Tab>", "Awa", "<Enter>")
    grid.table.go_to(1)
    wait_for_offer(grid)
    grid.press(Key.Key_S, ALT)
    assert [row.person_id for row in grid.model.rows] == [somebody]


def test_one_undo_gives_the_row_back(shell: Shell) -> None:
    person(shell, "Diop")
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Awa", "<Enter>")
    grid.table.go_to(0)
    new: uuid.UUID = grid.model.rows[0].person_id
    wait_for_offer(grid)
    grid.press(Key.Key_S, ALT)
    assert grid.model.rows[0].person_id != new
    grid.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (grid.model.rows[0].person_id, grid.names()) == (new, ["Diop Awa"])
    assert not grid.stored("person", new).deleted


def test_f4_gives_the_keyboard_to_the_panel(shell: Shell) -> None:
    person(shell, "Diop")
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Enter>")
    grid.table.go_to(0)
    wait_for_offer(grid)
    grid.press(Key.Key_F4)
    assert grid.part.panel.entries.hasFocus()


def test_known_people_of_the_activity_are_not_asked_about(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell, "Diop"))
    person(shell, "Diop")
    grid = Grid(shell, activity)
    grid.table.go_to(0)
    assert not grid.part.known._timer.isActive()


def test_the_row_that_is_typed_stays_in_view_when_the_panel_appears(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, *(person(shell, f"Ba{number}") for number in range(30)))
    person(shell, "Diop")
    grid = Grid(shell, activity)
    grid.type("Dio")
    wait_for_offer(grid)
    QApplication.processEvents()
    cell = grid.table.visualRect(grid.table.currentIndex())
    assert grid.table.viewport().rect().contains(cell.center())
