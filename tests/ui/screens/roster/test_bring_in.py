"""Bringing a group in, by keyboard, then ticking people off."""

from PySide6.QtCore import Qt

from ibcr_desktop.ui.screens.roster.bring_in import BringIn
from tests.databases import add, statements_to
from tests.ui.pressing import key, press
from tests.ui.screens.roster.grids import CONTROL, Grid, Key, enter, person, workshop
from tests.ui.shells import Shell
from tests.ui.typing_text import type_text


def dialog(grid: Grid) -> BringIn:
    press(grid.part, "Bring people in…")
    return grid.part.findChildren(BringIn)[-1]


def test_everybody_of_an_earlier_activity_but_one_in_one_step(shell: Shell) -> None:
    enter(shell, workshop(shell, title="Module 1"), *(person(shell, name) for name in ("A", "B", "C")))
    grid = Grid(shell, workshop(shell, title="Module 2"))
    asked = dialog(grid)
    type_text(asked.line, "module 1")
    key(asked.line, Qt.Key.Key_Return)
    assert asked.focusWidget() is asked.people
    key(asked.people, Qt.Key.Key_Down)
    key(asked.people, Qt.Key.Key_Space)
    assert asked.add_button.text() == "&Add 2 people"
    asked.accept()
    assert grid.names() == ["A Awa", "C Awa"]
    assert all(row.is_complete for row in grid.model.rows)
    assert not any(row.is_made_here for row in grid.model.rows)
    grid.press(Key.Key_Z, CONTROL)
    assert grid.names() == []


def test_who_is_here_already_cannot_be_added_again(shell: Shell) -> None:
    somebody = person(shell, "A")
    enter(shell, workshop(shell, title="Module 1"), somebody, person(shell, "B"))
    activity = workshop(shell, title="Module 2")
    enter(shell, activity, somebody)
    grid = Grid(shell, activity)
    asked = dialog(grid)
    assert [row.name for row in asked.ticked()] == ["B Awa"]
    assert not asked.people.item(0).flags() & Qt.ItemFlag.ItemIsEnabled
    assert asked.said.text() == ""
    asked.accept()
    assert grid.names() == ["A Awa", "B Awa"]
    again = dialog(grid)
    assert again.said.text() == "Everybody of this group is in the activity already."
    again.reject()


def test_a_group_of_many_organisations_is_shown_without_a_query_for_each(shell: Shell) -> None:
    for title, people in (("Spring", 3), ("Autumn", 12), ("Winter", 1)):  # the latest is shown at once
        organisations = [add(shell.store, "organisation", name=f"{title} {number}") for number in range(people)]
        enter(
            shell,
            workshop(shell, title=f"Course {title}"),
            *(person(shell, organisation_id=each) for each in organisations),
        )
    asked = dialog(Grid(shell, workshop(shell, title="This one")))
    counts = []
    for text in ("course spring", "course autumn"):
        with statements_to(shell.store.database) as sent:
            asked.line.setText(text)
        counts.append((asked.people.count(), len(sent)))
    asked.reject()
    assert [people for people, _ in counts] == [3, 12]
    assert counts[0][1] == counts[1][1]


def test_where_nobody_is_found_nothing_can_be_added_and_a_sentence_says_why(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    asked = dialog(grid)
    assert asked.said.text() == ("No other activity has people yet. Type the name of an organisation or of a series.")
    add(shell.store, "organisation", name="zzz")
    type_text(asked.line, "zzz")
    assert asked.said.text() == "“zzz”: no activity, series or organisation that has people is called so."
    assert asked.said.isVisible()
    assert asked.groups.count() == 0
    assert not asked.add_button.isEnabled()
    assert asked.minimumSizeHint().width() <= 560
    asked.reject()
    assert grid.names() == []
