"""Text that was kept half typed does not come back once the person has thought better of it."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.ui.editors.line_editors import LineEditor
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from tests.databases import add, new_database, store_of
from tests.ui.typing_text import type_text


def test_typing_that_was_kept_and_then_undone_is_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    with new_database(tmp_path) as database:
        store, owner = store_of(database), QObject()
        project = add(store, "project", code="SEN-1", title="Before")
        opened = store.open("project", project)
        assert opened is not None
        editing = RecordEditing(store, StoredLexicon(database, Words("en"), store.clock), opened, owner)
        editor = editing.editor("title")
        assert isinstance(editor, LineEditor)
        qtbot.addWidget(editor)
        type_text(editor.line, "zzz")
        editing.keep_typing()
        kept = store.open("project", project)
        assert kept is not None
        assert kept.half_typed == {"title": "zzzBefore"}
        QTest.keyClick(editor.line, Qt.Key.Key_Escape)
        editing.finish()
        again = store.open("project", project)
        assert again is not None
        assert (again.half_typed, again.values["title"]) == ({}, "Before")
