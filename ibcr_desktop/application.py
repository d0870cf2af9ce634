"""Opens the database, wires the parts together and shows the window; nothing is kept in globals.

The window is painted before the database engine is imported: only what the first page needs stands at the top.
"""

import ibcr_desktop.ui.plain_imports  # noqa: F401 - before whatever else is imported

# isort: split
import argparse
import gc
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from ibcr_desktop.backups.backup import backup_with
from ibcr_desktop.foundation import logs, settings
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.safe_files import remove_leftovers
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.attempts import Attempts
from ibcr_desktop.ui.frame import Frame
from ibcr_desktop.ui.idle_lock import IdleLock
from ibcr_desktop.ui.possession import Possession, free_path
from ibcr_desktop.ui.qt_beginning import Look, language_of_the_computer, log_what_qt_says, make_qt
from ibcr_desktop.ui.screens.unlock import Unlock, choose_database
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from ibcr_desktop.ui.toolkit import crash_dialog
from ibcr_desktop.ui.toolkit.background import Background

if TYPE_CHECKING:
    from ibcr_desktop.backups.backup import Backup
    from ibcr_desktop.storage.record_store import RecordStore
    from ibcr_desktop.ui.opened_office import OpenedOffice
    from ibcr_desktop.ui.screens.first_run import FirstAnswers, FirstRun
    from ibcr_desktop.ui.screens.waiting_page import WaitingPage

    Page = FirstRun | Unlock | WaitingPage

DATABASE_NAME = "ibcr.ibcrdb"
EXAMPLE_FOLDER, EXAMPLE_NAME = "example", "example.ibcrdb"
SHOWN_SETTINGS = {"language", "text_size", "colour_scheme"}


class Application:
    """One run of the program: the window, the settings, and the database that is open, if one is."""

    def __init__(self, qt: QApplication, places: Places, clock: Clock) -> None:
        self._qt = qt
        self._places = places
        self._clock = clock
        self.settings = SettingsKeeper(places.settings_file, settings.load(places.settings_file))
        self.words = Words(self.settings.current.language or language_of_the_computer())
        self._look = Look(qt, self.settings, self.words.language)
        self.possession = Possession()
        self.frame = Frame(self.settings, self.close)
        self.background = Background(parent=self.frame)
        self._attempts = Attempts()
        self.office: OpenedOffice | None = None
        self.settings.changed.connect(self._settings_changed)
        self.idle_lock = IdleLock(self.frame, self.lock)

    def start(self, path: Path | None) -> bool:
        """Show the first window; False when another window has the database and came to the front instead."""
        wanted = self._database_of_this_start(path)
        if wanted is not None and self.possession.is_shown_elsewhere(wanted):
            return False
        if wanted is None:
            self.show_first_run()
        else:
            self.show_unlock(wanted)
        self.frame.show()
        QTimer.singleShot(0, self.frame, self._after_first_paint)
        return True

    def show_first_run(self) -> None:
        """Show the pages of the first start."""
        from ibcr_desktop.ui.screens.first_run import FirstRun
        from ibcr_desktop.ui.screens.first_run_places import KnownPlaces

        page = FirstRun(self.words, KnownPlaces.shipped())
        page.language_chosen.connect(lambda language: self.settings.change(language=language))
        page.database_wanted.connect(lambda answers: self._make_database(page, answers))
        page.example_wanted.connect(self.open_example)
        page.start_wanted.connect(self._show_office)
        page.other_wanted.connect(self._choose_other)
        self._give_help(page)
        self.frame.show_page(page, page.title())

    def show_unlock(self, path: Path, restored_from: datetime | None = None) -> None:
        """Ask for the passphrase of a database, which may just have been restored from a backup of that moment."""
        page = Unlock(self.words, path)
        backup = backup_with(path)
        if restored_from is not None:
            page.show_restored(restored_from)
        elif backup is not None:
            page.show_backup(backup.made_at)
        page.restore_wanted.connect(partial(self._restore_closed, page))
        page.unlock_wanted.connect(lambda path, passphrase: self._unlock(page, path, passphrase))
        page.recover_wanted.connect(lambda path, code, new: self._recover(page, path, code, new))
        page.other_chosen.connect(self.show_unlock)
        page.new_wanted.connect(self.show_first_run)
        page.example_wanted.connect(self.open_example)
        self._give_help(page)
        self.frame.show_page(page, page.title())
        page.page.passphrase.setFocus()
        QTimer.singleShot(0, page, lambda: self._look_at(page, path))

    def _give_help(self, page: QWidget) -> None:
        """Let F1 open the help about the first start and the passphrase."""
        from ibcr_desktop.ui.help_window import give_help

        give_help(page, "first-run", lambda: self.words)

    def open_example(self) -> None:
        """Close what is open and open the example organisation, which is made once in a folder of its own."""
        from ibcr_desktop.ui.opened_office import open_example
        from ibcr_desktop.ui.screens.waiting_page import example_page

        self.close_office()
        path = self._places.data_folder / EXAMPLE_FOLDER / EXAMPLE_NAME
        page = example_page(self.words)
        page.back_wanted.connect(self.leave_example)
        self.frame.show_page(page, page.title())

        def work() -> "RecordStore":
            return open_example(path, self._clock)

        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.possession.take(path, self.frame.come_to_front)
        except UserError as error:
            self._failed(page, error)
            return
        self._work(page, work, lambda store: self._enter(store, is_example=True))

    def leave_example(self) -> None:
        """Go back to one's own database, or to the first start where there is none."""
        self.close_office()
        own = self._database_of_this_start(None)
        if own is None:
            self.show_first_run()
        else:
            self.show_unlock(own)

    def lock(self) -> None:
        """Close the database and ask for its passphrase again; the example is nobody's secret and stays open."""
        if self.office is None or self.office.is_example:
            return
        path = self.office.path
        self.close_office()
        self.show_unlock(path)

    def close(self) -> None:
        """Close what is open, and wait until the worker is done."""
        self.close_office()
        self.background.stop()

    def close_office(self) -> None:
        """Write what is open, close the database, and give it up."""
        self.idle_lock.stop()
        if self.office is not None:
            self.office.close()
            self.office = None
        self.possession.release()

    def _database_of_this_start(self, path: Path | None) -> Path | None:
        usual = self._places.data_folder / DATABASE_NAME
        candidates = (self.settings.current.last_database, usual)
        return path or next((each for each in candidates if each is not None and each.exists()), None)

    def _make_database(self, page: "FirstRun", answers: "FirstAnswers") -> None:
        from ibcr_desktop.ui.opened_office import make_office

        path = free_path(self._places.data_folder, DATABASE_NAME)

        def made(result: "tuple[RecordStore, str]") -> None:
            store, code = result
            self.settings.change(last_database=path)
            self._enter(store, is_example=False, shown=False)
            page.show_code(code)

        try:
            self.possession.take(path, self.frame.come_to_front)
        except UserError as error:
            self._failed(page, error)
            return
        self._work(page, lambda: make_office(path, answers.passphrase, answers.facts, self._clock), made)

    def _unlock(self, page: Unlock, path: Path, passphrase: str) -> None:
        """Open a database; one that belongs to a backup is restored first, since opening it would change it."""
        if backup_with(path) is not None:
            self._restore_closed(page, free_path(self._places.data_folder, path.name), path, passphrase)
            return
        from ibcr_desktop.ui.opened_office import open_office

        if not self._is_ours(page, path):
            return
        self._work(page, lambda: open_office(path, passphrase, self._clock, self._attempts), self._enter_own)

    def _recover(self, page: Unlock, path: Path, code: str, passphrase: str) -> None:
        from ibcr_desktop.ui.opened_office import recover_office

        if self._is_ours(page, path):
            self._work(page, lambda: recover_office(path, code, passphrase, self._clock), self._enter_own)

    def _restore(self, backup: "Backup") -> None:
        """Close the database, put a backup in its place, and ask for the passphrase again."""
        from ibcr_desktop.ui.opened_office import put_in_place_of
        from ibcr_desktop.ui.screens.waiting_page import restoring_page

        office, self.office = self.office, None
        if office is None:
            return
        self.idle_lock.stop()
        path, work = office.path, put_in_place_of(office, backup, self._clock)
        page = restoring_page(self.words)
        page.back_wanted.connect(lambda: self.show_unlock(path))
        self.frame.show_page(page, page.title())
        self._work(page, work, lambda _kept: self._restored(path, backup))

    def _restore_closed(self, page: Unlock, path: Path, chosen: Path, passphrase: str) -> None:
        """Put a backup in the place of a database that may be damaged or gone, by its passphrase."""
        from ibcr_desktop.ui.opened_office import restore_office

        if self._is_ours(page, path):
            work = partial(restore_office, path, chosen, passphrase, self._clock, self._attempts)
            self._work(page, work, lambda backup: self._restored(path, backup))

    def _restored(self, path: Path, backup: "Backup") -> None:
        self.show_unlock(path, restored_from=backup.made_at)

    def _look_at(self, page: Unlock, path: Path) -> None:
        """Take the file, and say at once what can be seen without a passphrase."""
        from ibcr_desktop.storage.opening import check_header

        if self._is_ours(page, path):
            try:
                check_header(path)
            except UserError as error:
                page.show_error(error)

    def _is_ours(self, page: Unlock, path: Path) -> bool:
        """Say whether the file is held by this window; somebody else may have let it go meanwhile."""
        try:
            self.possession.take(path, self.frame.come_to_front)
        except UserError as error:
            page.show_error(error)
            return False
        return True

    def _choose_other(self) -> None:
        chosen = choose_database(self.frame, self.words, self._places.data_folder)
        if chosen is not None:
            self.show_unlock(chosen)

    def _enter_own(self, store: "RecordStore") -> None:
        self.settings.change(last_database=store.database.path)
        self._enter(store, is_example=False)

    def _enter(self, store: "RecordStore", *, is_example: bool, shown: bool = True) -> None:
        from ibcr_desktop.ui.opened_office import OpenedOffice

        self.office = OpenedOffice(store, self.settings, self.words, self._clock, is_example=is_example)
        self.office.example_wanted.connect(self.open_example)
        self.office.backups.restore_wanted.connect(self._restore)
        if shown:
            self._show_office()

    def _show_office(self) -> None:
        if self.office is None:
            return
        window = self.office.make_window()
        window.title_changed.connect(self.frame.set_title)
        window.example_left.connect(self.leave_example)
        self.frame.show_page(window)
        window.begin()
        self.idle_lock.start()

    def _show_office_again(self) -> None:
        self._show_office()
        if self.office is not None and self.office.window is not None:
            self.office.window.navigation.to_settings()

    def _work(self, page: "Page", work: Callable[..., object], done: Callable[..., None]) -> None:
        page.set_busy(busy=True)
        self.background.run(work, done=done, failed=lambda error: self._failed(page, error))

    def _failed(self, page: "Page", error: BaseException) -> None:
        """Say in the page what a person can do; anything else is a bug and goes its own way."""
        if not isinstance(error, UserError):
            raise error
        if isinstance(page, Unlock):
            page.show_error(error, self._attempts.seconds_to_wait())
        else:
            page.show_error(error)

    def _after_first_paint(self) -> None:
        """Bring in the database engine and sweep out after a crash while the person reads, away from the window."""
        threading.Thread(target=_import_the_engine, daemon=True).start()
        threading.Thread(target=remove_leftovers, args=[self._places.temporary_folder], daemon=True).start()

    def _settings_changed(self, changed: frozenset[str]) -> None:
        """Make the shell anew in another language, size or colour; what is open in it is written first."""
        if "language" in changed:
            self.words = Words(self.settings.current.language)
        if changed & SHOWN_SETTINGS and self.office is not None and self.office.window is not None:
            self.office.use_words(self.words)
            QTimer.singleShot(0, self.frame, self._show_office_again)


def _import_the_engine() -> None:
    import ibcr_desktop.storage.founding  # noqa: F401 - slow to import, and needed soon

    gc.freeze()  # classes and tables stay; looking through them again and again took longer than making them


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program with a window; the one argument is the path of a database. Gives the exit code."""
    parser = argparse.ArgumentParser(prog="ibcr-desktop", description="IBCR Desktop")
    parser.add_argument("database", nargs="?", type=Path, help="the database to open (*.ibcrdb)")
    chosen = parser.parse_args(argv)
    places = Places.of_this_person()
    places.make_ready()
    running = logs.install(places, crash_dialog.tell_later)
    qInstallMessageHandler(log_what_qt_says)
    try:
        qt = make_qt([])
        application = Application(qt, places, Clock())
        if not application.start(chosen.database.absolute() if chosen.database else None):
            return 0
        return qt.exec()
    finally:
        qInstallMessageHandler(None)
        running.stop()


if __name__ == "__main__":
    sys.exit(main())
