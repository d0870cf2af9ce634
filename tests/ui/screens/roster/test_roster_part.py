"""The people of an activity on its page: written, counted, pinned, chosen columns, and nothing lost."""

import uuid
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Participation
from ibcr_desktop.roster.saving import Judged
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.record_page import RecordPage
from ibcr_desktop.ui.screens.roster.grid_model import ROWS_THAT_TAKE_A_MOMENT
from tests.databases import add, statements_to
from tests.ui.pressing import key, press
from tests.ui.screens.roster.grids import CONTROL, SHIFT, Grid, Key, enter, person, workshop
from tests.ui.shells import Shell

Role = Qt.ItemDataRole


def test_what_is_not_understood_stays_marked_with_its_sentence_and_outlives_the_page(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Sow", "<Tab>", "Abdou", "<Tab>", "m", "<Tab>", "3O", "<Enter>")
    shell.window.context.go.home()
    again = Grid(shell, grid.activity)
    assert again.shown(0, "birth_year") == "3O"
    state = again.model.index(0, again.model.columnCount() - 1).data()
    assert state == "✖ Age or birth: Type an age, a year such as 1987, a date of birth, or an age group."
    assert again.model.headerData(0, Qt.Orientation.Vertical) == "1 ✖"
    assert "3O" in again.model.index(0, 3).data(Role.AccessibleTextRole)


def test_the_foot_adds_names_and_groups_and_stays_in_view(shell: Shell) -> None:
    activity = workshop(shell, 0, people_reported=40)
    enter(shell, activity, person(shell, "A"), person(shell, "B", sex="male"), person(shell, "C", sex="not_asked"))
    add(shell.store, "headcount", activity_id=activity, total=10, females=6, males=4)
    grid = Grid(shell, activity)
    assert grid.part.foot.accessibleName() == (
        "13 people: 3 by name, 10 by number · 7 F · 5 M · 1 not stated (trainer said 40: 27 missing)"
    )
    grid.form.area.verticalScrollBar().setValue(0)
    assert not grid.part.foot.visibleRegion().isEmpty()
    grid.type("Diop", "<Enter>")
    assert grid.part.foot.accessibleName().startswith("14 people")


def test_a_row_is_written_when_the_page_is_left_in_the_middle_of_a_cell(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Aïc")
    shell.window.context.go.home()
    again = Grid(shell, grid.activity)
    assert again.names() == ["Diop Aïc"]
    assert again.model.saving.is_saved(again.model.rows[0])


@pytest.mark.parametrize("is_open", [True, False])
def test_a_row_is_written_when_f6_leaves_the_grid(shell: Shell, *, is_open: bool) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Awa", *(() if is_open else ("<Enter>",)))
    if not is_open:
        grid.go_to(0, "family_name")
    grid.press(Key.Key_F6)
    shell.idle()
    assert not grid.part.isAncestorOf(QApplication.focusWidget() or grid.part)
    assert grid.stored("person", grid.model.rows[0].person_id).values["given_names"] == "Awa"
    assert grid.part.buttons.heightForWidth(300) > 0, "what stands around is still whole"


def test_a_row_is_written_when_another_window_comes_to_the_front(shell: Shell, qtbot: QtBot) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", "<Tab>", "Awa")
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    shell.wait_until(lambda: grid.model.saving.is_saved(grid.model.rows[0]))
    assert grid.stored("person", grid.model.rows[0].person_id).values["given_names"] == "Awa"


def test_the_panel_below_belongs_to_the_row_that_is_being_typed(shell: Shell) -> None:
    known = person(shell, "Diop")
    grid = Grid(shell, workshop(shell))
    grid.type("di")
    shell.wait_until(grid.part.panel.isVisible)
    begun = grid.part.panel.entries
    begun.setFocus()
    (row,) = grid.model.rows
    assert shell.store.open("person", row.person_id) is None, "nobody new is written while one chooses who it is"
    begun.setCurrentRow(0)
    key(begun, Key.Key_Return)
    assert [each.person_id for each in grid.model.rows] == [known]


def test_new_like_this_one_begins_without_the_people_and_keeps_what_was_typed(shell: Shell) -> None:
    activity = workshop(shell)
    somebody = person(shell)
    enter(shell, activity, somebody)
    grid = Grid(shell, activity)
    grid.go_to(0, "family_name")
    grid.type("Sarr")
    key(grid.target, Key.Key_N, CONTROL | SHIFT)
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    assert isinstance(page.form.content, ActivityContent)
    assert page.form.content is not grid.content
    assert page.form.content.people.model.rows == []
    assert grid.stored("person", somebody).values["family_name"] == "Sarr"


def test_a_new_activity_is_written_before_anybody_takes_part(shell: Shell) -> None:
    grid = Grid(shell)
    grid.type("Diop", "<Enter>")
    assert grid.stored("workshop", grid.form.editing.record_id).state == "draft"
    assert grid.stored("participation", grid.model.rows[0].participation_id).values["activity_id"] == (
        grid.form.editing.record_id
    )


def test_pins_carry_a_value_that_looks_different_until_it_is_touched(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop", *["<Tab>"] * 6, "Juge", "<Enter>")
    grid.part.column_menu.pin("person.function")
    grid.type("Sow", "<Enter>")
    assert grid.shown(1, "function") == "Juge"
    section = [column.key for column in grid.model.columns].index("person.function")
    cell = grid.model.index(1, section)
    font = cell.data(Role.FontRole)
    assert isinstance(font, QFont)
    assert font.italic()
    assert grid.stored("person", grid.model.rows[1].person_id).values["function"] == "Juge"
    grid.go_to(1, "function")
    grid.type("Ju", "ge", "<Enter>")
    assert cell.data(Role.FontRole) is None
    assert grid.model.headerData(section, Qt.Orientation.Horizontal).endswith("⚲")


def test_pins_and_columns_are_remembered(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    menu = grid.part.column_menu
    menu.pin("person.function")
    menu.choose("person.telephone")
    menu.choose("participation.certificate_number")
    menu.move(0, 1)
    keys = [column.key for column in grid.model.columns]
    assert keys[:2] == ["person.given_names", "person.family_name"]
    assert "person.telephone" not in keys
    other = Grid(shell, workshop(shell, 2))
    again = [column.key for column in other.model.columns if not column.is_toggle]
    assert again == [key for key in keys if not key.startswith("session.")]
    assert sum(column.is_toggle for column in other.model.columns) == 2
    assert "person.function" in other.model.pins
    other.part.column_menu.menu_for(0).close()


def test_everybody_is_present_then_exceptions_are_taken_away(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell, "A"), person(shell, "B"))
    grid = Grid(shell, activity)
    press(grid.part, "All present")
    assert [grid.shown(row, "hours") for row in range(2)] == ["18", "18"]
    grid.go_to(1, "3")
    grid.type(" ")
    assert [grid.shown(row, "share") for row in range(2)] == ["100%", "67%"]
    assert "30 h · 1 completed" in grid.part.foot.accessibleName()


def test_what_was_asked_about_a_person_is_still_asked_after_everybody_was_marked_as_present(shell: Shell) -> None:
    person(shell, "Ndiaye")
    grid = Grid(shell, workshop(shell))
    grid.type("Ndiaye", "<Tab>", "Awa", "<Tab>", "f", "<Tab>", "34", "<Tab>", "police", "<Enter>")
    asked = [each.problem.code for each in grid.model.problems(0)]
    assert "namesake" in asked
    press(grid.part, "All present")
    assert [each.problem.code for each in grid.model.problems(0)] == asked


def test_one_undo_takes_back_that_everybody_is_present(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell, "A"), person(shell, "B"))
    grid = Grid(shell, activity)
    press(grid.part, "All present")
    grid.table.setFocus()
    grid.press(Key.Key_Z, CONTROL)
    for each in (grid, Grid(shell, activity)):
        assert [each.shown(row, "hours") for row in range(2)] == ["", ""]


@pytest.mark.parametrize(("people", "waits"), [(2, False), (ROWS_THAT_TAKE_A_MOMENT + 1, True)])
def test_many_people_marked_at_once_show_the_pointer_of_waiting_and_are_counted_once(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, people: int, *, waits: bool
) -> None:
    activity = workshop(shell)
    enter(shell, activity, *(person(shell, f"Diop{number}") for number in range(people)))
    grid = Grid(shell, activity)
    pointers: list[bool] = []
    counted: list[int] = []
    save = grid.model.saving.save

    def note(*given: Any) -> Judged:
        pointers.append(QApplication.overrideCursor() is not None)
        return save(*given)

    monkeypatch.setattr(grid.model.saving, "save", note)
    grid.model.rows_changed.connect(lambda: counted.append(len(grid.model.rows)))
    press(grid.part, "All present")
    assert pointers == [waits]
    assert QApplication.overrideCursor() is None
    assert counted == [people]


def test_the_paper_line_stands_in_the_row_head_and_gives_the_order(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell, "A"))
    enter(shell, activity, person(shell, "B"), paper_line=12)
    enter(shell, activity, person(shell, "C"), paper_line=3)
    grid = Grid(shell, activity)
    assert grid.names() == ["C Awa", "B Awa", "A Awa"]
    vertical = Qt.Orientation.Vertical
    assert [grid.model.headerData(row, vertical) for row in range(3)] == ["1 ✔ · no. 3", "2 ✔ · no. 12", "3 ✔"]
    assert grid.model.headerData(1, vertical, Role.ToolTipRole) == "Line 12 of the paper"
    first = grid.model.rows[2]
    grid.model.type_into(2, grid.model.all_columns["participation.paper_line"], "1")
    press(grid.part, "In the paper’s order")
    assert grid.names() == ["A Awa", "C Awa", "B Awa"]
    assert grid.stored("participation", first.participation_id).values["paper_line"] == 1
    assert not grid.model.undo_stack.canUndo()
    grid.table.go_to(3)
    grid.type("Diop", "<Enter>")
    assert grid.names()[-1] == "Diop"


def test_numbers_that_a_sheet_gave_are_seen_at_once(shell: Shell) -> None:
    activity = workshop(shell)
    enter(shell, activity, person(shell, "A"), person(shell, "B"))
    grid = Grid(shell, activity)
    assert not grid.part.order_button.isEnabled()
    second = grid.model.rows[1].participation_id
    shell.store.write_all([Write(Participation, second, {"paper_line": 1})])
    grid.content.paper.given_out.emit()
    assert grid.names() == ["B Awa", "A Awa"]
    assert grid.part.order_button.isEnabled()


def test_a_session_that_is_added_is_a_column_more(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell, 1))
    assert sum(column.is_toggle for column in grid.model.columns) == 1
    add(shell.store, "session", activity_id=grid.activity, hours=3.0)
    grid.content.sessions.changed.emit()
    assert sum(column.is_toggle for column in grid.model.columns) == 2


def test_somebody_who_is_removed_can_be_brought_back_by_the_bar(shell: Shell) -> None:
    activity = workshop(shell)
    somebody = person(shell)
    enter(shell, activity, somebody)
    grid = Grid(shell, activity)
    grid.table.go_to(0)
    press(grid.part, "Remove from the activity")
    assert grid.names() == []
    assert not grid.stored("person", somebody).deleted
    shell.window.context.undo.undo()
    assert grid.names() == ["Ndiaye Awa"]


def test_a_disk_that_refuses_loses_nothing_and_the_next_save_tries_again(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = Grid(shell, workshop(shell))

    def refuse(*_: object) -> dict[uuid.UUID, object]:
        raise UserError("The disk is full.", "What you typed is still here.", "Make room, and go on.")

    with monkeypatch.context() as full:
        full.setattr(RecordStore, "save_together", refuse)
        grid.type("Diop", "<Enter>")
        assert "disk is full" in shell.window.context.messages.text.text()
        assert grid.names() == ["Diop"]
    grid.type("Sow", "<Enter>")
    shell.window.context.go.home()
    assert Grid(shell, grid.activity).names() == ["Diop", "Sow"]


def test_ctrl_enter_asks_to_complete_the_activity(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("Diop")
    grid.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not grid.form.problems.isHidden()
    assert grid.stored("person", grid.model.rows[0].person_id).values["family_name"] == "Diop"


def test_an_organisation_that_is_not_in_the_list_is_added_once_for_every_row_that_names_it(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    for name, written in (("Diop", "Brigade des mineurs"), ("Sow", "brigade  des Mineurs"), ("Ba", "Tribunal")):
        grid.type(name, *["<Tab>"] * 5, written, "<Enter>")
    grid.table.go_to(0)
    assert grid.part.add_button.isVisible()
    assert grid.part.add_button.text() == "Add the organisation “Brigade des mineurs” (F7)"
    grid.press(Qt.Key.Key_F7)
    assert [bool(row.texts) for row in grid.model.rows] == [False, False, True]
    assert grid.shown(1, "organisation_id") == "Brigade des mineurs"
    organisation = grid.stored("organisation", grid.model.rows[1].values["person.organisation_id"])
    assert (organisation.values["name"], organisation.state) == ("Brigade des mineurs", "complete")
    assert not grid.part.add_button.isVisible()


def test_an_activity_of_many_people_is_opened_without_a_query_for_each(shell: Shell) -> None:
    def queries(people: int) -> int:
        activity = workshop(shell)
        enter(shell, activity, *(person(shell, f"Diop{number}") for number in range(people)))
        with statements_to(shell.store.database) as sent:
            Grid(shell, activity)
        return len(sent)

    queries(1)  # labels are read once
    assert queries(30) == queries(3)


def test_ctrl_enter_goes_on_to_the_next_draft_once_the_activity_is_complete(shell: Shell) -> None:
    terms = shell.window.context.lexicon.terms
    facts: dict[str, Any] = {name: terms(name)[0][0] for name in ("workshop_form", "purpose", "mode", "delivered_by")}
    facts |= {"code": "DKR-2021-001", "country": "SEN", "status": "held", "themes": (terms("theme")[0][0],)}
    grid = Grid(shell, workshop(shell, ends_on=date(2021, 3, 9), **facts))
    following = workshop(shell, title="Next", starts_on=date(2021, 4, 1))
    grid.type("Diop", "<Tab>", "Awa", "<Tab>", "f", "<Tab>", "34", "<Tab>", "Police")
    grid.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert grid.activity is not None
    assert grid.stored("workshop", grid.activity).state == "complete"
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    assert page.form.editing.record_id == following
