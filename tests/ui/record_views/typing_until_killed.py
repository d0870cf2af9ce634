"""Types into a form until somebody kills the process, telling each key and each field left (run as a module)."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ibcr_desktop.ui.record_views.record_form import RecordForm
from tests.ui.typing_process import tell, type_until_killed
from tests.ui.typing_text import type_text

FIELDS = ("title", "place", "series")
LETTERS_OF_A_FIELD = 60
MILLISECONDS_A_KEY = 60
LETTERS = "abcdefghij"


class Typist:
    """Presses one key after the other, and goes on to the next field when one is full."""

    def __init__(self, form: RecordForm, frame: QWidget) -> None:
        self._form, self._frame = form, frame
        self._letters = 0
        self._line = self._begin(FIELDS[0])

    def press(self) -> None:
        """Press the next key, or go on to the next field."""
        field, place = divmod(self._letters, LETTERS_OF_A_FIELD)
        if self._letters and place == 0:
            full = self._line.text()
            self._line = self._begin(FIELDS[field])
            tell("left", FIELDS[field - 1], full)
        type_text(self._line, LETTERS[place % len(LETTERS)])
        self._letters += 1
        tell("typed", FIELDS[field], self._line.text())

    def _begin(self, name: str) -> QLineEdit:
        line = self._form.editing.editors[name].findChild(QLineEdit)
        assert line is not None
        line.setFocus()
        assert self._frame.focusWidget() is line
        return line


if __name__ == "__main__":
    type_until_killed(lambda form, frame: Typist(form, frame).press, MILLISECONDS_A_KEY)
