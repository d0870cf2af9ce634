"""One office and one headquarters: paired, work sent, the answer rehearsed and taken in, a question answered."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.backups.backup import Why, backups_in, place_of
from ibcr_desktop.sync import sealing
from ibcr_desktop.sync.acknowledging import last_acknowledgement
from ibcr_desktop.sync.key_ring import headquarters_code
from ibcr_desktop.sync.merged import Tell
from ibcr_desktop.sync.outgoing import answer_office
from ibcr_desktop.sync.questions import asking
from ibcr_desktop.sync.receiving_files import receive_file
from ibcr_desktop.ui.screens import exchange_office_answer, exchange_office_sending
from ibcr_desktop.ui.screens.exchange_office import ExchangeOffice
from tests.databases import TODAY, add
from tests.end_to_end.exchanging import (
    HEADQUARTERS,
    OFFICE,
    ask,
    chooses,
    exchange,
    grant,
    newest,
    pair,
    said,
    send,
    window,
)
from tests.ui.pressing import press
from tests.ui.screens.two_offices import WORKSHOP
from tests.ui.shells import Shell

DAY = date(2021, 5, 3)


@pytest.fixture(autouse=True)
def quick_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the six words at the least cost."""
    monkeypatch.setitem(sealing.STRETCH, "n", 2)


@pytest.fixture
def headquarters(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with window(qtbot, tmp_path / "headquarters", HEADQUARTERS) as shell:
        yield shell


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with window(qtbot, tmp_path / "office", OFFICE) as shell:
        yield shell


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def status(shell: Shell) -> str:
    shell.idle()
    assert shell.window.status.unsent is not None
    return shell.window.status.unsent.text()


def take_in_at(headquarters: Shell, package: Path) -> None:
    assert receive_file(headquarters.store, package, back_up=lambda: None).outcome == "merged"


def answer(headquarters: Shell, stick: Path) -> Path:
    store = headquarters.store
    return answer_office(store.database, "DKR", stick, store.clock).path


def asks(headquarters: Shell, person: uuid.UUID, text: str) -> uuid.UUID:
    """Write a question about a person, and give its id."""
    opened = headquarters.store.open("person", person)
    assert opened is not None
    write = asking(opened, text, TODAY.date(), "MTL")
    headquarters.store.write_all([write])
    return write.record_id


def open_answer(shell: Shell, screen: ExchangeOffice, path: Path) -> None:
    chooses(shell, path)
    press(screen.overview, "Open headquarters’ answer…")
    shell.idle()


def test_from_the_pairing_to_a_green_page_and_an_answered_question(
    office: Shell, headquarters: Shell, stick: Path
) -> None:
    screen = pair(office, headquarters, stick)
    assert "paired with headquarters, \u2068MTL\u2069" in said(office)
    person = add(office.office.store, "person", family_name="Diop", given_names="Aïcha", sex="female")
    add(office.office.store, "workshop", title="Formation", starts_on=DAY, ends_on=DAY, status="held", state="draft")
    office.idle()
    assert "New: Workshops 1 · People 1." in screen.overview.contents.text()
    assert "not sent" in status(office)
    package = send(office, stick)
    assert package.name == "DKR-0001-2021-06-15.ibcr"
    assert package.name in said(office)
    assert "read back and compared" in said(office)
    assert "not acknowledged" in status(office)
    take_in_at(headquarters, package)
    add(headquarters.office.store, "workshop", **{**WORKSHOP, "office": "DKR"})
    question = asks(headquarters, person, "How old is she?")
    reply = answer(headquarters, stick)
    open_answer(office, screen, reply)
    assert screen.currentWidget() is screen.answer
    assert "Answer no. 2 from MTL." in screen.answer.sentences.text()
    assert "Headquarters asks 1 question." in screen.answer.sentences.text()
    assert ["Workshops", "0", "1", "▲ more"] in screen.answer.view.totals.texts(), "a figure has its name, no code"
    assert screen.overview.verdict.isHidden(), "nothing is kept by the rehearsal"
    press(screen.answer, "Take it in")
    office.idle()
    assert screen.overview.verdict.accessibleName().startswith("✔ Headquarters has everything up to file no. 1")
    assert status(office) == "✔ Nothing to send"
    assert [each.why for each in backups_in(place_of(office.store.database.path))] == [Why.MERGE, Why.MERGE]
    questions = screen.overview.questions
    assert questions.list.item(0).text().startswith("○ to answer")
    questions.answer.setText("Born in 1990, she says")
    press(questions, "Keep the answer")
    office.idle()
    assert questions.list.item(0).text().startswith("✔ answered")
    take_in_at(headquarters, send(office, stick))
    arrived = headquarters.store.open("question", question)
    assert arrived is not None
    assert arrived.values["answer"] == "Born in 1990, she says"


def test_what_was_written_after_the_file_is_named_until_it_is_there(
    office: Shell, headquarters: Shell, stick: Path
) -> None:
    screen = pair(office, headquarters, stick)
    take_in_at(headquarters, send(office, stick))
    add(office.office.store, "person", family_name="Sow", given_names="Fatou", sex="female")
    open_answer(office, screen, answer(headquarters, stick))
    press(screen.answer, "Take it in")
    office.idle()
    overview = screen.overview
    assert overview.verdict.accessibleName().startswith("○ Headquarters has received files up to no. 1")
    lines = [overview.differing.lines.item(row).text() for row in range(overview.differing.lines.count())]
    assert lines[0] == "○ People: 1 here, 0 at headquarters"
    assert "Sow" in lines[1]


def test_an_answer_that_is_left_changes_nothing_and_a_damaged_one_is_refused_in_the_page(
    office: Shell, headquarters: Shell, stick: Path
) -> None:
    screen = pair(office, headquarters, stick)
    reply = answer(headquarters, stick)
    open_answer(office, screen, reply)
    press(screen.answer, "Leave it")
    office.idle()
    assert screen.currentWidget() is screen.overview
    assert screen.overview.verdict.isHidden()
    content = bytearray(reply.read_bytes())
    content[-1] ^= 1
    reply.write_bytes(content)
    open_answer(office, screen, reply)
    assert screen.currentWidget() is screen.overview
    assert "is damaged" in said(office)


def test_other_words_pair_nobody_on_either_side(office: Shell, headquarters: Shell, stick: Path) -> None:
    request, words = ask(office, stick)
    grant(headquarters, request, "other words than the six of the file")
    assert "not the six words" in said(headquarters)
    assert not list(stick.glob("*.ibcr"))
    grant(headquarters, request, words)
    screen = exchange(office)
    screen.pairing.heard.setText(words)
    chooses(office, newest(stick))
    press(screen.pairing, "Open the answer…")
    office.idle()
    assert "not the six words" in said(office)
    with office.store.database.reader() as connection:
        assert headquarters_code(connection) == ""


def test_a_stick_that_was_pulled_is_told_and_nothing_counts_as_sent(
    office: Shell, headquarters: Shell, stick: Path
) -> None:
    screen = pair(office, headquarters, stick)
    before = status(office)
    press(screen.overview, "Send to headquarters…")
    office.idle()
    office.window.context.messages.ask_folder = lambda *_: stick / "gone"  # type: ignore[method-assign]  # no dialog
    press(screen.sending, "Choose where, and write the file…")
    office.idle()
    assert "no longer there" in said(office)
    assert screen.sending.write.isEnabled()
    assert status(office) == before


@pytest.mark.parametrize(("grade", "name"), [("pseudonymous", "DKR-pseudonymous-0001"), ("totals", "DKR-totals-0001")])
def test_a_file_without_names_is_written_from_the_same_page_and_counts_as_nothing_sent(
    office: Shell, headquarters: Shell, stick: Path, grade: str, name: str
) -> None:
    screen = pair(office, headquarters, stick)
    add(office.office.store, "person", family_name="Diop", given_names="Aïcha", sex="female")
    before = status(office)
    press(screen.overview, "Send to headquarters…")
    office.idle()
    chooses(office, stick)
    screen.sending.grade.setCurrentIndex(screen.sending.grade.findData(grade))
    assert not screen.sending.whole.isEnabled()
    press(screen.sending, "Choose where, and write the file…")
    office.idle()
    assert list(stick.glob(f"{name}*.ibcr"))
    assert "It names nobody" in said(office)
    assert status(office) == before
    send(office, stick)
    assert "not acknowledged" in status(office)


def test_writing_a_file_and_taking_an_answer_in_can_be_called_off(
    office: Shell, headquarters: Shell, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = pair(office, headquarters, stick)
    before = status(office)

    def called_off(*_given: object, tell: Tell, **_options: object) -> None:
        while True:
            tell(1, 10)

    monkeypatch.setattr(exchange_office_sending, "pack_for_headquarters", called_off)
    press(screen.overview, "Send to headquarters…")
    office.idle()
    chooses(office, stick)
    press(screen.sending, "Choose where, and write the file…")
    assert not screen.sending.write.isEnabled()
    press(screen.sending, "Cancel")
    office.idle()
    assert said(office) == "Called off: nothing was changed."
    assert screen.sending.write.isEnabled()
    assert status(office) == before
    office.window.navigation.back()

    monkeypatch.setattr(exchange_office_answer, "receive_file", called_off)
    open_answer(office, screen, answer(headquarters, stick))
    press(screen.answer, "Take it in")
    assert not screen.answer.take.isEnabled()
    press(screen.answer, "Cancel")
    office.idle()
    assert said(office) == "Called off: nothing was changed."
    assert screen.answer.take.isEnabled()
    with office.store.database.reader() as connection:
        assert last_acknowledgement(connection) is None
