"""The few fields of a person whom nobody knows yet, kept as they are typed like those of any form."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Person
from ibcr_desktop.storage.new_record import new_record
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.field_rows import caption_of
from ibcr_desktop.ui.record_views.record_editing import RecordEditing

FIELDS = ("family_name", "given_names", "sex", "birth_year", "age_band", "professional_group")
COLUMNS = 2


class NewPerson(QWidget):
    """Stands below the people of an activity until the person is added or given up.

    Signals:
        saved: the person was written, a first time or again.
        finished: the fields hold all that the person wanted to say.
        given_up: the person should not be in the activity after all.
    """

    saved = Signal()
    finished = Signal()
    given_up = Signal()

    def __init__(self, context: Context, text: str) -> None:
        """Begin a person; the first word of what was typed is taken for the family name."""
        super().__init__()
        self._context = context
        family, _, given = text.strip().partition(" ")
        fresh = new_record(context.store, Person)
        names = {"family_name": family or None, "given_names": given or None}
        fresh = replace(fresh, values={**fresh.values, **names})
        self.editing = RecordEditing(context.store, context.lexicon, fresh, self)
        self.editors = {name: self.editing.editor(name) for name in FIELDS}
        self.editing.saved.connect(lambda _: self.saved.emit())
        self.editing.failed.connect(context.messages.show_error)
        self.button = QPushButton(context.words.translate(N_("Add this person")))
        self.button.clicked.connect(self._finish)
        self.cancel = QPushButton(context.words.translate(N_("Do not add")))
        self.cancel.clicked.connect(self.given_up)
        self._lay_out()

    def begin(self) -> None:
        """Put the cursor into the first field that is empty."""
        empty = next(name for name, editor in self.editors.items() if not editor.typed_text)
        self.editors[empty].setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> bool:
        """Write what stands in the fields, understood or not; says whether it is safe."""
        self.editing.finish()
        is_begun = any(editor.typed_text.strip() for editor in self.editors.values())
        return self.editing.is_safe and (not is_begun or self._context.messages.attempt(self.editing.exist))

    def _finish(self) -> None:
        unclear = [] if self.keep() else list(self.editors.values())
        unclear += [editor for editor in self.editors.values() if editor.problem]
        if unclear:
            unclear[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.finished.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        for place, editor in enumerate(self.editors.values()):
            row, column = divmod(place, COLUMNS)
            grid.addWidget(caption_of(editor, needed=editor.field.required), 2 * row, column)
            grid.addWidget(editor, 2 * row + 1, column)
        foot = QHBoxLayout()
        for button in (self.button, self.cancel):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch()
        grid.addLayout(foot, grid.rowCount(), 0, 1, COLUMNS)
