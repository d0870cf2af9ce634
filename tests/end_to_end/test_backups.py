"""A person works, closes, loses something, and brings it back through the windows of the program."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from ibcr_desktop.backups.backup import Why, backups_in, place_of
from ibcr_desktop.backups.making import make_backup
from ibcr_desktop.backups.second_place import copy_elsewhere
from ibcr_desktop.ui.main_window import MainWindow
from ibcr_desktop.ui.screens import unlock
from ibcr_desktop.ui.screens.backups_page import BackupsPage
from ibcr_desktop.ui.screens.unlock import Unlock
from tests.backups.offices import damage, names
from tests.databases import add
from tests.end_to_end.conftest import Program
from tests.ui.pressing import press

Begin = Callable[[], Program]


def at_work(program: Begin) -> Program:
    """Make a database with one record, backed up, and another record after it."""
    run = program()
    run.start()
    run.make_database()
    store = run.shell.context.store
    add(store, "organisation", name="Early")
    make_backup(store.database, Why.ASKED, store.clock)
    add(store, "organisation", name="Late")
    return run


def path_of(run: Program) -> Path:
    path = run.application.settings.current.last_database
    assert path is not None
    return path


def test_a_backup_is_restored_from_its_page_and_the_passphrase_is_asked_again(program: Begin) -> None:
    run = at_work(program)
    path, first_run = path_of(run), run.shell.context.store.log.author.run
    run.shell.navigation.to_backups()
    screen = run.shell.navigation.currentWidget()
    assert isinstance(screen, BackupsPage)
    run.wait_until(lambda: screen.table.rowCount() == 1)
    run.shell.context.messages.confirm = lambda *_: True  # type: ignore[method-assign]  # no box in tests
    press(screen, "Restore…")
    run.wait_until(lambda: isinstance(run.page, Unlock))
    assert "as it was in the backup of" in run.unlock.page.told.text()
    assert [each.why for each in backups_in(place_of(path))] == [Why.RESTORE, Why.ASKED]
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    store = run.shell.context.store
    assert "Early" in names(store)
    assert "Late" not in names(store)
    assert store.log.author.run != first_run


def test_a_restore_that_is_refused_leaves_everything_and_leads_back(
    program: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = at_work(program)
    run.shell.navigation.to_backups()
    screen = run.shell.navigation.currentWidget()
    assert isinstance(screen, BackupsPage)
    run.wait_until(lambda: screen.table.rowCount() == 1)
    run.shell.context.messages.confirm = lambda *_: True  # type: ignore[method-assign]  # no dialog in tests
    monkeypatch.setattr("ibcr_desktop.backups.making.free_bytes", lambda _: 0)
    press(screen, "Restore…")
    run.wait_until(lambda: "no room left" in getattr(run.page, "problem", screen.state).text())
    press(run.page, "Back")
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    assert "Late" in names(run.shell.context.store)
    monkeypatch.undo()


def test_a_damaged_database_is_replaced_from_the_page_that_cannot_open_it(
    program: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = at_work(program)
    path = path_of(first)
    first.close()
    path.write_bytes(path.read_bytes()[:16] + bytes(4080) + path.read_bytes()[4096:])
    run = program()
    run.start()
    run.type_passphrase()
    run.wait_until(lambda: "damaged" in run.unlock.page.problem.text())
    newest = backups_in(place_of(path))[0]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(newest.database), ""))
    monkeypatch.setattr(unlock, "confirm", lambda *_: True)
    before = run.page
    press(run.unlock.page, "Restore a backup…")
    run.wait_until(lambda: run.page is not before)
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    assert {"Early", "Late"} <= names(run.shell.context.store)
    assert backups_in(place_of(path))[0].why is Why.DAMAGED


def test_a_damaged_backup_and_a_missing_passphrase_are_told_in_the_page(
    program: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = at_work(program)
    path = path_of(first)
    first.close()
    newest = backups_in(place_of(path))[0]
    damage(newest.database)
    run = program()
    run.start()
    press(run.unlock.page, "Restore a backup…")
    assert "Type the passphrase first" in run.unlock.page.problem.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(newest.database), ""))
    monkeypatch.setattr(unlock, "confirm", lambda *_: True)
    run.unlock.page.passphrase.setText("four plain words here")
    press(run.unlock.page, "Restore a backup…")
    run.wait_until(lambda: "is damaged" in run.unlock.page.problem.text())


def test_on_a_new_computer_the_backup_on_the_stick_is_restored_and_not_opened(
    program: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = at_work(program)
    store = first.shell.context.store
    backup = backups_in(place_of(path_of(first)))[0]
    (tmp_path / "stick").mkdir()
    copy = copy_elsewhere(store.database, backup, tmp_path / "stick", store.clock).backup
    first.close()
    monkeypatch.setenv("IBCR_DESKTOP_HOME", str(tmp_path / "new computer"))
    run = program()
    run.start(copy.database)
    assert "This is the backup of" in run.unlock.page.told.text()
    run.type_passphrase()
    run.wait_until(lambda: "as it was in the backup" in run.unlock.page.told.text())
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    assert "Early" in names(run.shell.context.store)
    assert path_of(run).parent == run.places.data_folder
    assert copy.is_sound


def test_locking_makes_the_backup_of_the_run(program: Begin) -> None:
    run = at_work(program)
    path = path_of(run)
    run.application.lock()
    assert isinstance(run.page, Unlock)
    assert [each.why for each in backups_in(place_of(path))] == [Why.EXIT, Why.ASKED]
