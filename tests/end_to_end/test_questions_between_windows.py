"""Headquarters asks in its window, the office answers in its own, and the answer stands beside the question."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.sync import sealing
from ibcr_desktop.ui.screens.asking import AskDialog
from ibcr_desktop.ui.screens.list_screen import ListScreen
from ibcr_desktop.ui.screens.record_page import RecordPage
from tests.databases import add
from tests.end_to_end.exchanging import (
    HEADQUARTERS,
    OFFICE,
    answer,
    exchange,
    of_headquarters,
    pair,
    receive,
    said,
    send,
    window,
)
from tests.ui.pressing import press
from tests.ui.shells import Shell


@pytest.fixture(autouse=True)
def quick_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the six words at the least cost."""
    monkeypatch.setitem(sealing.STRETCH, "n", 2)


def ask(headquarters: Shell, page: QWidget, text: str) -> None:
    """Press the button of a page, and type a question."""
    press(page, "Ask the office…")
    (dialog,) = [each for each in page.findChildren(AskDialog) if each.isVisible()]
    dialog.text.setPlainText(text)
    press(dialog, "Keep the question")
    headquarters.idle()


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def cell(headquarters: Shell, column: int) -> str:
    rows = of_headquarters(headquarters).offices.table.texts()
    return next(row[column] for row in rows if row[0].startswith("DKR"))


def test_a_question_goes_to_the_office_and_its_answer_comes_back_beside_it(qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with (
        window(qtbot, tmp_path / "headquarters", HEADQUARTERS) as headquarters,
        window(qtbot, tmp_path / "office", OFFICE) as office,
    ):
        pair(office, headquarters, stick)
        school = add(office.office.store, "organisation", name="École de Fann", country="SEN")
        add(office.office.store, "organisation", name="Lycée", country="SEN")
        receive(headquarters, send(office, stick))

        headquarters.window.navigation.to_record("organisation", school)
        page = headquarters.window.navigation.currentWidget()
        assert isinstance(page, RecordPage)
        ask(headquarters, page, "   ")
        assert "question is empty" in page.findChildren(AskDialog)[0].problem.accessibleName()
        page.findChildren(AskDialog)[0].reject()
        headquarters.wait_until(lambda: not page.findChildren(AskDialog))
        ask(headquarters, page, "Which school is this?")
        assert "it goes with the next answer to \u2068DKR\u2069" in said(headquarters)

        headquarters.window.navigation.to_list("organisation")
        listed = headquarters.window.navigation.currentWidget()
        assert isinstance(listed, ListScreen)
        ask(headquarters, listed, "Does it still exist?")
        assert cell(headquarters, 6) == "2 waiting"

        at_office = answer(headquarters, office, stick)
        assert at_office.overview.verdict.accessibleName().startswith("✔ Headquarters has everything")
        questions = at_office.overview.questions
        assert [questions.list.item(row).text()[:11] for row in range(2)] == ["○ to answer"] * 2
        asked = questions._shown[0][0].text
        questions.answer.setText("The one behind the market")
        press(questions, "Keep the answer")
        office.idle()
        assert exchange(office).overview.questions.list.item(1).text().startswith("✔ answered")

        screen = receive(headquarters, send(office, stick))
        assert cell(headquarters, 6) == "⚠ 1 answered · 1 waiting"
        rows = screen.questions.table.texts()
        assert [plain(text) for text in (rows[0][2], rows[0][4])] == [asked, "✔ The one behind the market"]
        assert rows[1][4] == "○ waiting"
        screen.tabs.setCurrentWidget(screen.questions)
        assert screen.tabs.tabText(screen.tabs.indexOf(screen.questions)).endswith("(2)")
        screen.questions.table.setCurrentCell(0, 0)
        press(screen.questions, "It is settled")
        headquarters.wait_until(lambda: len(screen.questions.table.texts()) == 1)
        press(screen.questions, "Ask it no more")
        headquarters.wait_until(lambda: screen.questions.table.texts() == [])
        assert answer(headquarters, office, stick).overview.questions.isHidden()


def test_an_office_asks_nobody_and_headquarters_not_itself(qtbot: QtBot, tmp_path: Path) -> None:
    with (
        window(qtbot, tmp_path / "headquarters", HEADQUARTERS) as headquarters,
        window(qtbot, tmp_path / "office", OFFICE) as office,
    ):
        for shell, code in ((headquarters, "MTL"), (office, "MTL")):
            record = add(shell.office.store, "organisation", name="École", office=code)
            shell.window.navigation.to_record("organisation", record)
            page = shell.window.navigation.currentWidget()
            assert isinstance(page, RecordPage)
            assert page.form is not None
            assert page.form.header.ask.isHidden()
        headquarters.window.navigation.to_list("organisation")
        listed = headquarters.window.navigation.currentWidget()
        assert isinstance(listed, ListScreen)
        press(listed, "Ask the office…")
        assert "there is no office to ask" in said(headquarters)
