"""The headcount groups as a grid: typed in place with the keys of the roster, saved when a row is left."""

from ibcr_desktop.records.headcounts import Headcount
from tests.databases import add, statements_to
from tests.ui.pressing import press
from tests.ui.screens.roster.grids import CONTROL, Groups, Key, enter, person, workshop
from tests.ui.shells import Shell
from tests.ui.typing_text import type_text

FIRST_CLASS, NEXT_CLASS = 13, 8  # keys, control keys included


def test_a_class_of_146_is_one_line_and_a_handful_of_keys(shell: Shell) -> None:
    grid = Groups(shell, workshop(shell, 0))
    grid.type("Po", "<Tab>", "60", "<Tab>", "86", "<Tab>", "<Tab>", "<Tab>", "n", "<Enter>")
    assert grid.keys <= FIRST_CLASS
    row = grid.model.rows[0]
    assert [grid.shown(0, name) for name in ("professional_group", "total", "overlap", "level", "basis")] == (
        ["Police", "146", "None", "Trained", "Counted on the spot"]
    )
    stored = grid.stored("headcount", row.key)
    assert (stored.state, stored.values["total"], stored.values["activity_id"]) == ("complete", 146, grid.activity)
    before = grid.keys
    grid.type("Ge", "<Tab>", "5", "<Tab>", "7", "<Enter>")
    assert grid.keys - before <= NEXT_CLASS
    assert grid.model.rows[1].is_complete
    assert grid.stored("headcount", grid.model.rows[1].key).values["overlap"] == "none"


def test_the_head_and_the_foot_show_named_unnamed_and_total_as_they_are_typed(shell: Shell) -> None:
    activity = workshop(shell, 0)
    enter(shell, activity, person(shell, "A"), person(shell, "B"), person(shell, "C"))
    grid = Groups(shell, activity)
    assert grid.part.head.accessibleName() == "3 by name + 0 by number = 3 people"
    grid.type("<Tab>")
    grid.table.setFocus()
    grid.go_to(0, "females")
    grid.type("6", "<Tab>", "4", "<Tab>")
    assert grid.part.head.accessibleName() == "3 by name + 10 by number = 13 people"
    assert grid.content.people.foot.accessibleName().startswith("13 people: 3 by name, 10 by number · 9 F · 4 M")


def test_the_total_follows_from_the_parts_until_it_is_typed(shell: Shell) -> None:
    grid = Groups(shell, workshop(shell, 0))
    grid.go_to(0, "females")
    grid.type("6", "<Tab>", "4", "<Enter>")
    grid.go_to(0, "males")
    grid.press(Key.Key_Delete)
    assert grid.shown(0, "total") == "6"
    grid.go_to(0, "total")
    grid.type("20", "<Enter>")
    grid.go_to(0, "males")
    grid.type("3", "<Enter>")
    assert grid.shown(0, "total") == "20"
    assert "The parts add up to 9, the total says 20." in grid.model.index(0, grid.model.columnCount() - 1).data()
    assert grid.stored("headcount", grid.model.rows[0].key).state == "draft"


def test_what_is_not_understood_stays_marked_and_outlives_the_page(shell: Shell) -> None:
    grid = Groups(shell, workshop(shell, 0))
    grid.type("Po", "<Tab>", "6O", "<Enter>")
    shell.window.context.go.home()
    again = Groups(shell, grid.activity)
    assert again.shown(0, "females") == "6O"
    assert again.part.sentence.text() == ""
    again.go_to(0, "females")
    assert "✖ Women and girls: This is not a number." in again.part.sentence.text()
    assert again.content.people.count == 0, "a group that was begun is nobody"


def test_a_group_that_was_begun_is_there_again_after_the_program_ended(shell: Shell) -> None:
    grid = Groups(shell, workshop(shell, 0))
    grid.type("Po", "<Tab>", "12", "<Tab>")  # two cells left, the row not
    assert shell.store.open("headcount", grid.model.rows[0].key) is None
    again = Groups(shell, grid.activity)
    assert (again.shown(0, "professional_group"), again.shown(0, "females")) == ("Police", "12")
    assert again.shown(0, "total") == "12"


def test_a_group_names_another_one_by_the_number_of_its_row(shell: Shell) -> None:
    grid = Groups(shell, workshop(shell, 0))
    grid.type("Po", "<Tab>", "6", "<Enter>", "Ge", "<Tab>", "4", "<Enter>")
    grid.go_to(1, "overlap")
    grid.type("7", "<Enter>")
    assert "There is no row of this number here." in grid.model.index(1, grid.model.columnCount() - 1).data()
    grid.go_to(1, "overlap")
    grid.type("1", "<Enter>")
    assert grid.shown(1, "overlap") == "In another group: 1"
    values = grid.stored("headcount", grid.model.rows[1].key).values
    assert (values["overlap"], values["overlaps_id"]) == ("other_group", grid.model.rows[0].key)
    grid.go_to(1, "overlap")
    grid.type("2", "<Enter>")
    assert "A group cannot overlap itself" in grid.model.index(1, grid.model.columnCount() - 1).data()
    grid.go_to(1, "overlap")
    grid.type("In another group", "<Enter>")
    assert "Type the number of its row" in grid.model.index(1, grid.model.columnCount() - 1).data()
    grid.go_to(1, "overlap")
    grid.type("In the", "<Enter>")
    assert grid.stored("headcount", grid.model.rows[1].key).values["overlaps_id"] is None


def test_fill_down_and_undo_work_as_in_the_roster(shell: Shell) -> None:
    grid = Groups(shell, workshop(shell, 0))
    grid.type("Po", "<Tab>", "6", "<Enter>", "Ge", "<Enter>")
    grid.go_to(1, "females")
    grid.press(Key.Key_D, CONTROL)
    assert (grid.shown(1, "females"), grid.shown(1, "total")) == ("6", "6")
    grid.press(Key.Key_Z, CONTROL)
    assert grid.shown(1, "total") == ""
    assert grid.stored("headcount", grid.model.rows[1].key).values["females"] is None
    press(grid.part, "Remove the group")
    assert [grid.shown(row, "professional_group") for row in range(len(grid.model.rows))] == ["Police"]
    shell.window.context.undo.undo()
    assert len(grid.model.rows) == 2
    assert not grid.stored("headcount", grid.model.rows[1].key).deleted


def test_a_new_activity_is_written_before_its_first_group(shell: Shell) -> None:
    grid = Groups(shell, kind="event")
    grid.type("Po", "<Tab>", "45", "<Enter>")
    event = grid.stored("event", grid.form.editing.record_id)
    stored = grid.stored("headcount", grid.model.rows[0].key)
    assert (stored.values["activity_id"], stored.values["level"]) == (event.record_id, "event_attendance")


def test_a_group_opens_as_a_record_and_columns_are_remembered_apart_from_the_roster(shell: Shell) -> None:
    activity = workshop(shell, 0)
    group = add(shell.store, Headcount.kind_name(), activity_id=activity, total=4, females=4)
    grid = Groups(shell, activity)
    grid.part.column_menu.choose("headcount.with_disability")
    grid.table.go_to(0)
    press(grid.part, "Open the group")
    assert shell.window.navigation.place.record_id == group
    again = Groups(shell, activity)
    assert "headcount.with_disability" in [column.key for column in again.model.columns]
    assert again.content.people.model.columns[0].key == "person.family_name"


def test_many_groups_are_opened_without_a_query_for_each(shell: Shell) -> None:
    def queries(groups: int) -> int:
        activity = workshop(shell, 0)
        first = add(shell.store, "headcount", activity_id=activity, total=4)
        for _ in range(groups):
            add(shell.store, "headcount", activity_id=activity, total=4, overlap="other_group", overlaps_id=first)
        with statements_to(shell.store.database) as sent:
            grid = Groups(shell, activity)
        assert grid.shown(groups, "overlap") == "In another group: 1"
        return len(sent)

    queries(1)  # labels are read once
    assert queries(12) == queries(2)


def test_letters_in_the_blank_row_begin_a_group_wherever_they_are_typed(shell: Shell) -> None:
    grid = Groups(shell, workshop(shell, 0))
    grid.go_to(0, "total")
    type_text(grid.table, "1")
    grid.type("46", "<Enter>")
    assert (grid.shown(0, "total"), grid.content.groups.count) == ("146", 1)
