"""The page of the backups, the line of the home page, and what the program does by itself."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from ibcr_desktop.backups import making
from ibcr_desktop.backups.backup import Backup, Why, backups_in, place_of
from ibcr_desktop.foundation.clock import Clock, FixedClock
from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui import backup_keeper
from ibcr_desktop.ui.screens.backups_page import BackupsPage
from ibcr_desktop.ui.screens.settings_page import SettingsPage
from ibcr_desktop.ui.toolkit.messages import Messages
from tests.backups.offices import A_DAY, back_up, damage, new_office
from tests.databases import add
from tests.ui.pressing import key, press
from tests.ui.shells import Shell, opened_shell

SMALLEST = (1024, 540)


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    """A shell around an office with its key file, so that it can be backed up."""
    made = Shell(qtbot, new_office(tmp_path / "data"), tmp_path, backs_up=True)
    yield made
    made.frame.close()


def page(shell: Shell) -> BackupsPage:
    shell.window.navigation.to_backups()
    shell.idle()
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, BackupsPage)
    return screen


def rows(screen: BackupsPage) -> list[list[str]]:
    return [
        [screen.table.item(row, column).text() for column in range(4)]  # type: ignore[union-attr]  # every cell is filled
        for row in range(screen.table.rowCount())
    ]


def made(shell: Shell) -> list[Backup]:
    return backups_in(place_of(shell.store.database.path))


def said(shell: Shell) -> str:
    return shell.window.context.messages.text.text()


def clock_of(store: RecordStore) -> FixedClock:
    assert isinstance(store.clock, FixedClock)
    return store.clock


def test_back_up_now_makes_one_and_shows_it_with_a_sign_and_a_word(shell: Shell) -> None:
    screen = page(shell)
    assert "No backup yet" in screen.state.text()
    press(screen, "Back up now")
    assert not screen.make.isEnabled()
    shell.idle()
    assert [each.why for each in made(shell)] == [Why.ASKED]
    ((moment, why, size, state),) = rows(screen)
    assert moment == shell.window.context.words.moment(shell.store.clock.now())
    assert (why, state) == ("By hand", "✔ Verified")
    assert size.endswith(" MB")
    assert "opened and compared" in said(shell)
    assert screen.make.isEnabled()
    assert "Backup made today" in screen.state.text()


def test_a_backup_ends_in_peace_when_the_window_was_made_anew_meanwhile(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, go_on = page(shell), Event()

    def when_told(database: Database, why: Why, clock: Clock) -> Backup:
        assert go_on.wait(10)
        return making.make_backup(database, why, clock)

    monkeypatch.setattr(backup_keeper, "make_backup", when_told)
    press(screen, "Back up now")
    shell.frame.show_page(shell.office.make_window())
    shell.wait_until(lambda: not shiboken6.isValid(screen))
    go_on.set()
    shell.idle()
    assert [each.why for each in made(shell)] == [Why.ASKED]


def test_a_damaged_backup_is_shown_so_and_cannot_be_chosen_for_restoring(shell: Shell) -> None:
    damage(back_up(shell.store).database)
    made(shell)[0].mark_damaged()
    back_up(shell.store)
    screen = page(shell)
    assert [row[3] for row in rows(screen)] == ["✔ Verified", "⚠ Damaged"]
    assert screen.restore.isEnabled()
    key(screen.table, Qt.Key.Key_Down)
    assert not screen.restore.isEnabled()


def test_a_failed_backup_is_told_where_backups_are_shown_and_the_work_goes_on(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.idle()
    monkeypatch.setattr(making, "free_bytes", lambda _: 0)
    screen = page(shell)
    press(screen, "Back up now")
    shell.idle()
    assert screen.state.text().startswith("⚠ The last backup failed. There is no room left on the disk")
    add(shell.office.store, "organisation", name="The work goes on")
    shell.window.navigation.home()
    assert "The last backup failed" in shell.home.backup.link.text()
    monkeypatch.undo()
    shell.office.backups.work_is_due()
    shell.idle()
    assert "Backup made today" in shell.home.backup.link.text()


def test_the_copy_on_a_stick_is_made_proved_and_its_place_told(shell: Shell, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    screen = page(shell)
    shell.window.context.messages.ask_folder = lambda *_: stick  # type: ignore[method-assign]  # no dialog in tests
    press(screen, "Copy to a stick…")
    shell.idle()
    assert len(made(shell)) == 1
    (copy,) = stick.rglob("*.ibcrdb")
    assert copy.read_bytes() == made(shell)[0].database.read_bytes()
    assert "read back and compared" in said(shell)
    assert "same disk" in said(shell)


def test_a_stick_that_was_pulled_out_is_told(shell: Shell, tmp_path: Path) -> None:
    screen = page(shell)
    shell.window.context.messages.ask_folder = lambda *_: tmp_path / "gone"  # type: ignore[method-assign]  # no dialog in tests
    press(screen, "Copy to a stick…")
    shell.idle()
    assert "plug it in again" in said(shell)
    assert screen.copy.isEnabled()


def test_restoring_asks_with_what_would_be_lost_and_a_no_changes_nothing(shell: Shell, qtbot: QtBot) -> None:
    back_up(shell.store)
    add(shell.office.store, "organisation", name="Late")
    screen = page(shell)
    asked: list[str] = []

    def refuse(question: str, verb: str) -> bool:
        asked.append(f"{question} [{verb}]")
        return False

    shell.window.context.messages.confirm = refuse  # type: ignore[method-assign]  # no dialog in tests
    with qtbot.assertNotEmitted(shell.office.backups.restore_wanted):
        press(screen, "Restore…")
        shell.idle()
    assert "1 new record, 0 changed records; 1 change in all" in asked[0]
    assert "[&Restore this backup]" in asked[0]
    assert screen.restore.isEnabled()


def test_a_yes_asks_for_the_backup_that_was_chosen(shell: Shell, qtbot: QtBot) -> None:
    first = back_up(shell.store)
    back_up(shell.store)
    screen = page(shell)
    shell.window.context.messages.confirm = lambda *_: True  # type: ignore[method-assign]  # no dialog in tests
    screen.table.setCurrentCell(1, 0)
    with qtbot.waitSignal(shell.office.backups.restore_wanted) as wanted:
        press(screen, "Restore…")
    assert wanted.args == [first]


def test_a_backup_that_turns_out_to_be_damaged_is_refused_before_anything_is_asked(shell: Shell) -> None:
    damage(back_up(shell.store).database)
    screen = page(shell)
    shell.window.context.messages.confirm = lambda *_: pytest.fail("it asked")  # type: ignore[method-assign]  # no dialog in tests
    press(screen, "Restore…")
    shell.idle()
    assert "is damaged" in said(shell)
    assert [row[3] for row in rows(screen)] == ["⚠ Damaged"]


def test_a_file_that_is_no_backup_is_told(shell: Shell, tmp_path: Path) -> None:
    screen = page(shell)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleagues")
    shell.window.context.messages.ask_open_path = lambda *_: letter  # type: ignore[method-assign]  # no dialog in tests
    press(screen, "Restore from another place…")
    assert "is not a backup of this program" in said(shell)


def test_the_confirmation_carries_the_verb_and_cancel_has_the_focus(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[tuple[list[str], str]] = []

    def look(box: QMessageBox) -> int:
        buttons = [each.text() for each in box.buttons()]
        boxes.append((buttons, box.defaultButton().text()))
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    assert not Messages.confirm(shell.window.context.messages, "Really?", "Restore this backup")
    ((buttons, default),) = boxes
    assert "Restore this backup" in buttons
    assert "Cancel" in default


def test_the_page_is_reached_from_the_settings_the_home_page_and_the_search(shell: Shell) -> None:
    back_up(shell.store)
    shell.window.navigation.to_settings()
    settings = shell.window.navigation.currentWidget()
    assert isinstance(settings, SettingsPage)
    press(settings, "Backups…")
    assert shell.window.navigation.place.screen == "backups"
    shell.window.navigation.home()
    shell.idle()
    shell.wait_until(shell.home.backup.isVisible)
    shell.home.backup.link.click()
    assert shell.window.navigation.place.screen == "backups"


def test_the_example_speaks_of_no_backups(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path, is_example=True) as shell:
        assert not shell.home.backup.isVisible()
        shell.window.navigation.to_settings()
        settings = shell.window.navigation.currentWidget()
        assert isinstance(settings, SettingsPage)
        assert not [each for each in settings.findChildren(QPushButton) if "Backups" in each.text()]


def test_the_home_page_reminds_of_the_stick_and_of_days_without_a_backup(shell: Shell) -> None:
    back_up(shell.store)
    shell.window.navigation.home()
    shell.idle()
    shell.wait_until(lambda: "no copy on a stick yet" in shell.home.backup.link.text())
    add(shell.office.store, "organisation", name="Late")
    clock_of(shell.store).move(A_DAY * 2)
    shell.home.backup.reload()
    shell.idle()
    assert "⚠ What was written since 15 June 2021" in shell.home.backup.link.text()


def test_imports_and_merges_are_given_what_backs_up_before_them(shell: Shell) -> None:
    shell.idle()
    assert shell.office.backups.before(Why.MERGE)() == made(shell)[0]
    assert made(shell)[0].why is Why.MERGE


def test_half_an_hour_after_the_first_change_a_backup_is_made(shell: Shell, qtbot: QtBot) -> None:
    shell.idle()
    back_up(shell.store)
    keeper = shell.office.backups
    keeper.stop()
    add(shell.office.store, "organisation", name="New")
    assert keeper._timer.isActive()
    assert keeper._timer.interval() == timedelta(minutes=30).total_seconds() * 1000
    with qtbot.waitSignal(keeper.changed, timeout=10_000):
        keeper._timer.timeout.emit()
    assert made(shell)[0].why is Why.WORK
    assert not keeper._timer.isActive()


def test_what_an_earlier_run_left_out_of_its_backup_is_noticed_at_the_start(shell: Shell) -> None:
    shell.idle()
    assert shell.office.backups._timer.isActive()


def test_closing_makes_the_backup_of_the_run_and_only_when_something_is_in_none(shell: Shell) -> None:
    shell.idle()
    path = shell.store.database.path
    shell.frame.close()
    assert [each.why for each in backups_in(place_of(path))] == [Why.EXIT]


def test_closing_without_changes_makes_none(shell: Shell) -> None:
    shell.idle()
    back_up(shell.store)
    path = shell.store.database.path
    shell.frame.close()
    assert [each.why for each in backups_in(place_of(path))] == [Why.ASKED]


def test_a_backup_that_fails_at_closing_does_not_keep_the_program_open(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.idle()
    monkeypatch.setattr(making, "free_bytes", lambda _: 0)
    path = shell.store.database.path
    shell.frame.close()
    assert not shell.frame.isVisible()
    assert backups_in(place_of(path)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fits_the_smallest_screen_and_every_button_has_its_own_mnemonic(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    made = Shell(qtbot, new_office(tmp_path / "data"), tmp_path, language=language, backs_up=True)
    made.idle()
    back_up(made.store)
    screen = page(made)
    size = made.window.minimumSizeHint()
    assert (size.width() <= SMALLEST[0], size.height() <= SMALLEST[1]) == (True, True)
    buttons = (screen.make, screen.copy, screen.restore, screen.restore_other)
    letters = [each.text()[each.text().index("&") + 1].lower() for each in buttons]
    assert len(set(letters)) == len(letters)
    made.frame.close()
