"""The form of a record: kept as typed, completed when whole, never a question on leaving."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import ALL_KINDS, Meeting, Organisation, Record, Workshop
from ibcr_desktop.records.field_types import TextType
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.history import history_of
from ibcr_desktop.storage.record_store import OpenedRecord, RecordStore
from ibcr_desktop.ui.record_views.history_dialog import HistoryDialog
from ibcr_desktop.ui.record_views.record_form import RecordForm
from ibcr_desktop.ui.screens.record_page import RecordPage
from tests.databases import add
from tests.ui.pressing import key
from tests.ui.shells import Shell, opened_shell
from tests.ui.typing_text import type_text

LARGEST = (1024, 540)  # docs/interaction.md, 1


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path) as made:
        yield made


def open_form(shell: Shell, kind_name: str, record_id: uuid.UUID | None = None, *, new: bool = False) -> RecordForm:
    go = shell.window.context.go
    if new:
        go.new_record(kind_name, record_id)
    else:
        assert record_id is not None
        go.to_record(kind_name, record_id)
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    return page.form


def type_into(form: RecordForm, name: str, text: str, *, leave: bool = True) -> None:
    editor = form.editing.editors[name]
    line = editor.findChild(QLineEdit) or editor.findChild(QPlainTextEdit)
    assert line is not None
    type_text(line, text)
    if leave:
        editor.commit()


def stored(shell: Shell, kind: str, record_id: uuid.UUID) -> OpenedRecord:
    opened = shell.store.open(kind, record_id)
    assert opened is not None
    return opened


def test_a_field_is_written_when_it_is_left(shell: Shell) -> None:
    record_id = add(shell.store, "organisation", name="Ecole", state="draft")
    form = open_form(shell, "organisation", record_id)
    type_into(form, "country", "")
    form.editing.editors["name"].set_value("")
    type_into(form, "name", "École")
    assert stored(shell, "organisation", record_id).values["name"] == "École"
    assert form.header.title.accessibleName().endswith("École")


def test_a_new_record_exists_once_something_is_typed_and_not_before(shell: Shell) -> None:
    form = open_form(shell, "organisation", new=True)
    assert shell.store.open("organisation", form.editing.record_id) is None
    type_into(form, "name", "École")
    assert stored(shell, "organisation", form.editing.record_id).values["name"] == "École"


def test_text_that_is_not_understood_is_kept_and_offered_back(shell: Shell) -> None:
    form = open_form(shell, "organisation", new=True)
    type_into(form, "partner_from", "le trente mars")
    record_id = form.editing.record_id
    assert stored(shell, "organisation", record_id).half_typed == {"partner_from": "le trente mars"}
    again = open_form(shell, "organisation", record_id)
    assert again.editing.editors["partner_from"].typed_text == "le trente mars"
    assert again.editing.editors["partner_from"].problem
    again.editing.editors["partner_from"].set_value(None)
    type_into(again, "partner_from", "30/3/21")
    opened = stored(shell, "organisation", record_id)
    assert opened.half_typed == {}
    assert str(opened.values["partner_from"]) == "2021-03-30"


def test_what_is_being_typed_is_kept_before_the_field_is_left(shell: Shell) -> None:
    form = open_form(shell, "organisation", new=True)
    type_into(form, "name", "Éco", leave=False)
    shell.wait_until(lambda: shell.store.open("organisation", form.editing.record_id) is not None)
    shell.wait_until(lambda: stored(shell, "organisation", form.editing.record_id).half_typed == {"name": "Éco"})
    assert form.editing.editors["name"].typed_text == "Éco"


def test_leaving_the_page_keeps_what_stands_in_the_field(shell: Shell) -> None:
    form = open_form(shell, "organisation", new=True)
    type_into(form, "name", "École", leave=False)
    shell.window.context.go.home()
    assert stored(shell, "organisation", form.editing.record_id).values["name"] == "École"


def test_completing_is_refused_with_links_to_what_is_missing(shell: Shell) -> None:
    form = open_form(shell, "funding", new=True)
    form.complete()
    assert form.problems.isVisible()
    texts = [form.problems.entries.item(row).text() for row in range(form.problems.entries.count())]
    assert texts == ["✖ Project: fill this in.", "✖ Donor: fill this in."]
    form.problems.entries.itemActivated.emit(form.problems.entries.item(1))
    assert form.editing.editors["organisation_id"].isAncestorOf(shell.frame.focusWidget() or QWidget())
    assert form.editing.opened.state == "draft"


def test_a_refused_record_can_be_kept_as_a_draft_and_typed_in_further(shell: Shell) -> None:
    form = open_form(shell, "funding", new=True)
    form.complete()
    form.problems.keep.click()
    assert not form.problems.isVisible()
    assert form.content.isAncestorOf(shell.frame.focusWidget() or QWidget())
    type_into(form, "currency", "CAD")
    shell.qtbot.wait(10)
    assert not form.problems.isVisible(), "not told again until somebody asks"
    assert stored(shell, "funding", form.editing.record_id).state == "draft"


def test_what_was_being_typed_is_said_to_be_kept_when_the_record_is_opened_again(shell: Shell) -> None:
    record_id = add(shell.store, "organisation", state="draft")
    shell.store.keep_half_typed(Organisation, record_id, "name", "Éco")
    shell.store.keep_half_typed(Organisation, record_id, "partner_from", "le trente")
    form = open_form(shell, "organisation", record_id)
    message = shell.window.context.messages
    assert message.text.text() == "What was being typed has been kept: Name and Partner from. Look at it, and go on."
    shell.window.context.go.home()
    opened = stored(shell, "organisation", record_id)
    assert opened.values["name"] == "Éco"
    assert opened.half_typed == {"partner_from": "le trente"}
    assert form.editing.editors["partner_from"].problem


def test_a_whole_record_is_completed_and_can_be_a_draft_again(shell: Shell) -> None:
    form = open_form(shell, "organisation", new=True)
    type_into(form, "name", "École")
    form.header.complete.click()
    assert stored(shell, "organisation", form.editing.record_id).state == "complete"
    assert "Complete" in form.header.state.text()
    form.header.draft.click()
    assert stored(shell, "organisation", form.editing.record_id).state == "draft"


def test_a_complete_record_that_is_emptied_becomes_a_draft_and_says_so(shell: Shell) -> None:
    record_id = add(shell.store, "organisation", name="École")
    form = open_form(shell, "organisation", record_id)
    line = form.editing.editors["name"].findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    type_text(line, " ")
    form.editing.editors["name"].commit()
    assert stored(shell, "organisation", record_id).state == "draft"
    assert "draft again" in shell.window.context.messages.text.text()


def test_the_bin_is_undone_by_the_bar(shell: Shell) -> None:
    record_id = add(shell.store, "organisation", name="École")
    open_form(shell, "organisation", record_id).header.to_bin.click()
    assert stored(shell, "organisation", record_id).deleted
    shell.window.context.undo.undo()
    assert not stored(shell, "organisation", record_id).deleted


def test_a_record_in_the_bin_is_restored_from_its_form(shell: Shell) -> None:
    record_id = add(shell.store, "organisation", name="École", deleted=True)
    form = open_form(shell, "organisation", record_id)
    assert "In the bin" in form.header.state.text()
    form.header.restore.click()
    assert not stored(shell, "organisation", record_id).deleted


def test_new_like_this_one_takes_everything_but_days_codes_and_identity(shell: Shell) -> None:
    project = add(shell.store, "project", code="P")
    original = add(
        shell.store,
        "workshop",
        code="DKR-2021-041",
        title="Cours",
        project_id=project,
        country="SEN",
        starts_on=date(2021, 3, 1),
        ends_on=date(2021, 3, 2),
        shared_key="k",
        people_reported=40,
    )
    form = open_form(shell, "activity", original, new=True)
    values = form.editing.opened.values
    assert (values["title"], values["project_id"], values["country"]) == ("Cours", project, "SEN")
    assert values["code"] == "DKR-2021-042"
    assert {values[name] for name in ("starts_on", "ends_on", "shared_key", "people_reported")} == {None}


def test_history_shows_each_change_and_undoes_one(shell: Shell) -> None:
    record_id = add(shell.store, "organisation", name="a")
    shell.store.save(Organisation, record_id, {"name": "b"})
    dialog = HistoryDialog(shell.store, shell.window.context.lexicon, record_id)
    shell.qtbot.addWidget(dialog)
    cells = [item.text() for column in range(1, 5) if (item := dialog.table.item(0, column)) is not None]
    assert cells == ["Awa Sarr · DKR", "Name", "a", "b"]
    dialog.table.setCurrentCell(0, 0)
    dialog.undo_selected()
    assert stored(shell, "organisation", record_id).values["name"] == "a"
    assert len(history_of(shell.store.database, record_id)) == 3


def test_history_shows_a_corrected_kind_by_its_words_and_undoes_the_correction(shell: Shell) -> None:
    record_id = add(shell.store, "workshop", title="a", state="draft")
    shell.store.write_all([Write(Meeting, record_id, {})])
    dialog = HistoryDialog(shell.store, shell.window.context.lexicon, record_id)
    shell.qtbot.addWidget(dialog)
    cells = [item.text() for column in range(1, 5) if (item := dialog.table.item(0, column)) is not None]
    assert cells == ["Awa Sarr · DKR", "Kind", "Workshop", "Meeting"]
    dialog.table.setCurrentCell(0, 0)
    dialog.undo_selected()
    assert stored(shell, "activity", record_id).kind is Workshop
    latest = [item.text() for column in range(2, 5) if (item := dialog.table.item(0, column)) is not None]
    assert latest == ["Kind", "Meeting", "Workshop"]


def test_a_linked_record_is_made_from_the_text_and_linked(shell: Shell) -> None:
    form = open_form(shell, "funding", new=True)
    editor = form.editing.editors["organisation_id"]
    line = editor.findChild(QLineEdit)
    assert line is not None
    type_text(line, "Fonds d’aide")
    editor.new_wanted.emit("organisation", "Fonds d’aide")
    made = stored(shell, "funding", form.editing.record_id).values["organisation_id"]
    assert stored(shell, "organisation", made).values["name"] == "Fonds d’aide"
    assert stored(shell, "organisation", made).state == "draft"


def test_a_record_that_is_not_here_says_so(shell: Shell) -> None:
    shell.window.context.go.to_record("organisation", new_id())
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is None


@pytest.mark.parametrize("kind", ALL_KINDS, ids=[kind.kind_name() for kind in ALL_KINDS])
def test_every_kind_opens_in_a_form_that_fits_and_is_named(kind: type[Record], shell: Shell) -> None:
    record_id = add(shell.store, kind.kind_name(), state="draft")
    form = open_form(shell, kind.kind_name(), record_id)
    size = shell.frame.minimumSizeHint()
    assert size.width() <= LARGEST[0]
    assert size.height() <= LARGEST[1]
    assert size.height() <= LARGEST[1]
    assert set(form.editing.editors) >= {field.name for field in fields_of(kind)}
    unnamed = [
        each
        for each in form.findChildren(QWidget)
        if each.isVisibleTo(form)
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(each, QLineEdit | QComboBox | QAbstractButton | QPlainTextEdit)
        and not (each.accessibleName() or (isinstance(each, QPushButton) and each.text()))
    ]
    assert unnamed == []


@pytest.mark.parametrize("kind", ALL_KINDS, ids=[kind.kind_name() for kind in ALL_KINDS])
def test_an_edited_text_of_every_kind_survives_reopening(kind: type[Record], shell: Shell) -> None:
    texts = [field for field in fields_of(kind) if isinstance(field.type, TextType)]
    record_id = add(shell.store, kind.kind_name(), state="draft")
    form = open_form(shell, kind.kind_name(), record_id)
    for field in texts:
        type_into(form, field.name, f"é {field.name}")
    opened = stored(shell, kind.kind_name(), record_id)
    wanted: dict[str, Any] = {field.name: f"é {field.name}" for field in texts}
    assert {name: opened.values[name] for name in wanted} == wanted


def test_the_definition_of_a_field_is_shown_by_key_as_by_its_button(shell: Shell) -> None:
    form = open_form(shell, "person", add(shell.store, "person", family_name="a"))
    with_help = next(field for field in form.editing.fields if field.help)
    editor = form.editing.editors[with_help.name]
    editor.setFocus()
    key(shell.frame.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert editor.note.accessibleName() == with_help.help


def test_a_refused_save_is_told_and_what_was_typed_is_written_by_the_next(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_id = add(shell.store, "organisation", name="a")
    form = open_form(shell, "organisation", record_id)

    def refuse(*_: Any, **__: Any) -> None:
        raise UserError("The disk is full.", "What was saved before is safe.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(RecordStore, "save", refuse)
        patch.setattr(RecordStore, "keep_half_typed", refuse)
        type_into(form, "name", "b")
    assert "The disk is full." in shell.window.context.messages.text.text()
    assert form.editing.editors["name"].typed_text == "ba"
    assert stored(shell, "organisation", record_id).values["name"] == "a"
    shell.window.context.go.home()
    assert stored(shell, "organisation", record_id).values["name"] == "ba"


def test_switching_to_another_window_keeps_what_is_being_typed(shell: Shell) -> None:
    form = open_form(shell, "organisation", add(shell.store, "organisation", name="a"))
    type_into(form, "name", "b", leave=False)
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert stored(shell, "organisation", form.editing.record_id).half_typed == {"name": "ba"}


def test_a_record_that_was_begun_is_come_back_to(shell: Shell) -> None:
    form = open_form(shell, "organisation", new=True)
    type_into(form, "name", "École", leave=False)
    shell.window.context.go.to_list("person")
    shell.window.context.go.back()
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    assert page.form.editing.record_id == form.editing.record_id
