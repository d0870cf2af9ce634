"""Copying, cutting and pasting in the grid, one step to undo whatever its size."""

import pytest
from PySide6.QtGui import QGuiApplication

from ibcr_desktop.ui.screens.roster.paste_preview import PastePreview
from tests.ui.pressing import press
from tests.ui.screens.roster.grids import ALT, CONTROL, SHIFT, Grid, Key, enter, person, workshop
from tests.ui.shells import Shell

FORTY = "\n".join(f"Diop{number}\tAwa\tf\t34\tPolice" for number in range(40))
FEWEST_KEYS = 5  # docs/interaction.md, 2: forty people pasted


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def preview(grid: Grid) -> PastePreview:
    found = grid.table.findChild(PastePreview)
    assert found is not None
    return found


def test_forty_people_are_pasted_by_five_keys_and_one_undo_takes_them_away(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    put(FORTY)
    grid.press(Key.Key_V, CONTROL)
    assert grid.keys <= FEWEST_KEYS
    assert len(grid.model.rows) == 40
    assert all(row.is_complete for row in grid.model.rows)
    assert shell.window.context.messages.text.text() == "40 rows pasted"
    grid.press(Key.Key_Z, CONTROL)
    assert grid.names() == []
    assert Grid(shell, grid.activity).names() == []


def test_a_block_that_meets_an_open_cell_is_laid_over_the_cells_as_well(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    grid.type("x")
    put("Diop\tAwa\nSow\tAli\n")
    grid.press(Key.Key_V, CONTROL)
    assert grid.names() == ["Diop Awa", "Sow Ali"]
    grid.press(Key.Key_Z, CONTROL)
    assert grid.names() == []
    grid.type("Ben ")
    put("Ali\n")
    grid.press(Key.Key_V, CONTROL)
    grid.type("<Enter>")
    assert grid.names() == ["Ben Ali"]


def test_what_does_not_fit_stays_marked_and_is_counted(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    put("Diop\tAwa\tf\t3O\tPolice\nSow\tAli\tm\t40\tPolice\n")
    grid.press(Key.Key_V, CONTROL)
    assert grid.shown(0, "birth_year") == "3O"
    assert shell.window.context.messages.text.text() == "2 rows pasted · 1 to look at"
    press(shell.window.context.messages, "Next (F8)")
    assert grid.at() == (0, 3)
    press(shell.window.context.messages, "Undo")
    assert grid.names() == []


def test_the_same_list_twice_is_said_and_enters_nobody_twice(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    put(FORTY)
    grid.press(Key.Key_V, CONTROL)
    grid.table.go_to(40)
    grid.press(Key.Key_V, CONTROL)
    assert len(grid.model.rows) == 40
    assert "40 stood here already" in shell.window.context.messages.text.text()


def test_headings_are_shown_with_where_they_go_before_anything_is_pasted(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell))
    put("N°\tPrénom\tNom\tTéléphone\n1\tAwa\tDiop\t77 123 45 67\n2\tAli\tSow\t77 765 43 21")
    grid.press(Key.Key_V, CONTROL)
    assert grid.names() == []
    shown = preview(grid)
    assert [column.key if column else None for column in shown.columns()] == [
        None, "person.given_names", "person.family_name", "person.telephone",
    ]  # fmt: skip
    assert shown.paste_button.text() == "&Paste 2 rows"
    shown.accept()
    assert grid.names() == ["Diop Awa", "Sow Ali"]
    assert grid.shown(1, "telephone") == "77 765 43 21"


def test_a_block_wider_than_the_columns_is_asked_about_and_cancel_changes_nothing(shell: Shell) -> None:
    grid = Grid(shell, workshop(shell, 0))
    put("\t".join(f"cell{number}" for number in range(15)))
    grid.press(Key.Key_V, CONTROL)
    shown = preview(grid)
    assert not shown.has_headings.isChecked()
    assert shown.minimumSizeHint().width() <= 560
    shown.reject()
    assert grid.names() == []


def test_what_is_copied_can_be_pasted_elsewhere(shell: Shell) -> None:
    activity = workshop(shell, 0)
    enter(shell, activity, person(shell, "A"), person(shell, "B", given_names="Awa Binta"), person(shell, "C"))
    grid = Grid(shell, activity)
    grid.go_to(0, "family_name")
    for which in (Key.Key_Down, Key.Key_Right):
        grid.press(which, SHIFT)
    grid.press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "A\tAwa\nB\tAwa Binta\n"


def test_a_whole_column_is_copied_with_its_heading(shell: Shell) -> None:
    activity = workshop(shell, 0)
    enter(shell, activity, person(shell, "A"), person(shell, "B"))
    grid = Grid(shell, activity)
    grid.table.selectColumn(0)
    grid.press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Family name\nA\nB\n"


def test_cutting_empties_what_was_copied(shell: Shell) -> None:
    activity = workshop(shell, 0)
    enter(shell, activity, person(shell, telephone="77"))
    grid = Grid(shell, activity)
    grid.go_to(0, "telephone")
    grid.press(Key.Key_X, CONTROL)
    assert (QGuiApplication.clipboard().text(), grid.shown(0, "telephone")) == ("77\n", "")


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n"])
def test_an_empty_clipboard_changes_nothing(shell: Shell, text: str) -> None:
    grid = Grid(shell, workshop(shell))
    put(text)
    grid.press(Key.Key_V, CONTROL)
    assert grid.names() == []


def test_pasted_people_who_may_be_known_are_marked_and_f8_leads_to_them(shell: Shell) -> None:
    somebody = person(shell, "Diop", given_names="Aïcha", telephone="77 123 45 67")
    grid = Grid(shell, workshop(shell, 0))
    put("Sow\tAli\tm\t40\tPolice\t\t\t77 765 43 21\nDiop\tAïcha\tf\t36\tPolice\t\t\t77 123 45 67")
    grid.press(Key.Key_V, CONTROL)
    shell.wait_until(lambda: bool(grid.model.marks))
    assert list(grid.model.marks) == [grid.model.rows[1].key]
    grid.table.go_to(0)
    grid.press(Key.Key_F8)
    assert grid.at() == (1, 0)
    shell.wait_until(grid.part.panel.isVisible)
    grid.press(Key.Key_S, ALT)
    assert grid.model.rows[1].person_id == somebody
    assert not grid.model.marks
