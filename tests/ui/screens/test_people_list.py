"""The list of people with its card, and the erasure of identities by keyboard."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import Workshop
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.ui.screens.anonymise_dialog import AnonymiseDialog
from ibcr_desktop.ui.screens.home import Home
from ibcr_desktop.ui.screens.people_list import PeopleList
from ibcr_desktop.ui.screens.record_page import RecordPage
from tests.databases import add
from tests.ui.pressing import key
from tests.ui.shells import Shell, opened_shell

REASON = "Retention date reached"


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def someone(shell: Shell, **values: object) -> uuid.UUID:
    usual = {"family_name": "Diop", "given_names": "Aïcha", "sex": "female", "birth_year": 1990}
    return add(shell.office.store, "person", **{**usual, "professional_group": "police", **values})


def trained(shell: Shell, person: uuid.UUID, title: str, **values: object) -> uuid.UUID:
    store = shell.office.store
    workshop = add(store, "workshop", title=title, ends_on=date(2021, 3, 9), hours=10.0, status="held")
    line = {"person_id": person, "activity_id": workshop, "role": "participant", "level": "trained", **values}
    add(store, "participation", participation_id(person, workshop), **line)
    return workshop


def people(shell: Shell) -> PeopleList:
    shell.window.navigation.to_list("person")
    found = shell.window.navigation.currentWidget()
    assert isinstance(found, PeopleList)
    found.card.read()
    shell.idle()
    return found


def lines(screen: PeopleList) -> list[str]:
    history = screen.card.history.lines
    return [history.item(row).text() for row in range(history.count())]


def dialog_of(shell: Shell) -> AnonymiseDialog:
    shell.wait_until(lambda: bool(shell.window.findChildren(AnonymiseDialog)))
    return shell.window.findChildren(AnonymiseDialog)[0]


def test_the_card_tells_the_history_of_the_current_person(shell: Shell) -> None:
    person = someone(shell, telephone="+221 77 555 01 23")
    trained(shell, person, "Enfants et justice", hours=9.5, certificate_number="DKR-7")
    add(shell.office.store, "consent", person_id=person, consent_scope="contact", given_by="self")
    screen = people(shell)
    (line,) = lines(screen)
    for fact in ("Enfants et justice", "9 Mar 2021", "Trained", "9.5 h", "✔ completed", "DKR-7"):
        assert fact in line
    shown = " ".join(each.text() for each in screen.card.findChildren(QLabel) if each.isVisibleTo(screen.card))
    for fact in ("Diop Aïcha", "Female", "1990", "Police", "77 555 01 23", "1 activity", "1 certificate", "contact"):
        assert fact in shown


def test_the_card_follows_the_arrows_and_leads_to_the_activity(shell: Shell) -> None:
    someone(shell, family_name="Ba")
    workshop = trained(shell, someone(shell, family_name="Sow"), "Police et enfants")
    screen = people(shell)
    assert lines(screen) == ["No activity yet."]
    screen.list.table.setFocus()
    key(screen.list.table, Qt.Key.Key_Down)
    shell.wait_until(lambda: len(lines(screen)) == 1 and "Police et enfants" in lines(screen)[0])
    screen.card.setFocus()
    key(shell.window.focusWidget(), Qt.Key.Key_Return)
    place = shell.window.navigation.place
    assert (place.kind_name, place.record_id) == ("workshop", workshop)


def test_who_moves_on_before_the_card_is_read_sees_the_card_of_the_row_that_is_current(shell: Shell) -> None:
    people_there = [someone(shell, family_name=name) for name in ("Ba", "Diop", "Sow")]
    screen = people(shell)
    assert screen.card.card is not None
    assert screen.card.card.person_id == people_there[0]
    with shell.busy(at_once=True):
        for each in (people_there[1], people_there[2]):
            screen.card.show_person(each)
            screen.card.read()
        assert screen.card.card.person_id == people_there[0], "the card of before stays until the next is there"
    assert screen.card.card.person_id == people_there[2]
    with shell.busy(at_once=True):
        screen.card.show_person(people_there[1])
        screen.card.read()
        screen.card.show_person(None)
        screen.card.read()
    assert screen.card.card is None


def test_joined_records_are_one_card_with_one_line_for_an_activity(shell: Shell) -> None:
    one = someone(shell, telephone=None)
    other = someone(shell, family_name="Diopp", telephone="77 123")
    workshop = trained(shell, one, "Atelier", level="sensitised")
    line = {"person_id": other, "activity_id": workshop, "role": "participant", "level": "trained"}
    add(shell.office.store, "participation", participation_id(other, workshop), **line)
    add(shell.office.store, "person_link", first_id=one, second_id=other, verdict="same")
    screen = people(shell)
    (text,) = lines(screen)
    assert "Trained" in text
    assert screen.card.card is not None
    assert {name: text for name, _, text in screen.card.card.facts}["telephone"] == "77 123"
    assert "2 records" in screen.card.under_name.text()


def test_the_card_of_a_child_stands_under_the_code_and_says_so(shell: Shell) -> None:
    someone(shell, family_name=None, given_names=None, birth_year=2010, public_code="ABCD2345X")
    screen = people(shell)
    assert "ABCD2345X" in screen.card.name.text()
    assert "child: no name without permission" in screen.card.under_name.text()


def test_a_name_is_shown_letter_by_letter(shell: Shell) -> None:
    someone(shell, family_name="<b>Ba</b>")
    screen = people(shell)
    assert screen.card.name.textFormat() == Qt.TextFormat.PlainText
    assert "<b>Ba</b>" in screen.card.name.text()


def test_several_people_are_anonymised_after_a_look_and_a_reason(shell: Shell) -> None:
    people_ids = [someone(shell, family_name=f"Diop{letter}") for letter in "abc"]
    screen = people(shell)
    screen.list.table.selectAll()
    screen.anonymise_button.click()
    dialog = dialog_of(shell)
    assert "3 people will have no name any more." in dialog.text.text()
    assert "Family name (3)" in dialog.text.text()
    cancel = dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Cancel)
    assert dialog.focusWidget() is cancel
    dialog.confirm()
    assert dialog.isVisible()
    assert dialog.problem.text().startswith("✖")
    dialog.reason.setCurrentText("Diopa asked for it")
    dialog.confirm()
    assert dialog.isVisible()
    dialog.reason.setCurrentText(REASON)
    dialog.confirm()
    assert not dialog.isVisible()
    shell.idle()
    for each in people_ids:
        opened = shell.office.store.open("person", each)
        assert opened is not None
        assert opened.values["family_name"] is None
    assert "3 people were anonymised." in shell.window.context.messages.text.text()


def test_cancel_erases_nothing(shell: Shell) -> None:
    person = someone(shell)
    people(shell).card.erase.click()
    dialog = dialog_of(shell)
    dialog.reject()
    opened = shell.office.store.open("person", person)
    assert opened is not None
    assert opened.values["family_name"] == "Diop"


def test_the_form_of_an_anonymised_person_takes_no_name_any_more(shell: Shell) -> None:
    person = someone(shell)
    shell.window.navigation.to_record("person", person)
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    assert page.card is not None
    page.card.erase.click()
    dialog = dialog_of(shell)
    dialog.reason.setCurrentText(REASON)
    dialog.confirm()
    shell.idle()
    editor = page.form.editing.editors["family_name"]
    shell.wait_until(lambda: editor.typed_text == "")
    assert "erased" in editor.note.text()
    key(editor.focusProxy(), Qt.Key.Key_X)
    assert editor.typed_text == ""
    page.card.read()
    shell.idle()
    assert not page.card.erase.isVisibleTo(page.card)


def test_the_home_page_leads_to_identities_that_may_be_kept_no_longer(shell: Shell) -> None:
    due = someone(shell, family_name="Echue", retention_until=date(2021, 6, 14))
    someone(shell, family_name="Encore", retention_until=date(2021, 6, 15))
    someone(shell, family_name=None, retention_until=date(2020, 1, 1), anonymised_on=date(2020, 1, 2))
    home = shell.home
    assert isinstance(home, Home)
    home.reload()
    shell.wait_until(lambda: "1 identity" in home.work.lines.item(0).text())
    home.work.lines.setCurrentRow(0)
    key(home.work.lines, Qt.Key.Key_Return)
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, PeopleList)
    assert screen.list.model.rowCount() == 1
    row = screen.list.model.row(0)
    assert row is not None
    assert row.record_id == due


def test_the_card_of_a_trainer_tells_both_generations_in_words_and_picture(shell: Shell) -> None:
    trainer, one, other = (someone(shell, family_name=name) for name in ("Aaa", "Diallo", "Fall"))
    whole = {"state": "complete", "starts_on": date(2021, 3, 8)}
    first = trained(shell, one, "Formation de formateurs")
    second = trained(shell, other, "Premier cours")
    shell.office.store.write_all([Write(Workshop, first, whole)])
    shell.office.store.write_all([Write(Workshop, second, {**whole, "starts_on": date(2021, 4, 1)})])
    for person, activity in ((trainer, first), (one, second)):
        line = {"person_id": person, "activity_id": activity, "role": "trainer", "level": "trained", "hours": 10.0}
        add(shell.office.store, "participation", participation_id(person, activity), **line)
    screen = people(shell)
    cascade = screen.card.cascade
    shell.wait_until(lambda: cascade.isVisibleTo(screen.card))
    assert "Trainer" in lines(screen)[0]
    assert "completed" not in lines(screen)[0]
    assert cascade.sentence.text() == "Trained 1 person. They trained 1 more person."
    assert "Diallo Aïcha" in cascade.picture.accessibleDescription()
    assert "trained 1 person" in cascade.picture.accessibleDescription()
