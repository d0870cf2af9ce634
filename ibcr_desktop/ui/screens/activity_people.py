"""The people of an activity by name: a table, a line to add a known or a new person, and how many there are."""

import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QGroupBox, QHBoxLayout, QPushButton, QVBoxLayout

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Participation, Person
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage.activity_parts import PersonAtActivity, head_of, people_at
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.editors import editor_for
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.editors.link_editors import LinkEditor
from ibcr_desktop.ui.record_views.field_rows import caption_of
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.screens.activity_part import PartDialog, fill, part_table, remove_by_key, state_text
from ibcr_desktop.ui.screens.new_person import NewPerson
from ibcr_desktop.ui.toolkit.mnemonics import give_mnemonics
from ibcr_desktop.ui.toolkit.plain_text import label

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
        heads = (
            N_("State"),
            N_("Name"),
            N_("Sex"),
            N_("Born or age group"),
            N_("Professional group"),
            N_("Role"),
            N_("Level"),
        )
        self.table = part_table([translate(head) for head in heads])
        self.table.setAccessibleName(translate(N_("People")))
        self.table.itemActivated.connect(lambda item: self.edit(item.row()))
        remove_by_key(self.table, self.remove)
        self.head = label("")
        self.known = LinkEditor(fields_by_name(Participation)["person_id"], context.lexicon)
        self.known.open_button.hide()
        self.known.left.connect(self._add_known)
        self.known.new_wanted.connect(self._begin_new)
        self.known.entered.connect(self._begin_unknown)
        self.role, self.level = self._usual("role", USUAL_ROLE), self._usual("level", self._level())
        self.new_person: NewPerson | None = None
        self.edit_button = self._button(N_("Role, level, hours…"), lambda: self.edit(self.table.currentRow()))
        self.open_button = self._button(N_("Open the person"), lambda: self.open(self.table.currentRow()))
        self.remove_button = self._button(N_("Remove from the activity"), self.remove)
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read the people again."""
        context = self._context
        self._people = people_at(context.store.database, self._editing.record_id, context.lexicon)
        fill(self.table, [(self._state(each), each.name, *each.texts) for each in self._people])
        for button in (self.edit_button, self.open_button, self.remove_button):
            button.setEnabled(bool(self._people))
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
        self._context.messages.attempt(lambda: self._write(record_id, values))
        self._renew()

    def add_new(self, text: str) -> None:
        """Begin a person who is not known yet; one who was being entered is kept as he or she stands there."""
        self.finish()
        self._editing.finish()
        new = NewPerson(self._context, text)
        new.saved.connect(self._new_person_saved)
        new.finished.connect(self._finish_new)
        new.given_up.connect(self._give_up_new)
        self._place_of_new.addWidget(new)
        self.new_person = new
        give_mnemonics(new.window())
        new.show()
        new.begin()

    def edit(self, row: int) -> None:
        """Edit what a person did in this activity."""
        if 0 <= row < len(self._people):
            opened = self._context.store.open(Participation.kind_name(), self._people[row].participation_id)
            if opened is not None:
                dialog = PartDialog(self._context, opened, self, ("activity_id", "person_id"))
                dialog.finished.connect(lambda _: self._renew())
                dialog.open()

    def open(self, row: int) -> None:
        """Show the person's own record."""
        if 0 <= row < len(self._people):
            self._context.go.to_record(Person.kind_name(), self._people[row].person_id)

    def remove(self) -> None:
        """Take the current person out of the activity; the person's own record stays."""
        row = self.table.currentRow()
        if 0 <= row < len(self._people):
            self._take_out((Participation, self._people[row].participation_id))

    def finish(self) -> None:
        """Keep the new person whose fields are open: the page is about to be left, and nothing typed is lost."""
        if self.new_person is not None:
            self.new_person.keep()
            self._complete_new()
            self._put_away_new()

    def people(self) -> list[PersonAtActivity]:
        """Give the people as they stand in the table."""
        return list(self._people)

    @property
    def count(self) -> int:
        """How many people there are by name."""
        return len(self._people)

    @property
    def has_drafts(self) -> bool:
        """Say whether one of them is not counted yet."""
        return any(each.state != State.COMPLETE for each in self._people)

    def _write(self, record_id: uuid.UUID, values: dict[str, Any]) -> None:
        self._context.store.save(Participation, record_id, values)
        self._context.store.complete(Participation, record_id)

    def _set_deleted(self, *records: tuple[type[Record], uuid.UUID], deleted: bool) -> bool:
        writes = [Write(kind, record_id, {"deleted": deleted}) for kind, record_id in records]
        is_done = self._context.messages.attempt(lambda: self._context.store.write_all(writes))
        self._renew()
        return is_done

    def _take_out(self, *records: tuple[type[Record], uuid.UUID]) -> None:
        if self._set_deleted(*records, deleted=True):
            text = self._context.words.translate(N_("Person removed from the activity"))
            self._context.undo.offer(text, lambda: self._set_deleted(*records, deleted=False))

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

    def _begin_new(self, _kind_name: str, text: str) -> None:
        self.known.set_value(None)
        self.add_new(text)

    def _new_person_saved(self) -> None:
        """Let a new person take part from the first moment: whoever is half entered is found in the activity again."""
        new = self.new_person
        if new is None:
            return
        if any(each.person_id == new.editing.record_id for each in self._people):
            self._renew()
        else:
            self.add(new.editing.record_id)

    def _finish_new(self) -> None:
        self._complete_new()
        self._put_away_new()
        self.known.setFocus()

    def _give_up_new(self) -> None:
        new = self.new_person
        if new is None:
            return
        new.editing.give_up()
        person, is_written = new.editing.record_id, not new.editing.opened.is_new
        self._put_away_new()
        self.known.setFocus()
        if is_written:
            taking_part = participation_id(person, self._editing.record_id)
            self._take_out((Participation, taking_part), (Person, person))

    def _complete_new(self) -> None:
        new = self.new_person
        if new is not None and not new.editing.opened.is_new:
            person = new.editing.record_id
            self._context.messages.attempt(lambda: self._context.store.complete(Person, person))

    def _put_away_new(self) -> None:
        new, self.new_person = self.new_person, None
        if new is not None:
            new.editing.give_up()
            new.hide()
            new.deleteLater()
            self._renew()

    def _state(self, somebody: PersonAtActivity) -> str:
        if somebody.person_is_draft:
            return "○ " + self._context.words.translate(N_("Person is a draft"))
        return state_text(somebody.state, self._context.words)

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(self._context.words.translate(text))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: act())
        return button

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
        buttons = QHBoxLayout()
        for button in (self.edit_button, self.open_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addLayout(lines)
        self._place_of_new = QVBoxLayout()
        column.addLayout(self._place_of_new)
