"""Headquarters decides conflicts in the window: one, the other, a third, many by a rule, all by keyboard."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Organisation
from ibcr_desktop.sync import conflicts
from ibcr_desktop.sync.conflicts import count_conflicts
from ibcr_desktop.ui.editors.line_editors import LineEditor
from ibcr_desktop.ui.screens.conflict_words import read_open_conflicts
from ibcr_desktop.ui.screens.conflicts_tab import ConflictsTab
from tests.databases import add
from tests.sync.exchange import value
from tests.ui.pressing import key, press
from tests.ui.screens.two_offices import Two, two_offices


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path) -> Iterator[Two]:
    """Headquarters and Dakar, paired."""
    with two_offices(qtbot, tmp_path) as made:
        yield made


def in_conflict(two: Two, *, deleted: bool = False, count: int = 1) -> tuple[ConflictsTab, list[uuid.UUID]]:
    """Give the open tab after both changed the names of so many schools, or headquarters deleted them."""
    records = [add(two.office, "organisation", name=f"École {each}", country="SEN") for each in range(count)]
    two.accept(two.sent())
    for record in records:
        two.office.save(Organisation, record, {"name": "École Un"})
        if deleted:
            two.shell.office.store.put_in_bin(Organisation, record)
        else:
            two.shell.office.store.save(Organisation, record, {"name": "École I"})
    page = two.accept(two.sent())
    page.tabs.setCurrentWidget(page.conflicts)
    return page.conflicts, records


def name(two: Two, record: uuid.UUID) -> object:
    return value(two.shell.store, "organisation", record, "name")


def left(two: Two) -> int:
    with two.shell.store.database.reader() as connection:
        return count_conflicts(connection)


def shown(tab: ConflictsTab) -> list[str]:
    return [each.accessibleName() for each in tab.view.choices.buttons()]


def test_a_conflict_is_decided_by_keyboard_alone(two: Two) -> None:
    tab, (record,) = in_conflict(two)
    page = two.page
    assert page.tabs.tabText(1).endswith("(1)")
    assert "1 conflict to decide" in tab.count.text()
    wanted = next(place for place, text in enumerate(shown(tab), 1) if text.startswith("École I,"))
    assert not tab.view.keep.isEnabled()
    tab.list.setFocus()
    key(tab.list, Qt.Key(Qt.Key.Key_0 + wanted))
    key(tab.view.choices.checkedButton(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    two.idle()
    assert name(two, record) == "École I"
    assert left(two) == 0
    assert "No conflicts" in tab.count.text()
    assert "travels with your answers" in two.said


def test_each_version_says_who_wrote_it_where_and_when_and_the_value_before_stands_above(two: Two) -> None:
    tab, _records = in_conflict(two)
    texts = "\n".join(shown(tab))
    assert "Awa Sarr" in texts
    assert "Anne Roy" in texts
    assert "DKR" in texts
    assert "by the clock of that computer" in texts
    assert texts.count("shown meanwhile") == 1
    assert any("Before: École 0" in each.text() for each in tab.view.findChildren(type(tab.count)))


def test_a_third_value_is_typed_into_the_editor_of_the_field(two: Two) -> None:
    tab, (record,) = in_conflict(two)
    editor = tab.view.editor
    assert isinstance(editor, LineEditor)
    editor.setFocus()
    editor.focusProxy().selectAll()  # type: ignore[union-attr]  # the line of the editor
    key(editor.focusProxy(), Qt.Key.Key_Delete)
    for letter in (Qt.Key.Key_L, Qt.Key.Key_Y, Qt.Key.Key_C):
        key(editor.focusProxy(), letter)
    assert tab.view.third is not None
    assert tab.view.third.isChecked()
    press(tab, "Decide so")
    two.idle()
    assert str(name(two, record)).lower() == "lyc"
    assert left(two) == 0


def test_a_deletion_against_an_edit_is_a_question_in_words(two: Two) -> None:
    tab, (record,) = in_conflict(two, deleted=True)
    texts = shown(tab)
    assert any(each.startswith("Put the record into the bin") for each in texts)
    kept = next(
        place for place, each in enumerate(texts, 1) if each.startswith("Keep the record: it was edited (Name)")
    )
    assert tab.view.editor is None
    tab.view.choose(kept)
    press(tab, "Decide so")
    two.idle()
    opened = two.shell.store.open("organisation", record)
    assert opened is not None
    assert not opened.deleted
    assert left(two) == 0


def decided_by_the_rule(two: Two, tab: ConflictsTab) -> list[str]:
    """Decide by the rule that is chosen and agree; give the questions that were asked before."""
    asked: list[str] = []

    def agree(question: str, verb: str) -> bool:  # noqa: ARG001 - as the real one
        asked.append(question)
        return True

    two.shell.window.context.messages.confirm = agree  # type: ignore[method-assign]  # no dialog in tests
    press(tab, "Decide these by the rule…")
    two.idle()
    return asked


def test_many_are_decided_by_a_rule_that_is_shown_first(two: Two) -> None:
    tab, records = in_conflict(two, count=3)
    tab.rule.setCurrentIndex(tab.rule.findData("headquarters"))
    assert tab.settles.text() == "settles 3 of 3"
    assert decided_by_the_rule(two, tab) == ["Decide 3 conflicts by this rule: What headquarters wrote?"]
    assert {name(two, each) for each in records} == {"École I"}
    assert left(two) == 0


def test_a_rule_decides_all_that_it_settles_and_not_only_those_that_are_listed(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflicts, "PAGE", 2)
    tab, records = in_conflict(two, count=5)
    assert tab.list.count() == 2
    tab.rule.setCurrentIndex(tab.rule.findData("headquarters"))
    assert tab.settles.text() == "settles 2 of the 2 that are listed"
    assert decided_by_the_rule(two, tab) == ["Decide 5 conflicts by this rule: What headquarters wrote?"]
    assert {name(two, each) for each in records} == {"École I"}
    assert left(two) == 0


def test_what_an_office_wrote_is_offered_though_none_of_its_conflicts_is_listed(two: Two) -> None:
    tab, _records = in_conflict(two)
    listed = read_open_conflicts(two.shell.store, two.shell.window.context.lexicon)
    assert listed.offices == ["DKR", "MTL"]
    tab.show_open(replace(listed, count=900, offices=("DKR", "MTL", "TUN")))
    offered = [str(tab.rule.itemData(place)) for place in range(tab.rule.count())]
    assert [each for each in offered if each.startswith("office ")] == ["office DKR", "office MTL", "office TUN"]
