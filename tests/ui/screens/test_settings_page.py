"""The settings take effect when they are chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation import settings
from ibcr_desktop.storage.identity import recall
from ibcr_desktop.ui.screens.settings_page import SettingsPage
from tests.databases import add
from tests.ui.pressing import press
from tests.ui.shells import Shell, opened_shell


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path) as made:
        made.window.navigation.to_settings()
        yield made


def page(shell: Shell) -> SettingsPage:
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, SettingsPage)
    return screen


@pytest.mark.parametrize(
    ("box", "setting", "value"),
    [("language", "language", "fr"), ("text_size", "text_size", 125), ("scheme", "colour_scheme", "dark")],
)
def test_a_choice_is_kept_at_once(shell: Shell, tmp_path: Path, box: str, setting: str, value: object) -> None:
    combo = getattr(page(shell), box)
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
    assert getattr(shell.settings.current, setting) == value
    assert getattr(settings.load(tmp_path / "settings.json"), setting) == value


def test_a_new_name_stands_beside_what_is_written_from_now_on(shell: Shell) -> None:
    page(shell).person.setText("Moussa Kane")
    shell.window.navigation.home()
    with shell.store.database.reader() as connection:
        assert recall(connection).person == "Moussa Kane"
    assert shell.office.store.log.author.person == "Moussa Kane"
    add(shell.office.store, "person", sex="male")


def test_the_name_of_the_person_stays_in_the_encrypted_database(shell: Shell, tmp_path: Path) -> None:
    page(shell).person.setText("Moussa Kane")
    shell.window.navigation.home()
    shell.settings.save()
    assert "Kane" not in (tmp_path / "settings.json").read_text(encoding="utf-8")


def test_the_code_lists_and_the_keys_are_one_press_away(shell: Shell) -> None:
    press(page(shell), "Code lists")
    assert shell.window.navigation.place.kind_name == "term"
    shell.window.navigation.back()
    press(page(shell), "New passphrase…")
    assert shell.window.navigation.place.screen == "new_passphrase"
