"""The page of an activity: sections, people known and new, groups, and what they add up to."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Headcount
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.activity_part import PartDialog
from ibcr_desktop.ui.screens.new_person import NewPerson
from tests.databases import add
from tests.ui.pressing import key
from tests.ui.record_views.test_record_form import open_form, stored, type_into
from tests.ui.shells import Shell, opened_shell
from tests.ui.typing_text import type_text


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def content(shell: Shell, activity: uuid.UUID) -> ActivityContent:
    made = open_form(shell, "activity", activity).content
    assert isinstance(made, ActivityContent)
    return made


def person(shell: Shell, name: str, sex: str) -> uuid.UUID:
    about = {"birth_year": 1985, "professional_group": "police", "public_code": "ABC"}
    return add(shell.store, "person", family_name=name, given_names="Awa", sex=sex, **about)


def new_person(page: ActivityContent) -> NewPerson:
    assert page.people.new_person is not None
    return page.people.new_person


def fill(new: NewPerson, **texts: str) -> None:
    for name, text in texts.items():
        line = new.editors[name].findChild(QLineEdit)
        assert line is not None
        line.selectAll()
        type_text(line, text)
        new.editors[name].commit()


def add_line(page: ActivityContent, text: str) -> None:
    line = page.people.known.findChild(QLineEdit)
    assert line is not None
    type_text(line, text)
    page.people.known.commit()


def test_a_known_person_is_added_by_name_and_nobody_twice(shell: Shell) -> None:
    somebody, activity = person(shell, "Ndiaye", "female"), add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    add_line(page, "ndiaye awa")
    add_line(page, "Ndiaye")
    assert [each.name for each in page.people.people()] == ["Ndiaye Awa"]
    assert stored(shell, "participation", participation_id(somebody, activity)).state == "complete"
    assert "already in the activity" in shell.window.context.messages.text.text()


def test_a_new_person_is_written_and_takes_part(shell: Shell) -> None:
    activity = add(shell.store, "event", title="T", state="draft")
    page = content(shell, activity)
    page.people.known.new_wanted.emit("person", "Sow Fatou Binta")
    new = new_person(page)
    assert new.isVisible()
    assert new.editors["given_names"].typed_text == "Fatou Binta"
    fill(new, sex="Female", birth_year="1990", professional_group="Judge")
    new.button.click()
    assert page.people.new_person is None
    (added,) = page.people.people()
    assert added.name == "Sow Fatou Binta"
    assert stored(shell, "person", added.person_id).state == "complete"
    assert stored(shell, "participation", added.participation_id).values["level"] == "event_attendance"


def test_the_head_adds_names_and_groups_and_compares_with_the_trainer(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft", people_reported=40)
    for name, sex in (("A", "female"), ("B", "male"), ("C", "not_asked")):
        somebody = person(shell, name, sex)
        line = {"person_id": somebody, "activity_id": activity, "role": "participant", "level": "trained"}
        add(shell.store, "participation", participation_id(somebody, activity), **line)
    add(shell.store, "headcount", activity_id=activity, total=10, females=6, males=4)
    assert content(shell, activity).people.head.text() == (
        "13 people: 3 by name, 10 by number · 7 F · 5 M · 1 not stated (trainer said 40: 27 missing)"
    )


def test_a_person_is_removed_and_brought_back(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    person(shell, "Ndiaye", "female")
    page = content(shell, activity)
    add_line(page, "Ndiaye")
    page.people.table.setCurrentCell(0, 0)
    page.people.remove_button.click()
    assert page.people.people() == []
    shell.window.context.undo.undo()
    assert len(page.people.people()) == 1


def test_a_group_is_entered_in_its_window_and_completed_if_whole(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    page.groups.add_button.click()
    dialog = page.findChild(PartDialog)
    assert dialog is not None
    for name, text in (
        ("level", "Trained"),
        ("total", "12"),
        ("females", "5"),
        ("males", "7"),
        ("overlap", "None"),
        ("basis", "Counted on the spot"),
    ):
        type_into(dialog.form, name, text)
    dialog.reject()
    (row,) = page.groups._rows
    opened = stored(shell, Headcount.kind_name(), row.record_id)
    assert (opened.state, opened.values["total"], opened.values["activity_id"]) == ("complete", 12, activity)
    assert "12 by number" in page.people.head.text()


def test_adding_a_person_writes_the_new_activity_first(shell: Shell) -> None:
    person(shell, "Ndiaye", "female")
    form = open_form(shell, "workshop", new=True)
    assert isinstance(form.content, ActivityContent)
    add_line(form.content, "Ndiaye")
    assert stored(shell, "workshop", form.editing.record_id).state == "draft"
    assert len(form.content.people.people()) == 1


def test_sections_are_checked_off_and_lead_to_their_fields(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft", country="SEN", mode="online")
    page = content(shell, activity)
    texts = [page.checklist.item(row).text() for row in range(page.checklist.count())]
    assert texts[:4] == ["○ What", "○ When", "✔ Where", "○ Who"]
    assert texts[4:] == ["– People (0)", "– Headcounts (0)", "– Sessions (0)", "– Evidence (0)"]
    wanted: list[str] = []
    page.field_wanted.connect(wanted.append)
    page.checklist.itemActivated.emit(page.checklist.item(1))
    assert wanted == ["status"]


def test_enter_adds_the_one_person_meant_and_begins_a_new_one_where_nobody_is(shell: Shell) -> None:
    person(shell, "Ndiaye", "female")
    page = content(shell, add(shell.store, "workshop", title="T", state="draft"))
    type_text(page.people.known.line, "ndia")
    key(page.people.known.list, Qt.Key.Key_Return)
    assert [each.name for each in page.people.people()] == ["Ndiaye Awa"]
    type_text(page.people.known.line, "Kane Ousmane")
    key(page.people.known.line, Qt.Key.Key_Return)
    assert new_person(page).isVisible()
    assert new_person(page).editors["family_name"].value == "Kane"


def test_a_new_person_is_kept_when_the_page_is_left_and_not_if_given_up(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    page.people.known.new_wanted.emit("person", "Kane")
    new_person(page).cancel.click()
    page.people.known.new_wanted.emit("person", "Sow")
    shell.window.context.go.home()
    (left,) = content(shell, activity).people.people()
    assert left.name == "Sow"
    assert stored(shell, "person", left.person_id).state == "draft"


def test_the_checklist_leads_to_the_parts_and_counts_them(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    person(shell, "Ndiaye", "female")
    page = content(shell, activity)
    add_line(page, "Ndiaye")
    assert page.checklist.item(4).text() == "✔ People (1)"
    page.checklist.itemActivated.emit(page.checklist.item(4))
    assert page.people.isAncestorOf(shell.frame.focusWidget() or QWidget())
    assert not page.people.visibleRegion().isEmpty()


def test_of_two_people_with_one_name_the_marked_one_is_added_and_none_unmarked(shell: Shell) -> None:
    for sex in ("female", "male"):
        person(shell, "Ndiaye", sex)
    page = content(shell, add(shell.store, "workshop", title="T", state="draft"))
    known = page.people.known
    type_text(known.line, "ndiaye")
    key(known.list, Qt.Key.Key_Return)
    assert page.people.people() == []
    assert "several" in known.problem
    type_text(known.line, " ")
    key(known.list, Qt.Key.Key_Down)
    key(known.list, Qt.Key.Key_Down)
    wanted = known.list.currentIndex().data(Qt.ItemDataRole.UserRole)
    key(known.list, Qt.Key.Key_Return)
    shell.wait_until(lambda: bool(page.people.people()))
    assert [each.person_id for each in page.people.people()] == [wanted]
    assert known.typed_text == ""


def test_leaving_the_page_closes_the_window_of_a_part_and_keeps_what_stands_in_it(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    page.groups.add_button.click()
    dialog = page.findChild(PartDialog)
    assert dialog is not None
    type_into(dialog.form, "total", "12", leave=False)
    shell.window.navigation.leave()
    assert not dialog.isVisible()
    assert stored(shell, "headcount", dialog.form.editing.record_id).values["total"] == 12


def test_a_new_person_is_in_the_activity_from_the_first_field_left(shell: Shell) -> None:
    page = content(shell, add(shell.store, "workshop", title="T", state="draft"))
    page.people.known.new_wanted.emit("person", "Kane Ousmane")
    fill(new_person(page), birth_year="198x")
    (row,) = page.people.people()
    assert (row.name, row.state, row.person_is_draft) == ("Kane Ousmane", "draft", True)
    assert page.people.table.item(0, 0).text() == "○ Person is a draft"  # type: ignore[union-attr]  # the row is there
    assert page.checklist.item(4).text() == "○ People (1)"
    assert stored(shell, "person", row.person_id).half_typed == {"birth_year": "198x"}
    new_person(page).button.click()
    assert page.people.new_person is not None, "what is not understood stays in view"


def test_what_is_not_understood_of_a_new_person_outlives_the_page(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    page.people.known.new_wanted.emit("person", "Kane Ousmane")
    line = new_person(page).editors["birth_year"].findChild(QLineEdit)
    assert line is not None
    type_text(line, "about 1985")
    shell.window.context.go.home()
    (row,) = content(shell, activity).people.people()
    assert stored(shell, "person", row.person_id).half_typed == {"birth_year": "about 1985"}


def test_a_new_person_who_is_given_up_is_in_the_bin_and_can_be_brought_back(shell: Shell) -> None:
    page = content(shell, add(shell.store, "workshop", title="T", state="draft"))
    page.people.known.new_wanted.emit("person", "Kane Ousmane")
    fill(new_person(page), sex="Male")
    (row,) = page.people.people()
    new_person(page).cancel.click()
    assert page.people.people() == []
    assert stored(shell, "person", row.person_id).deleted
    shell.window.context.undo.undo()
    assert [each.name for each in page.people.people()] == ["Kane Ousmane"]
    assert not stored(shell, "person", row.person_id).deleted


def test_one_new_person_after_the_other_is_kept(shell: Shell) -> None:
    page = content(shell, add(shell.store, "workshop", title="T", state="draft"))
    for name in ("Kane Ousmane", "Sow Fatou"):
        page.people.known.new_wanted.emit("person", name)
        fill(new_person(page), sex="Male")
    assert [each.name for each in page.people.people()] == ["Kane Ousmane", "Sow Fatou"]


def test_role_and_level_of_a_person_are_edited_by_keyboard(shell: Shell) -> None:
    somebody, activity = person(shell, "Ndiaye", "female"), add(shell.store, "workshop", title="T", state="draft")
    page = content(shell, activity)
    page.people.add(somebody)
    page.people.table.setFocus()
    key(page.people.table, Qt.Key.Key_Return)
    dialog = page.findChild(PartDialog)
    assert dialog is not None
    assert not {"person_id", "activity_id"} & set(dialog.form.editing.editors)
    dialog.form.editing.editors["role"].set_value(None)
    type_into(dialog.form, "role", "Trainer")
    dialog.reject()
    opened = stored(shell, "participation", participation_id(somebody, activity))
    assert (opened.values["role"], opened.state) == ("trainer", "complete")
    assert "Trainer" in page.people.people()[0].texts


def test_the_delete_key_removes_a_person_and_a_group(shell: Shell) -> None:
    activity = add(shell.store, "workshop", title="T", state="draft")
    add(shell.store, "headcount", activity_id=activity, total=10)
    page = content(shell, activity)
    page.people.add(person(shell, "Ndiaye", "female"))
    for table in (page.people.table, page.groups.table):
        table.setFocus()
        key(table, Qt.Key.Key_Delete)
    assert (page.people.count, page.groups.count) == (0, 0)


def test_the_fields_of_a_new_person_take_no_letter_that_another_label_has(shell: Shell) -> None:
    page = content(shell, add(shell.store, "workshop", title="T", state="draft"))
    before = letters(shell)
    page.people.add_new("Kane")
    after = letters(shell)
    assert len(after) == len(set(after)), sorted(after)
    assert len(after) > len(before)


def letters(shell: Shell) -> list[str]:
    texts = [each.text() for each in shell.frame.findChildren(QLabel) if each.buddy() is not None]
    return [text[text.index("&") + 1].lower() for text in texts if "&" in text]
