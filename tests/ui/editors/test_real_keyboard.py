"""Typing where the keyboard really is: not into the line that a test happens to know, but into what has the focus."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import Workshop
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.editors import editor_for
from ibcr_desktop.ui.record_views.field_rows import keyboard_of
from tests.databases import add, new_database, store_of
from tests.ui.typing_text import type_text


class Form(QWidget):
    """An editor of a workshop with another field below it."""

    def __init__(self, store: RecordStore, name: str) -> None:
        super().__init__()
        lexicon = StoredLexicon(store.database, Words("fr"), store.clock)
        self.editor = editor_for(fields_by_name(Workshop)[name], lexicon)
        column = QVBoxLayout(self)
        column.addWidget(self.editor)
        column.addWidget(QLineEdit())

    def holds_the_keyboard(self) -> bool:
        return QApplication.focusWidget() is keyboard_of(self.editor)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with new_database(tmp_path, with_lists=True) as database:
        yield store_of(database)


@pytest.fixture
def form(request: pytest.FixtureRequest, qtbot: QtBot, store: RecordStore) -> Form:
    made = Form(store, request.param)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.editor.setFocus()
    qtbot.waitUntil(made.holds_the_keyboard)
    return made


def type_and_leave(qtbot: QtBot, form: Form, text: str) -> None:
    """Type and press Tab wherever the keyboard is, a list that hangs open included."""
    type_text(keyboard(), text)
    QTest.keyClick(keyboard(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not form.holds_the_keyboard())


def keyboard() -> QWidget:
    """Give what a key goes to now."""
    found = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("title", "Formation", "Formation"),
        ("starts_on", "7 mars 2026", date(2026, 3, 7)),
        ("purpose", "sensib", "awareness"),
        ("country", "sénég", "SEN"),
        ("themes", "traite", ("trafficking",)),
        ("hours", "6,5", 6.5),
    ],
    indirect=["form"],
)
def test_what_is_typed_is_understood_on_leaving(form: Form, text: str, value: object, qtbot: QtBot) -> None:
    type_and_leave(qtbot, form, text)
    assert (form.editor.value, form.editor.problem) == (value, "")


@pytest.mark.parametrize("form", ["project_id", "partner_ids"], indirect=True)
@pytest.mark.parametrize(("text", "is_found"), [("xal", True), ("xalé sam", True), ("zzz", False)])
def test_a_record_that_is_named_by_a_part_of_its_title_is_linked_on_leaving(
    form: Form, text: str, is_found: bool, store: RecordStore, qtbot: QtBot
) -> None:
    project = add(store, "project", code="SEN-2020", title="Xalé Sama Yité")
    partner = add(store, "organisation", name="Xalé Sama")
    type_and_leave(qtbot, form, text)
    found = project if form.editor.field.name == "project_id" else (partner,)
    assert (form.editor.value, bool(form.editor.problem)) == ((found, False) if is_found else (None, True))


@pytest.mark.parametrize("form", ["project_id"], indirect=True)
def test_the_marked_offer_is_taken_by_tab_and_a_text_that_fits_several_is_asked_about(
    form: Form, store: RecordStore, qtbot: QtBot
) -> None:
    projects = {add(store, "project", code=code, title="Xalé") for code in ("SEN-2020", "SEN-2021")}
    type_and_leave(qtbot, form, "xal")
    assert form.editor.problem
    form.editor.setFocus()
    qtbot.waitUntil(form.holds_the_keyboard)
    type_text(keyboard(), " ")
    QTest.keyClick(keyboard(), Qt.Key.Key_Down)
    QTest.keyClick(keyboard(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: form.editor.value in projects)
    assert not form.editor.problem


@pytest.mark.parametrize("form", ["starts_on", "purpose", "country", "themes", "hours"], indirect=True)
def test_what_is_not_understood_is_said_on_leaving(form: Form, qtbot: QtBot) -> None:
    type_and_leave(qtbot, form, "zzzz")
    assert form.editor.value is None
    assert form.editor.problem
    assert form.editor.typed_text == "zzzz"


@pytest.mark.parametrize("form", ["starts_on", "purpose", "country", "themes", "hours"], indirect=True)
def test_escape_undoes_what_is_being_typed_and_then_leaves_the_page(form: Form, qtbot: QtBot) -> None:
    way_back = QShortcut(QKeySequence("Esc"), form)
    left: list[int] = []
    way_back.activated.connect(lambda: left.append(1))
    type_and_leave(qtbot, form, "zzzz")
    form.editor.setFocus()
    qtbot.waitUntil(form.holds_the_keyboard)
    QTest.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert (form.editor.typed_text, form.editor.problem, left) == ("", "", [])
    assert form.holds_the_keyboard()
    QTest.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert left == [1]
