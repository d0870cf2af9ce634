"""The keystroke budget: a sheet of forty people is entered by keyboard alone, and costs no more keys than published."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.screens.roster.grids import ALT, Grid, Key, workshop
from tests.ui.screens.roster.paper_sheet import ABSENT_ON_THE_LAST_DAY, PaperLine, paper_sheet
from tests.ui.screens.roster.spreadsheet_keys import keys_in_excel
from tests.ui.shells import Shell

DOCUMENT = Path(__file__).resolve().parents[4] / "docs" / "performance.md"
ROW = (
    r"\| a sheet of 25 known and 15 new people, {language} \| Excel with AutoComplete: ([0-9,]+) keys \| ([0-9,]+) keys"
)
FEWEST_LETTERS = 2  # when the typist looks at the panel


class Typist:
    """Enters lines as somebody would who looks at the screen, and presses nothing that is not needed."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        grid.part.known._timer.setInterval(0)  # the typist waits for the panel; how long is not counted here

    def enter(self, line: PaperLine) -> None:
        """Type a line: whoever is offered is taken, whoever is not is typed."""
        if line.person_id is None or not self._takes(line):
            self._types(line)

    def mark_attendance(self, absent: tuple[int, ...]) -> None:
        """Mark everybody, then walk up the last day and take the absent away."""
        grid = self.grid
        grid.press(LETTERS_OF_ALL_PRESENT[grid.model.words.language], ALT)
        grid.shell.wait_until(lambda: grid.shown(0, "hours") == "18")
        grid.press(Key.Key_End)
        while not (column := grid.model.column(grid.at()[1])) or not column.is_toggle:
            grid.press(Key.Key_Left)
        for place in sorted(absent, reverse=True):
            while grid.at()[0] > place:
                grid.press(Key.Key_Up)
            grid.press(Key.Key_Space)

    def _takes(self, line: PaperLine) -> bool:
        typed = 0
        for text in (line.family_name, line.given_names):
            for letter in text:
                self.grid.type(letter)
                typed += 1
                if typed >= FEWEST_LETTERS and self._is_taken(line):
                    return True
            if text is line.family_name:
                self.grid.type("<Tab>")
        return False

    def _is_taken(self, line: PaperLine) -> bool:
        place = self._place_in_panel(line)
        if place is None or not self._is_seen(place):
            return False
        self.grid.press(Qt.Key(Qt.Key.Key_1 + place))
        return True

    def _is_seen(self, place: int) -> bool:
        """Say whether a candidate stands in the part of the list that is in view."""
        entries = self.grid.part.panel.entries
        return entries.viewport().rect().contains(entries.visualItemRect(entries.item(place)))

    def _place_in_panel(self, line: PaperLine) -> int | None:
        shell, feed = self.grid.shell, self.grid.part.known
        shell.wait_until(lambda: not feed._timer.isActive() and not shell.office.background.is_busy)
        offered = [each.row.person_id for each in self.grid.part.panel._known]
        return offered.index(line.person_id) if line.person_id in offered else None

    def _types(self, line: PaperLine) -> None:
        grid = self.grid
        profession = grid.model.lexicon.label("professional_group", line.profession)
        grid.type(
            line.family_name, "<Tab>", line.given_names, "<Tab>", line.sex.lower(), "<Tab>", str(line.age), "<Tab>"
        )
        for text in (profession, line.organisation, line.function):
            self._completes(text)
            grid.type("<Tab>")
        grid.type(line.telephone, "<Enter>")

    def _completes(self, text: str) -> None:
        for letter in text:
            self.grid.type(letter)
            editor = self.grid.table.open_cell()
            assert editor is not None
            if editor.text() == text:
                return


LETTERS_OF_ALL_PRESENT = {"en": Qt.Key.Key_A, "fr": Qt.Key.Key_T, "es": Qt.Key.Key_T}


def published(language: str) -> tuple[int, int]:
    """Give the figures of the document: keys in Excel, keys in the grid."""
    found = re.search(ROW.format(language=language), DOCUMENT.read_text(encoding="utf-8"))
    assert found, f"docs/performance.md publishes no budget for {language}"
    excel, ours = (int(each.replace(",", "")) for each in found.groups())
    return excel, ours


@pytest.mark.parametrize("shell", ["en", "fr", "es"], indirect=True)
def test_a_sheet_of_forty_people_costs_no_more_keys_than_published(shell: Shell) -> None:
    sheet = paper_sheet(shell.store)
    grid = Grid(shell, workshop(shell))
    typist = Typist(grid)
    for line in sheet:
        typist.enter(line)
    typist.mark_attendance(ABSENT_ON_THE_LAST_DAY)
    language = grid.model.words.language
    excel, budget = published(language)
    label = grid.model.lexicon.label
    assert keys_in_excel(sheet, len(ABSENT_ON_THE_LAST_DAY), lambda code: label("professional_group", code)) == excel
    assert grid.keys <= budget
    assert budget < excel
    assert [row.name for row in grid.model.rows] == [f"{each.family_name} {each.given_names}" for each in sheet]
    assert [row.person_id for row in grid.model.rows if not row.is_made_here] == [
        each.person_id for each in sheet if each.person_id is not None
    ]
    for place, (row, line) in enumerate(zip(grid.model.rows, sheet, strict=True)):
        assert row.is_complete, grid.model.problems(place)
        assert (row.values["person.telephone"], row.values["person.function"]) == (line.telephone, line.function)
        assert grid.shown(place, "organisation_id") == line.organisation
        assert grid.shown(place, "hours") == ("12" if place in ABSENT_ON_THE_LAST_DAY else "18")
