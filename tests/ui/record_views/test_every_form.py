"""Every field of every kind: what is typed survives the form, and no form outgrows the smallest screen."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.records import ALL_KINDS, Record, kinds_linked_as
from ibcr_desktop.records.field_types import ChoicesType, ChoiceType, DayType, FieldType, LinksType, LinkType, YesNoType
from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.ui.editors.link_editors import LinkEditor, kind_name_of
from ibcr_desktop.ui.editors.several_editors import LinksEditor
from ibcr_desktop.ui.record_views.record_form import RecordForm
from ibcr_desktop.ui.screens.record_page import RecordPage
from tests.databases import add
from tests.ui.shells import Shell, opened_shell
from tests.ui.typing_text import type_text

LARGEST_WIDTH, LARGEST_HEIGHT = 1024, 540  # docs/interaction.md, 1
NAMES = [kind.kind_name() for kind in ALL_KINDS]


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def opened_form(shell: Shell, kind: type[Record], record_id: uuid.UUID) -> RecordForm:
    shell.window.context.go.home()
    shell.window.context.go.to_record(kind.kind_name(), record_id)
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    return page.form


class Typed:
    """What a person types into a field of a type, and the value that it stands for."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._targets: dict[str, uuid.UUID] = {}

    def text(self, field: Field) -> str:
        value = self.value(field)
        one = value[0] if isinstance(value, tuple) else value
        return _single(field.type).show(one, self._shell.window.context.lexicon)

    def value(self, field: Field) -> Any:
        kind = field.type
        if isinstance(kind, LinkType | LinksType):
            target = self.target(kind.kind_name)
            return target if isinstance(kind, LinkType) else (target,)
        if isinstance(kind, ChoiceType | ChoicesType):
            code = self._shell.window.context.lexicon.terms(kind.list_code)[0][0]
            return code if isinstance(kind, ChoiceType) else (code,)
        if isinstance(kind, DayType):
            return kind.unpack("2021-03-07")
        if isinstance(kind, YesNoType):
            return False
        return kind.unpack({"INTEGER": 17, "FLOAT": 2.5}.get(str(kind.column_type()), "é’œ ß"))

    def target(self, kind_name: str) -> uuid.UUID:
        """Give the id of the one record of a kind, which has a title of its own."""
        if kind_name not in self._targets:
            kind = kinds_linked_as(kind_name)[0]
            titles = {each.name: self.value(each) for each in fields_of(kind) if each.name in kind.title_fields}
            self._targets[kind_name] = add(self._shell.store, kind.kind_name(), **titles)
        return self._targets[kind_name]


def _single(kind: FieldType) -> FieldType:
    if isinstance(kind, LinksType):
        return LinkType(kind.kind_name)
    return ChoiceType(kind.list_code) if isinstance(kind, ChoicesType) else kind


@pytest.mark.parametrize("kind", ALL_KINDS, ids=NAMES)
def test_what_is_typed_into_each_field_survives_saving_and_reopening(kind: type[Record], shell: Shell) -> None:
    typed = Typed(shell)
    expected = {field.name: typed.value(field) for field in fields_of(kind)}
    texts = {field.name: typed.text(field) for field in fields_of(kind)}
    record_id = add(shell.store, kind.kind_name(), state="draft")
    form = opened_form(shell, kind, record_id)
    for name, text in texts.items():
        editor = form.editing.editors[name]
        line = editor.findChild(QLineEdit) or editor.findChild(QPlainTextEdit)
        assert line is not None
        line.selectAll()  # as on Tab: what another field filled in is replaced
        type_text(line, text)
        editor.commit()
        if editor.problem and isinstance(editor, LinkEditor | LinksEditor):
            editor.choose(typed.target(kind_name_of(editor.field)))  # two records of one title, or a day in the title
        assert not editor.problem, (name, text, editor.problem)
    again = opened_form(shell, kind, record_id)
    assert again is not form
    assert {name: again.editing.editors[name].value for name in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_fits_the_smallest_screen_in_every_language(language: str, qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path, with_lists=True, language=language) as shell:
        for kind in ALL_KINDS:
            opened_form(shell, kind, add(shell.store, kind.kind_name(), state="draft"))
            size = shell.frame.minimumSizeHint()
            assert size.width() <= LARGEST_WIDTH, (kind, size)
            assert size.height() <= LARGEST_HEIGHT, (kind, size)


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    """One and a half times the usual size, the largest of the settings."""
    usual = qapp.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * 1.5)
    qapp.setFont(large)
    yield
    qapp.setFont(usual)


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_field_is_cut_off_at_the_side_even_with_large_text(language: str, qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path, with_lists=True, language=language) as shell:
        shell.frame.resize(LARGEST_WIDTH, LARGEST_HEIGHT)
        for kind in ALL_KINDS:
            form = opened_form(shell, kind, add(shell.store, kind.kind_name(), state="draft"))
            QApplication.processEvents()
            assert form.content.width() <= form.area.viewport().width(), kind
            least = shell.frame.minimumSizeHint()
            assert least.width() <= LARGEST_WIDTH, (kind, least)
            assert least.height() <= LARGEST_HEIGHT, (kind, least)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=NAMES)
def test_no_two_labels_and_buttons_of_a_form_share_a_letter(kind: type[Record], shell: Shell) -> None:
    form = opened_form(shell, kind, add(shell.store, kind.kind_name(), state="draft"))
    texts = [each.text() for each in form.findChildren(QLabel) if each.buddy() is not None]
    texts += [each.text() for each in form.header.findChildren(type(form.header.complete))]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(letters) == len(set(letters)), sorted(letters)
    assert letters
