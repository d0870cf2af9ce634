"""A file is withdrawn, with what builds on it named first, and taken back in; offices are answered and refused."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.records import Organisation
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.receiving_files import receive_file
from ibcr_desktop.ui.screens.duplicates_page import DuplicatesPage
from tests.backups.offices import names
from tests.databases import TODAY, add
from tests.ui.pressing import press
from tests.ui.screens.two_offices import Two, two_offices


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path) -> Iterator[Two]:
    """Headquarters and Dakar, paired."""
    with two_offices(qtbot, tmp_path) as made:
        yield made


def bare(text: str) -> str:
    """Give a text without the marks that keep a name apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


def answers(two: Two, *, yes: bool) -> list[str]:
    """Let the person answer what is asked, and give the list of the questions."""
    asked: list[str] = []

    def answer(question: str, verb: str) -> bool:  # noqa: ARG001 - as the real one
        asked.append(question)
        return yes

    two.shell.window.context.messages.confirm = answer  # type: ignore[method-assign]  # no dialog in tests
    return asked


def test_a_file_is_withdrawn_with_later_edits_named_first_and_taken_back_in(two: Two) -> None:
    record = add(two.office, "organisation", name="École de Fann", country="SEN")
    page = two.accept(two.sent())
    two.shell.office.store.save(Organisation, record, {"country": "MLI"})
    page.tabs.setCurrentWidget(page.files)
    asked = answers(two, yes=False)
    press(page, "Withdraw…")
    two.idle()
    assert "1 later edit builds on it and stays:" in asked[0]
    assert "École de Fann" in asked[0]
    assert "edited by " in asked[0]
    assert page.files.table.texts()[0][2] == "✔ Counts"
    answers(two, yes=True)
    press(page, "Withdraw…")
    two.idle()
    assert page.files.table.texts()[0][2] == "↶ Withdrawn"
    assert "École de Fann" not in names(two.shell.store)
    press(page, "Take back in")
    two.idle()
    assert page.files.table.texts()[0][2] == "✔ Counts"
    assert "École de Fann" in names(two.shell.store)
    assert "count again" in two.said
    told = [page.diary.list.item(row).text() for row in range(page.diary.list.count())]
    assert [
        next(words for words in ("taken back in", "taken out again", "was merged") if words in each) for each in told
    ] == ["taken back in", "taken out again", "was merged"]
    assert all("Anne Roy" in each for each in told)


def test_the_answer_of_an_office_is_written_in_one_click_and_tells_it_what_arrived(two: Two) -> None:
    add(two.office, "organisation", name="École de Fann", country="SEN")
    page, before = two.accept(two.sent()), set(two.stick.glob("MTL-*.ibcr"))
    two.shell.window.context.messages.ask_folder = lambda *_: two.stick  # type: ignore[method-assign]  # no dialog
    rows = [row[0][:3] for row in page.offices.table.texts()]
    page.offices.table.setCurrentCell(rows.index("DKR"), 0)
    press(page, "Write the answer…")
    two.idle()
    assert "were received" in two.said
    (answer,) = set(two.stick.glob("MTL-*.ibcr")) - before
    merged = receive_file(two.office, answer, back_up=lambda: None)
    assert merged.acknowledged is not None
    assert merged.acknowledged.is_green


def test_all_offices_are_answered_with_one_button(two: Two) -> None:
    page, before = two.page, set(two.stick.glob("MTL-*.ibcr"))
    two.shell.window.context.messages.ask_folder = lambda *_: two.stick  # type: ignore[method-assign]  # no dialog
    press(page, "Answer all offices…")
    two.idle()
    (answer,) = set(two.stick.glob("MTL-*.ibcr")) - before
    assert "1 answer is in" in two.said
    assert answer.name in two.said


def test_a_refused_computer_sends_in_vain(two: Two) -> None:
    page = two.page
    rows = [row[0][:3] for row in page.offices.table.texts()]
    page.offices.table.setCurrentCell(rows.index("DKR"), 0)
    asked = answers(two, yes=True)
    press(page, "Refuse a lost computer…")
    two.idle()
    assert "DKR" in asked[0]
    page = two.receive(two.sent())
    assert "lost or replaced" in two.said
    assert page.offices.table.texts()[rows.index("DKR")][-1] == "⚠ computer, 15 Jun 2021 · ⚠ 1 file, 15 Jun 2021"
    page.offices.table.setCurrentCell(rows.index("DKR"), 0)
    told = bare(page.offices.refused.text())
    assert "The computer of DKR has been refused since 15 June 2021, 09:30, as lost or stolen" in told
    assert "whose key was withdrawn" in told
    assert "Opened by Anne Roy" in told
    press(page, "Refuse a lost computer…")
    two.idle()
    assert "is not paired" in two.said


def test_one_activity_of_two_offices_is_listed_and_judged(two: Two) -> None:
    same = {"title": "Journée de l’enfant", "country": "SEN", "starts_on": TODAY.date()}
    add(two.office, "workshop", **same)
    add(two.shell.office.store, "workshop", **{**same, "office": "MTL"})
    page = two.accept(two.sent())
    page.tabs.setCurrentWidget(page.twice)
    assert page.tabs.tabText(page.tabs.indexOf(page.twice)).endswith("(1)")
    ((title, *offices),) = page.twice.table.texts()
    assert "Journée" in title
    assert {each[:3] for each in offices} == {"DKR", "MTL"}
    press(page, "It is one activity")
    two.idle()
    assert page.twice.table.texts() == []


def test_what_the_last_merge_brought_stands_first_and_can_be_shown_alone(two: Two) -> None:
    for title in ("Journée de l’enfant", "Droits en ville"):
        add(two.shell.office.store, "workshop", title=title, country="SEN", starts_on=TODAY.date(), office="MTL")
    add(two.office, "workshop", title="Journée de l’enfant", country="SEN", starts_on=TODAY.date())
    page = two.accept(two.sent())
    add(two.office, "workshop", title="Droits en ville", country="SEN", starts_on=TODAY.date())
    page = two.accept(two.sent())
    page.tabs.setCurrentWidget(page.twice)
    titles = [row[0] for row in page.twice.table.texts()]
    assert [title.startswith("● ") for title in titles] == [True, False]
    assert "Droits en ville" in titles[0]
    which = page.twice.which
    offered = [bare(which.itemText(place)) for place in range(which.count())]
    assert offered == [
        "All that nobody judged yet: 2",
        "Only those of the last merge, no. 2 from DKR: 1",
        "Only those of the merge of 15 June 2021, 09:30, no. 1 from DKR: 1",
    ]
    which.setCurrentIndex(1)
    assert [row[0] for row in page.twice.table.texts()] == titles[:1]


def test_the_last_merge_is_all_files_that_were_accepted_in_one_go(two: Two) -> None:
    paths = []
    for title in ("Journée de l’enfant", "Droits en ville"):
        add(two.shell.office.store, "workshop", title=title, country="SEN", starts_on=TODAY.date(), office="MTL")
        add(two.office, "workshop", title=title, country="SEN", starts_on=TODAY.date())
        paths.append(two.sent())
    page = two.receive(*paths)
    for _ in paths:
        page.rehearsal.accept.click()
        two.idle()
    assert bare(page.twice.which.itemText(1)) == "Only those of the last merge, no. 1 from DKR and no. 2 from DKR: 2"
    assert [row[0].startswith("● ") for row in page.twice.table.texts()] == [True, True]


def test_what_an_earlier_merge_brought_twice_is_shown_from_the_diary(two: Two) -> None:
    for title in ("Journée de l’enfant", "Droits en ville"):
        add(two.shell.office.store, "workshop", title=title, country="SEN", starts_on=TODAY.date(), office="MTL")
        add(two.office, "workshop", title=title, country="SEN", starts_on=TODAY.date())
        page = two.accept(two.sent())
    page.tabs.setCurrentWidget(page.diary)
    page.diary.list.setCurrentRow(1)
    press(page, "Recorded twice in this merge…")
    assert page.tabs.currentWidget() is page.twice
    ((title, *_offices),) = page.twice.table.texts()
    assert "Journée de l’enfant" in title
    press(page, "They are two")
    two.idle()
    assert page.twice.table.texts() == []
    assert "Nothing of that merge is left" in page.twice.hint.text()
    page.twice.which.setCurrentIndex(0)
    assert len(page.twice.table.texts()) == 1


def test_duplicate_people_of_the_last_merge_are_one_click_away(two: Two) -> None:
    def person(store: RecordStore, office: str, given: str) -> uuid.UUID:
        known = {"family_name": "Diop", "sex": "female", "telephone": "+221 77 555 01 02"}
        return add(store, "person", office=office, given_names=given, **known)

    person(two.shell.office.store, "MTL", "Aïcha")
    person(two.office, "DKR", "Aicha")
    two.accept(two.sent())
    late = person(two.office, "DKR", "Aïcha")
    page = two.accept(two.sent())
    page.tabs.setCurrentWidget(page.twice)
    press(page, "Possible duplicate people…")
    two.idle()
    duplicates = two.shell.window.navigation.currentWidget()
    assert isinstance(duplicates, DuplicatesPage)
    assert duplicates.search.last_merge.isChecked()
    shown = len(duplicates.pairs)
    assert shown > 0
    assert all(late in {each.a, each.b} for each in duplicates.pairs)
    duplicates.search.last_merge.setChecked(False)
    assert len(duplicates.pairs) > shown, "the pair that came before"


def test_a_file_of_a_stranger_is_refused_with_the_sentence_of_the_engine(two: Two, tmp_path: Path) -> None:
    letter = tmp_path / "letter.ibcr"
    letter.write_text("Dear colleagues")
    page = two.receive(letter)
    assert page.offices.isVisible()
    assert "is not a file made for sending with this program" in two.said
    assert isinstance(two.shell.store.clock, FixedClock)
