"""Each editor by itself: what is typed is understood, or stays as it was typed with a sentence beside it."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import ALL_KINDS, Workshop
from ibcr_desktop.records.fields import fields_by_name, fields_of
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.editors import editor_for
from ibcr_desktop.ui.editors.editor import Editor
from tests.databases import add, new_database, store_of
from tests.ui.typing_text import type_text


class Bench:
    """Makes editors of workshops over a database with the shipped lists."""

    def __init__(self, qtbot: QtBot, store: RecordStore) -> None:
        self.qtbot, self.store = qtbot, store

    def editor(self, name: str, value: Any = None, language: str = "fr") -> Editor:
        lexicon = StoredLexicon(self.store.database, Words(language), self.store.clock)
        editor = editor_for(fields_by_name(Workshop)[name], lexicon)
        self.qtbot.addWidget(editor)
        editor.set_value(value)
        editor.show()
        return editor


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    with new_database(tmp_path, with_lists=True) as database:
        yield Bench(qtbot, store_of(database))


def line_of(editor: Editor) -> QWidget:
    """Give the widget that takes the keyboard."""
    widget: QWidget = editor
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    line: QWidget = getattr(widget, "line", widget)
    return line


def typed(editor: Editor, text: str) -> Editor:
    type_text(line_of(editor), text)
    editor.commit()
    return editor


def chips_of(editor: Editor) -> list[QPushButton]:
    """Give the buttons of the chosen values."""
    QApplication.processEvents()  # layouts show and remove widgets a moment later
    return [each for each in editor.findChildren(QPushButton) if each.isVisible()]


@pytest.mark.parametrize(
    ("name", "text", "value", "shown"),
    [
        ("title", "  Justice <b> adaptée ", "Justice <b> adaptée", "Justice <b> adaptée"),
        ("starts_on", "7/3/21", date(2021, 3, 7), "7 mars 2021"),
        ("starts_on", "hier", date(2021, 6, 14), "14 juin 2021"),
        ("hours", "12,5", 12.5, "12,50"),
        ("people_reported", "40", 40, "40"),
        ("country", "sénégal", "SEN", "Sénégal"),
        ("country", "burki", "BFA", "Burkina Faso"),
        ("mode", "hybride", "hybrid", "Hybride"),
    ],
)
def test_what_is_typed_is_understood_and_shown_in_its_usual_form(
    bench: Bench, name: str, text: str, value: Any, shown: str
) -> None:
    editor = typed(bench.editor(name), text)
    assert (editor.value, editor.typed_text, editor.problem) == (value, shown, "")


@pytest.mark.parametrize(
    ("name", "text"),
    [("starts_on", "32 mars"), ("hours", "beaucoup"), ("people_reported", "3O"), ("country", "Atlantide")],
)
def test_what_is_not_understood_stays_as_typed_with_a_sentence(bench: Bench, name: str, text: str) -> None:
    editor = typed(bench.editor(name, None), text)
    assert editor.typed_text == text
    assert editor.value is None
    assert editor.problem
    assert "✖" in editor.note.accessibleName()


def test_the_sign_vanishes_with_the_key_that_mends_the_text(bench: Bench) -> None:
    editor = typed(bench.editor("people_reported"), "1x")
    QTest.keyClick(line_of(editor), Qt.Key.Key_Backspace)
    assert editor.problem == ""
    assert editor.note.accessibleName() == ""


def test_a_day_echoes_its_weekday_and_moves_by_keys(bench: Bench) -> None:
    editor = bench.editor("starts_on", date(2026, 3, 7))
    assert editor.note.accessibleName() == "samedi 7 mars 2026"
    type_text(line_of(editor), "+")
    assert editor.value == date(2026, 3, 8)
    QTest.keyClick(line_of(editor), Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert editor.value == date(2021, 6, 15)


def test_an_ambiguous_day_is_asked_once_and_not_guessed(bench: Bench) -> None:
    editor = typed(bench.editor("starts_on", language="en"), "3/4/21")
    assert editor.value is None
    choices = [each for each in editor.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in choices] == ["3 April 2021", "4 March 2021"]
    choices[1].click()
    assert editor.value == date(2021, 3, 4)
    assert editor.problem == ""


def test_several_codes_are_added_and_removed_by_keyboard(bench: Bench) -> None:
    editor = bench.editor("themes", ("trafficking",), language="en")
    type_text(line_of(editor), "gender eq")
    editor.commit()
    assert editor.value == ("gender_equality", "trafficking")
    (chip,) = [each for each in chips_of(editor) if "Trafficking" in each.accessibleName()]
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert editor.value == ("gender_equality",)


def test_a_link_is_found_by_part_of_its_title(bench: Bench) -> None:
    school = add(bench.store, "organisation", name="École nationale de police")
    project = add(bench.store, "project", code="SEN-1", title="Xalé Sama Yité")
    assert typed(bench.editor("project_id"), "xale sama").value == project
    partners = bench.editor("partner_ids", language="en")
    typed(partners, "ecole police")
    assert partners.value == (school,)


def test_a_link_to_what_is_not_here_says_so(bench: Bench) -> None:
    editor = bench.editor("project_id", uuid.UUID(int=7), language="en")
    assert editor.typed_text == "(a record that is not here)"
    editor.commit()
    assert editor.value == uuid.UUID(int=7)


def test_setting_a_value_tells_nobody(bench: Bench) -> None:
    for field in fields_of(Workshop):
        editor = bench.editor(field.name)
        heard: list[int] = []
        editor.edited.connect(lambda: heard.append(1))  # noqa: B023 - called in this turn only
        editor.set_value(None)
        assert heard == []


def test_every_field_of_every_kind_has_an_editor_with_an_accessible_name(bench: Bench) -> None:
    lexicon = StoredLexicon(bench.store.database, Words("en"), bench.store.clock)
    for kind in ALL_KINDS:
        for field in fields_of(kind):
            editor = editor_for(field, lexicon)
            bench.qtbot.addWidget(editor)
            editor.set_value(None)
            assert editor.value is None
            assert editor.typed_text == ""
            assert line_of(editor).accessibleName() == field.label
