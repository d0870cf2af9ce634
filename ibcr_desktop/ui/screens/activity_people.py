"""The people of an activity by name: a table, a line to add a known or a new person, and how many there are."""

import uuid
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QGroupBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Participation, Person
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import new_public_code
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.activity_parts import PersonAtActivity, head_of, people_at
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.editors import editor_for
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.editors.link_editors import LinkEditor
from ibcr_desktop.ui.record_views.field_rows import caption_of
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.screens.activity_part import fill, part_table
from ibcr_desktop.ui.toolkit.plain_text import label

NEW_PERSON_FIELDS = ("family_name", "given_names", "sex", "birth_year", "age_band", "professional_group")
USUAL_ROLE, USUAL_LEVEL = "participant", "trained"
USUAL_LEVELS = {"event": "event_attendance", "consultation": "consulted", "campaign": "sensitised"}


class ActivityPeople(QGroupBox):
    """Nobody is in it twice: the id of a participation follows from person and activity.

    Signals:
        changed: a person was added or removed.
    """

    changed = Signal()

    def __init__(self, context: Context, editing: RecordEditing) -> None:
        super().__init__(context.words.translate(N_("People")))
        self._context, self._editing = context, editing
        translate = context.words.translate
        heads = (N_("Name"), N_("Sex"), N_("Age"), N_("Professional group"), N_("Role"), N_("Level"))
        self.table = part_table([translate(head) for head in heads])
        self.table.setAccessibleName(translate(N_("People")))
        self.table.itemActivated.connect(lambda item: self._open(item.row()))
        self.head = label("")
        self.known = LinkEditor(fields_by_name(Participation)["person_id"], context.lexicon)
        self.known.open_button.hide()
        self.known.left.connect(self._add_known)
        self.known.new_wanted.connect(self._begin_new)
        self.known.entered.connect(self._begin_unknown)
        self.role, self.level = self._usual("role", USUAL_ROLE), self._usual("level", self._level())
        self.new_person = _NewPerson(context)
        self.new_person.hide()
        self.new_person.button.clicked.connect(self.add_new)
        self.new_person.cancel.clicked.connect(self._give_up_new)
        self.remove_button = QPushButton(translate(N_("Remove from the activity")))
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self.remove)
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read the people again."""
        context = self._context
        self._people = people_at(context.store.database, self._editing.record_id, context.lexicon)
        fill(self.table, [(each.name, *each.texts) for each in self._people])
        self.remove_button.setEnabled(bool(self._people))
        self.show_head()

    def show_head(self) -> None:
        """Say how many there are, and how many the trainer said there were."""
        words = self._context.words
        head = head_of(self._context.store.database, self._editing.record_id, self._people)
        everybody = head.named + head.unnamed
        sentence = words.plural(
            "{count} person: {named} by name, {unnamed} by number · {women} F · {men} M · {unknown} not stated",
            "{count} people: {named} by name, {unnamed} by number · {women} F · {men} M · {unknown} not stated",
            everybody,
        ).format(
            count=everybody,
            named=head.named,
            unnamed=head.unnamed,
            women=head.women,
            men=head.men,
            unknown=head.not_known,
        )
        reported = self._editing.value("people_reported")
        if reported is not None and reported != everybody:
            more = (
                N_("trainer said {reported}: {missing} missing")
                if reported > everybody
                else N_("trainer said {reported}: {missing} too many")
            )
            missing = words.translate(more).format(reported=reported, missing=abs(reported - everybody))
            sentence = f"{sentence} ({missing})"
        self.head.setText(sentence)

    def add(self, person: uuid.UUID) -> None:
        """Let a person take part in the role and at the level that stand in the line."""
        self._editing.finish()
        if not self._context.messages.attempt(self._editing.exist):
            return
        activity = self._editing.record_id
        if any(each.person_id == person for each in self._people):
            self._context.messages.show_text(
                self._context.words.translate(N_("This person is already in the activity."))
            )
            return
        values: dict[str, Any] = {
            "person_id": person,
            "activity_id": activity,
            "role": self.role.value,
            "level": self.level.value,
            "deleted": False,
        }
        record_id = participation_id(person, activity)
        self._context.messages.attempt(lambda: self._write(Participation, record_id, values))
        self._renew()

    def add_new(self) -> None:
        """Write the new person and let him or her take part."""
        values = self.new_person.values()
        person = new_id()
        if values is not None and self._context.messages.attempt(lambda: self._write(Person, person, values)):
            self.add(person)
            self.new_person.hide()
            self.known.setFocus()

    def remove(self) -> None:
        """Take the current person out of the activity; the person's own record stays."""
        row = self.table.currentRow()
        if not 0 <= row < len(self._people):
            return
        record_id, store = self._people[row].participation_id, self._context.store
        if not self._context.messages.attempt(lambda: store.put_in_bin(Participation, record_id)):
            return
        text = self._context.words.translate(N_("Person removed from the activity"))
        self._context.undo.offer(text, lambda: self._restore(record_id))
        self._renew()

    def finish(self) -> None:
        """Add the new person whose fields are open: the page is about to be left, and nothing typed is lost."""
        if self.new_person.isVisibleTo(self) and self.new_person.holds_anything:
            self.add_new()

    def people(self) -> list[PersonAtActivity]:
        """Give the people as they stand in the table."""
        return list(self._people)

    @property
    def count(self) -> int:
        """How many people there are by name."""
        return len(self._people)

    def _write(self, kind: type[Record], record_id: uuid.UUID, values: dict[str, Any]) -> None:
        self._context.store.save(kind, record_id, values)
        self._context.store.complete(kind, record_id)

    def _restore(self, record_id: uuid.UUID) -> None:
        self._context.store.restore(Participation, record_id)
        self._renew()

    def _renew(self) -> None:
        self.reload()
        self.changed.emit()

    def _add_known(self) -> None:
        if self.known.value is not None and not self.known.problem:
            person = self.known.value
            self.known.set_value(None)
            self.add(person)

    def _begin_unknown(self) -> None:
        """Begin a new person where nobody has the name that was entered."""
        if self.known.problem and self.known.offered.entries.rowCount() == 0:
            self._begin_new(Person.kind_name(), self.known.typed_text)

    def _give_up_new(self) -> None:
        self.new_person.hide()
        self.known.setFocus()

    def _begin_new(self, _kind_name: str, text: str) -> None:
        self.known.set_value(None)
        self.new_person.begin(text)

    def _open(self, row: int) -> None:
        self._context.go.to_record("person", self._people[row].person_id)

    def _usual(self, name: str, value: str) -> Editor:
        editor = editor_for(fields_by_name(Participation)[name], self._context.lexicon)
        editor.set_value(value)
        return editor

    def _level(self) -> str:
        return USUAL_LEVELS.get(self._editing.kind.kind_name(), USUAL_LEVEL)

    def _lay_out(self) -> None:
        translate = self._context.words.translate
        lines = QGridLayout()  # two lines: with large text, one would not fit the smallest screen
        lines.addWidget(caption_of(self.known, translate(N_("Add a person"))), 0, 0)
        lines.addWidget(self.known, 0, 1, 1, 3)
        for place, text, editor in ((0, N_("Role"), self.role), (2, N_("Level"), self.level)):
            lines.addWidget(caption_of(editor, translate(text)), 1, place)
            lines.addWidget(editor, 1, place + 1)
        lines.setColumnStretch(1, 1)
        lines.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        column.addWidget(self.head)
        column.addLayout(lines)
        column.addWidget(self.new_person)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch()
        column.addLayout(foot)


class _NewPerson(QWidget):
    """The few fields of a person who is not known yet."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.editors = {name: editor_for(fields_by_name(Person)[name], context.lexicon) for name in NEW_PERSON_FIELDS}
        self.button = QPushButton(context.words.translate(N_("Add this person")))
        self.cancel = QPushButton(context.words.translate(N_("Do not add")))
        for button in (self.button, self.cancel):
            button.setAutoDefault(False)
        grid = QGridLayout(self)
        for place, editor in enumerate(self.editors.values()):
            caption = caption_of(editor, needed=editor.field.required)
            grid.addWidget(caption, 2 * (place // 2), place % 2)
            grid.addWidget(editor, 2 * (place // 2) + 1, place % 2)
        foot = QHBoxLayout()
        foot.addWidget(self.button)
        foot.addWidget(self.cancel)
        foot.addStretch()
        grid.addLayout(foot, 6, 0, 1, 2)

    def begin(self, text: str) -> None:
        """Show the empty fields; the first word that was typed is taken for the family name."""
        family, _, given = text.strip().partition(" ")
        for name, editor in self.editors.items():
            editor.set_value({"family_name": family or None, "given_names": given or None}.get(name))
        self.show()
        self.editors["given_names" if family else "family_name"].setFocus()

    @property
    def holds_anything(self) -> bool:
        """Say whether something stands in a field."""
        return any(editor.typed_text.strip() for editor in self.editors.values())

    def values(self) -> dict[str, Any] | None:
        """Give what is known of the person; None where a field is not understood."""
        for editor in self.editors.values():
            editor.commit()
        if any(editor.problem for editor in self.editors.values()):
            return None
        typed = {name: editor.value for name, editor in self.editors.items() if editor.value is not None}
        return {"public_code": new_public_code(), **typed}
