"""The page of one record: an existing one, or one that is just beginning."""

import uuid
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kinds_linked_as
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import TextType
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.activity_parts import next_draft
from ibcr_desktop.storage.new_record import new_record
from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.record_views.record_form import RecordForm, all_fields
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.anonymising import offer_to_anonymise
from ibcr_desktop.ui.screens.asking import may_be_asked_about, offer_to_ask
from ibcr_desktop.ui.screens.linked_record import NOT_HERE, go_to_linked
from ibcr_desktop.ui.screens.person_card import PersonCardView
from ibcr_desktop.ui.toolkit.plain_text import label


class RecordPage(QWidget):
    """Shows a record in the form of its kind; leaving keeps everything."""

    help_page = "records"

    def __init__(self, context: Context, kind_name: str, record_id: uuid.UUID | None, *, is_new: bool) -> None:
        super().__init__()
        self._context = context
        self.form: RecordForm | None = None
        self.card: PersonCardView | None = None
        self._column = QVBoxLayout(self)
        opened = self._opened(kind_name, record_id, is_new=is_new)
        if opened is None:
            self._column.addWidget(label(context.words.translate(NOT_HERE)))
            self._column.addStretch()
            return
        self._show(opened)
        context.changes.announced.connect(self._changed_elsewhere)
        back = QShortcut(QKeySequence("Esc"), self)
        back.activated.connect(context.go.back)

    def title(self) -> str:
        """Give the name of the kind; window titles hold no names of people."""
        if self.form is None:
            return ""
        return self._context.words.translate(self.form.editing.kind.singular)

    def shown(self) -> None:
        """Read again what other screens changed, and put the cursor into the first field."""
        if self.form is not None and not self.form.editing.opened.is_new:
            self.form.reload()
        if self.card is not None:
            self.card.read()

    def leave(self) -> None:
        """Keep what was typed, also in the windows of parts; these close, lest one stay open over a locked screen."""
        for window in self.findChildren(QDialog):
            window.close()
        if self.card is not None:
            self.card.rest()
        if self.form is not None:
            if isinstance(self.form.content, ActivityContent):
                self.form.content.leave()
            self.form.leave()

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        if self.form is None:
            return [self]
        beside: list[QWidget] = [] if self.card is None else [self.card]
        if isinstance(self.form.content, ActivityContent):
            beside.append(self.form.content.checklist)
        return [self.form.header, self.form.area, *beside]

    def _activity(self, editing: RecordEditing) -> ActivityContent:
        return ActivityContent(self._context, editing)

    def _opened(self, kind_name: str, record_id: uuid.UUID | None, *, is_new: bool) -> OpenedRecord | None:
        if is_new:
            kind = kinds_linked_as(kind_name)[0]
            if record_id is not None and kind_name == Activity.kind_name():
                original = self._context.store.open(kind_name, record_id)
                kind = kind if original is None else original.kind
            return new_record(self._context.store, kind, like=record_id)
        return None if record_id is None else self._context.store.open(kind_name, record_id)

    def _show(self, opened: OpenedRecord) -> None:
        is_activity = issubclass(opened.kind, Activity)
        form = RecordForm(self._context, opened, self._activity if is_activity else all_fields)
        if isinstance(form.content, ActivityContent):
            form.judged.connect(form.content.show_problems)
            form.content.field_wanted.connect(form.go_to_field)
            form.content.part_wanted.connect(form.go_to_part)
            form.stand_beside(form.content.checklist)
            form.stand_below(form.content.people.foot)
            form.content.people.complete_wanted.connect(self._complete_and_go_on)
            form.content.groups.complete_wanted.connect(self._complete_and_go_on)
        if opened.kind is Person and not opened.is_new:
            self._show_card(form, opened.record_id)
        self.form = form
        form.closed.connect(self._context.go.back)
        form.header.copy_wanted.connect(self._copy)
        form.header.ask.setVisible(may_be_asked_about(self._context, opened))
        form.header.ask_wanted.connect(lambda: self._ask(form))
        form.editing.open_wanted.connect(partial(go_to_linked, self._context))
        form.editing.new_wanted.connect(self._new_linked)
        if opened.is_new:
            kind_name, record_id, go = opened.kind.kind_name(), opened.record_id, self._context.go
            once = Qt.ConnectionType.SingleShotConnection
            form.editing.saved.connect(lambda _: go.begun(kind_name, record_id), once)
        self._column.addWidget(form)
        editors = list(form.editing.editors.values())
        empty = (each for each in editors if each.value is None and not each.typed_text)
        first = next(empty, None) if opened.is_new else None  # what is proposed need not be typed
        if editors:
            self.setFocusProxy(first or editors[0])

    def _show_card(self, form: RecordForm, person_id: uuid.UUID) -> None:
        """Show at the side of a person's fields what the fields do not say: the history, and what can be done."""
        self.card = PersonCardView(self._context, beside_form=True)
        form.stand_beside(self.card, in_full_height=True)
        self.card.show_person(person_id)
        self.card.erase_wanted.connect(lambda: self._anonymise(form, person_id))

    def _anonymise(self, form: RecordForm, person_id: uuid.UUID) -> None:
        form.editing.finish()
        offer_to_anonymise(self._context, [person_id], self)

    def _ask(self, form: RecordForm) -> None:
        form.editing.finish()
        offer_to_ask(self._context, form.editing.kind.kind_name(), form.editing.record_id, self)

    def _copy(self) -> None:
        if self.form is not None:
            self._context.go.new_record(self.form.editing.kind.kind_name(), self.form.editing.record_id)

    def _complete_and_go_on(self) -> None:
        """Complete the activity; if nothing is missing, go on to the next one that is a draft."""
        if self.form is None:
            return
        self.form.complete()
        opened = self.form.editing.opened
        if opened.state == State.COMPLETE:
            following = next_draft(self._context.store.database, opened.record_id)
            if following is not None:
                self._context.go.to_record(Activity.kind_name(), following)

    def _new_linked(self, editor: Editor, kind_name: str, text: str) -> None:
        """Make a draft of the linked kind with the text as its title, and link to it; it can be filled in later."""
        kind = kinds_linked_as(kind_name)[0]
        fresh = new_record(self._context.store, kind)
        values: dict[str, Any] = {name: value for name, value in fresh.values.items() if value is not None}
        named = [each for each in kind.title_fields if isinstance(fields_by_name(kind)[each].type, TextType)]
        if text.strip() and named:
            values[named[-1] if kind_name != "person" else named[0]] = text.strip()
        if not self._context.messages.attempt(lambda: self._context.store.save(kind, fresh.record_id, values)):
            return
        editor.choose(fresh.record_id)  # type: ignore[attr-defined]  # editors of links can choose
        words = self._context.words
        sentence = words.translate(N_("A new draft was made: {kind}. Open it to fill in the rest."))
        self._context.messages.show_text(
            sentence.format(kind=words.translate(kind.singular)),
            (words.translate(N_("Open")), lambda: self._context.go.to_record(kind_name, fresh.record_id)),
        )

    def _changed_elsewhere(self, kinds: frozenset[str]) -> None:
        if self.form is not None and self.isVisible() and self.form.editing.kind.kind_name() in kinds:
            self.form.reload()
        if self.card is not None and self.isVisible():
            self.card.read()
