"""Types people into the grid until somebody kills the process, telling each cell that was left (run as a module)."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ibcr_desktop.ui.record_views.record_form import RecordForm
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from tests.ui.typing_process import tell, type_until_killed
from tests.ui.typing_text import type_text

CELLS = ("family_name", "given_names", "sex", "birth_year", "professional_group")
MILLISECONDS_A_CELL = 20


def texts_of(number: int) -> tuple[str, ...]:
    """Give what is typed into a row; every third age is one that is not understood."""
    return (f"Diop{number}", f"Awa{number}", "f", "3O" if number % 3 == 0 else "34", "Police")


class Typist:
    """Types one cell at a time and goes on with Tab, after the last one with Enter."""

    def __init__(self, form: RecordForm) -> None:
        assert isinstance(form.content, ActivityContent)
        self._table, self._cell = form.content.people.table, 0
        self._table.setFocus()

    def type(self) -> None:
        """Type the next cell and leave it; what is told was left before."""
        number, place = divmod(self._cell, len(CELLS))
        for letter in texts_of(number)[place]:  # the first one opens the cell
            type_text(self._table.open_cell() or self._table, letter)
        last = place == len(CELLS) - 1
        QTest.keyClick(self._table.open_cell() or self._table, Qt.Key.Key_Return if last else Qt.Key.Key_Tab)
        self._cell += 1
        tell("left", number, CELLS[place])


if __name__ == "__main__":
    type_until_killed(lambda form, _: Typist(form).type, MILLISECONDS_A_CELL)
