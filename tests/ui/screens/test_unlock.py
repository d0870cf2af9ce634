"""Opening the database of last time."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.key_file import WrongPassphraseError
from ibcr_desktop.ui.screens.unlock import RecoveryPage, Unlock
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel
from tests.ui.pressing import key, press

PATH = Path("/data/dakar.ibcrdb")
GOOD = "four plain words here"


@pytest.fixture
def unlock(qtbot: QtBot) -> Unlock:
    page = Unlock(Words("en"), PATH)
    qtbot.addWidget(page)
    page.show()
    return page


def test_enter_in_the_line_asks_to_open(qtbot: QtBot, unlock: Unlock) -> None:
    unlock.page.passphrase.setText(GOOD)
    with qtbot.waitSignal(unlock.unlock_wanted) as wanted:
        key(unlock.page.passphrase, Qt.Key.Key_Return)
    assert wanted.args == [PATH, GOOD]


def test_enter_asks_once_not_twice(unlock: Unlock) -> None:
    asked: list[str] = []
    unlock.unlock_wanted.connect(lambda _path, passphrase: asked.append(passphrase))
    unlock.page.passphrase.setText(GOOD)
    key(unlock.page.passphrase, Qt.Key.Key_Return)
    assert asked == [GOOD]


def test_nothing_typed_asks_nothing(qtbot: QtBot, unlock: Unlock) -> None:
    with qtbot.assertNotEmitted(unlock.unlock_wanted):
        unlock.page.opens.click()


def test_the_name_of_the_file_is_shown_and_not_its_folder(unlock: Unlock) -> None:
    texts = [each.text() for each in unlock.findChildren(PlainLabel)]
    assert any("dakar.ibcrdb" in text for text in texts)
    assert not any("/data" in text for text in texts)


def test_a_wrong_passphrase_is_told_in_the_page_and_can_be_typed_again(unlock: Unlock) -> None:
    unlock.page.passphrase.setText("wrong words in here")
    unlock.set_busy(busy=True)
    assert not unlock.page.opens.isEnabled()
    unlock.show_error(WrongPassphraseError())
    assert "not right" in unlock.page.problem.text()
    assert unlock.page.opens.isEnabled()
    assert unlock.page.passphrase.hasSelectedText()


def test_the_pause_is_counted_down_and_then_over(qtbot: QtBot, unlock: Unlock) -> None:
    unlock.show_error(WrongPassphraseError(), 1.4)
    assert "2 seconds" in unlock.page.problem.text()
    assert not unlock.page.opens.isEnabled()
    qtbot.waitUntil(unlock.page.opens.isEnabled)
    assert "again in" not in unlock.page.problem.text()


def test_a_forgotten_passphrase_is_replaced_with_the_code(qtbot: QtBot, unlock: Unlock) -> None:
    press(unlock, "Forgotten? Use the recovery code")
    page = unlock.currentWidget()
    assert isinstance(page, RecoveryPage)
    page.code.setText("AB1CD-23456")
    page.fields.first.setText(GOOD)
    page.fields.second.setText(GOOD)
    with qtbot.waitSignal(unlock.recover_wanted) as wanted:
        press(page, "Set the new passphrase and open")
    assert wanted.args == [PATH, "AB1CD-23456", GOOD]


def test_a_weak_new_passphrase_is_refused_before_the_code_is_looked_at(qtbot: QtBot, unlock: Unlock) -> None:
    unlock.show_recovery()
    page = unlock.currentWidget()
    assert isinstance(page, RecoveryPage)
    page.fields.first.setText("short")
    with qtbot.assertNotEmitted(unlock.recover_wanted):
        press(page, "Set the new passphrase and open")
    assert "too short" in page.problem.text()


def test_back_from_the_code_leads_to_the_passphrase(unlock: Unlock) -> None:
    unlock.show_recovery()
    press(unlock.currentWidget(), "Back")
    assert unlock.currentWidget() is unlock.page


@pytest.mark.parametrize(
    ("text", "signal"), [("Make a new database", "new_wanted"), ("Look at example data", "example_wanted")]
)
def test_there_are_ways_on_without_the_passphrase(qtbot: QtBot, unlock: Unlock, text: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(unlock, signal)):
        press(unlock, text)
