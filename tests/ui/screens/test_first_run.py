"""The first start, page by page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.ui.screens.first_run import FirstAnswers, FirstRun
from ibcr_desktop.ui.screens.first_run_code import RecoveryCodePage
from ibcr_desktop.ui.screens.first_run_pages import LanguagePage, PassphrasePage, StartWithPage, WhoAndWherePage
from ibcr_desktop.ui.screens.first_run_places import KnownOffice, KnownPlaces, OfficeFacts
from ibcr_desktop.ui.screens.unlock import RecoveryPage, Unlock
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel
from tests.ui.pressing import key, press

PLACES = KnownPlaces(
    (KnownOffice("DKR", "Dakar", "SEN"), KnownOffice("MTL", "Montreal", "CAN")),
    {
        "SEN": {"en": "Senegal", "fr": "Sénégal", "es": "Senegal"},
        "CAN": {"en": "Canada", "fr": "Canada", "es": "Canadá"},
    },
)
GOOD = "four plain words here"
CODE = "AB1CD-23456-789AB-CDEFG-HJKMN-PQRST"


@pytest.fixture
def first_run(qtbot: QtBot) -> FirstRun:
    page = FirstRun(Words("en"), PLACES)
    qtbot.addWidget(page)
    return page


def to_passphrase(first_run: FirstRun) -> PassphrasePage:
    press(first_run.currentWidget(), "English")
    who = first_run.currentWidget()
    assert isinstance(who, WhoAndWherePage)
    who.person.setText("Awa Sarr")
    who.office.setCurrentIndex(1)
    press(who, "Continue")
    page = first_run.currentWidget()
    assert isinstance(page, PassphrasePage)
    return page


def test_the_first_page_asks_for_the_language_in_all_of_them(first_run: FirstRun) -> None:
    page = first_run.currentWidget()
    assert isinstance(page, LanguagePage)
    assert [each.text() for each in page.findChildren(QPushButton)] == ["English", "Français", "Español"]


def test_choosing_a_language_is_announced_and_the_next_pages_are_in_it(qtbot: QtBot, first_run: FirstRun) -> None:
    with qtbot.waitSignal(first_run.language_chosen) as chosen:
        press(first_run.currentWidget(), "Español")
    assert chosen.args == ["es"]
    assert first_run.words.language == "es"
    assert isinstance(first_run.currentWidget(), WhoAndWherePage)


def test_a_known_office_fills_in_its_code_name_and_country(first_run: FirstRun) -> None:
    press(first_run.currentWidget(), "English")
    who = first_run.currentWidget()
    assert isinstance(who, WhoAndWherePage)
    who.office.setCurrentIndex(1)
    assert (who.code.text(), who.name.text(), who.country.currentData()) == ("DKR", "Dakar", "SEN")


def test_without_an_office_the_page_says_what_is_missing_and_stays(first_run: FirstRun) -> None:
    press(first_run.currentWidget(), "English")
    who = first_run.currentWidget()
    assert isinstance(who, WhoAndWherePage)
    press(who, "Continue")
    assert first_run.currentWidget() is who
    assert "Choose your office" in who.problem.text()


@pytest.mark.parametrize("code", ["É1", "A", "TOOLONGCODE", "A-B"])
def test_a_code_that_records_could_not_carry_is_refused(code: str) -> None:
    assert OfficeFacts(code=code).problem()


def test_an_office_nobody_knows_needs_only_its_code() -> None:
    assert OfficeFacts(code="BKO").problem() == ""


def test_enter_goes_on_from_a_field_and_presses_the_button_it_stands_on(qtbot: QtBot, first_run: FirstRun) -> None:
    press(first_run.currentWidget(), "English")
    who = first_run.currentWidget()
    assert isinstance(who, WhoAndWherePage)
    with qtbot.waitExposed(first_run):
        first_run.show()
    who.code.setText("DKR")
    who.code.setFocus()
    key(who.code, Qt.Key.Key_Return)
    page = first_run.currentWidget()
    assert isinstance(page, PassphrasePage)
    back = next(each for each in page.findChildren(QPushButton) if "Back" in each.text().replace("&", ""))
    back.setFocus()
    key(back, Qt.Key.Key_Return)
    assert first_run.currentWidget() is who


def test_the_code_is_typed_and_the_work_begun_without_looking_for_the_field(qtbot: QtBot, first_run: FirstRun) -> None:
    with qtbot.waitExposed(first_run):
        first_run.show()
    first_run.show_code(CODE)
    page = first_run.currentWidget()
    assert isinstance(page, RecoveryCodePage)
    assert first_run.window().focusWidget() is page.proof
    page.proof.setText(CODE)
    key(page.proof, Qt.Key.Key_Return)
    last = first_run.currentWidget()
    assert isinstance(last, StartWithPage)
    start = first_run.window().focusWidget()
    assert start is not None
    with qtbot.waitSignal(first_run.start_wanted):
        key(start, Qt.Key.Key_Return)


def test_going_back_keeps_what_was_typed(first_run: FirstRun) -> None:
    page = to_passphrase(first_run)
    press(page, "Back")
    who = first_run.currentWidget()
    assert isinstance(who, WhoAndWherePage)
    assert who.person.text() == "Awa Sarr"


def test_a_short_passphrase_is_judged_while_typing_and_refused(first_run: FirstRun) -> None:
    page = to_passphrase(first_run)
    page.fields.first.setText("short")
    page.fields.second.setText("short")
    assert page.fields.judgement.text().startswith("○")
    press(page, "Continue")
    assert "too short" in page.problem.text()


def test_two_different_lines_are_refused(first_run: FirstRun) -> None:
    page = to_passphrase(first_run)
    page.fields.first.setText(GOOD)
    page.fields.second.setText(GOOD + "!")
    assert page.fields.judgement.text().startswith("✔")
    press(page, "Continue")
    assert "not the same" in page.problem.text()


def test_a_passphrase_may_be_pasted(first_run: FirstRun) -> None:
    page = to_passphrase(first_run)
    QGuiApplication.clipboard().setText(GOOD)
    page.fields.first.setFocus()
    key(page.fields.first, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.fields.first.text() == GOOD


def test_the_offered_words_are_shown_and_strong_enough(first_run: FirstRun) -> None:
    page = to_passphrase(first_run)
    assert page.fields.first.echoMode() == QLineEdit.EchoMode.Password
    press(page, "Offer me words")
    assert page.fields.first.echoMode() == QLineEdit.EchoMode.Normal
    assert page.fields.problem() == ""
    assert len(page.fields.first.text().split()) >= 4


def test_the_answers_come_together_with_the_passphrase(qtbot: QtBot, first_run: FirstRun) -> None:
    page = to_passphrase(first_run)
    page.fields.first.setText(GOOD)
    page.fields.second.setText(GOOD)
    with qtbot.waitSignal(first_run.database_wanted) as wanted:
        press(page, "Continue")
    assert wanted.args == [FirstAnswers(OfficeFacts("Awa Sarr", "DKR", "Dakar", "SEN"), GOOD)]


def test_a_disk_that_refuses_is_told_in_the_page(first_run: FirstRun) -> None:
    page = to_passphrase(first_run)
    first_run.set_busy(busy=True)
    first_run.show_error(UserError("The disk is full.", "Nothing was written.", "Make room."))
    assert page.problem.text() == "⚠ The disk is full. Nothing was written. Make room."
    assert page.problem.isVisibleTo(page)


def test_the_example_is_one_press_away_once_the_language_is_known(qtbot: QtBot, first_run: FirstRun) -> None:
    press(first_run.currentWidget(), "English")
    with qtbot.waitSignal(first_run.example_wanted):
        press(first_run.currentWidget(), "Only look around: try with example data")


def code_page(qtbot: QtBot, group: int = 2) -> RecoveryCodePage:
    page = RecoveryCodePage(Words("en"), CODE, choose=lambda _: group)
    qtbot.addWidget(page)
    return page


def test_the_code_is_proved_by_one_group_of_it(qtbot: QtBot) -> None:
    page = code_page(qtbot)
    page.proof.setText("789ab")
    with qtbot.waitSignal(page.proved):
        press(page, "Continue")


def test_the_whole_code_proves_it_as_well_with_i_for_one(qtbot: QtBot) -> None:
    page = code_page(qtbot)
    page.proof.setText(CODE.replace("AB1", "abI").replace("-", " "))
    with qtbot.waitSignal(page.proved):
        key(page.proof, Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ["", "AB1CD", "789A", "789AC"])
def test_another_group_or_a_slip_proves_nothing(qtbot: QtBot, typed: str) -> None:
    page = code_page(qtbot)
    page.proof.setText(typed)
    with qtbot.assertNotEmitted(page.proved):
        press(page, "Continue")
    assert "group 3" in page.problem.text()


def test_the_code_can_be_copied_and_saved(qtbot: QtBot, tmp_path: Path) -> None:
    page = code_page(qtbot)
    press(page, "Copy")
    assert QGuiApplication.clipboard().text() == CODE
    page.save_to(tmp_path / "code.txt")
    assert CODE in (tmp_path / "code.txt").read_text(encoding="utf-8")


def test_a_folder_that_does_not_exist_is_told_in_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    page = code_page(qtbot)
    page.save_to(tmp_path / "nowhere" / "code.txt")
    assert page.problem.text().startswith("⚠")


def test_after_the_code_there_is_no_way_back_and_two_ways_on(qtbot: QtBot, first_run: FirstRun) -> None:
    to_passphrase(first_run)
    first_run.show_code(CODE)
    page = first_run.currentWidget()
    assert isinstance(page, RecoveryCodePage)
    assert "Back" not in [each.text().replace("&", "") for each in page.findChildren(QPushButton)]
    page.proof.setText(CODE)
    press(page, "Continue")
    last = first_run.currentWidget()
    assert isinstance(last, StartWithPage)
    with qtbot.waitSignal(first_run.start_wanted):
        press(last, "Start empty")


def test_every_letter_after_alt_means_one_thing_on_a_page(first_run: FirstRun) -> None:
    pages: list[QWidget] = [to_passphrase(first_run), RecoveryPage(Words("en")), StartWithPage(Words("en"))]
    pages += [WhoAndWherePage(Words("en"), PLACES), RecoveryCodePage(Words("en"), CODE)]
    pages.append(Unlock(Words("en"), Path("x.ibcrdb")))
    for page in pages:
        texts = [each.text() for each in page.findChildren(QAbstractButton)]
        texts += [each.text() for each in page.findChildren(PlainLabel)]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(letters) == len(set(letters)), (type(page).__name__, sorted(letters))
        assert len(letters) > 1


def test_every_field_has_a_name_that_is_read_aloud(first_run: FirstRun) -> None:
    page = to_passphrase(first_run)
    lines = page.findChildren(QLineEdit)
    assert lines
    assert all(each.accessibleName() for each in lines)
