"""Joins an opened database with everything that its screens need; imported only once the first page is painted."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from ibcr_desktop.backups.backup import Backup, Why, backup_at
from ibcr_desktop.backups.making import before
from ibcr_desktop.backups.restoring import opened_backup, restore, unlocked_backup
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.offices import Country, Office, Term
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.attempts import Attempts
from ibcr_desktop.storage.clock_check import clock_seems_wrong
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE, NewOffice, enter, found
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.safe_places import refuse_unsafe_place
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from ibcr_desktop.ui.backup_keeper import BackupKeeper
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.main_window import MainWindow
from ibcr_desktop.ui.navigation import Navigation
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screen_makers import screen_makers
from ibcr_desktop.ui.screens.first_run_places import OfficeFacts
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from ibcr_desktop.ui.toolkit.background import Background
from ibcr_desktop.ui.toolkit.changes import Changes
from ibcr_desktop.ui.toolkit.messages import Messages
from ibcr_desktop.ui.toolkit.undo_bar import UndoBar

LISTS: Final = frozenset(each.kind_name() for each in (Term, Country, Office))


def make_office(path: Path, passphrase: str, facts: OfficeFacts, clock: Clock) -> tuple[RecordStore, str]:
    """Make the encrypted database of an office; give it open, and its recovery code."""
    refuse_unsafe_place(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    office = NewOffice(facts.code, facts.name or None, facts.country or None, facts.person)
    return found(path, passphrase, office, clock)


def open_office(path: Path, passphrase: str, clock: Clock, attempts: Attempts) -> RecordStore:
    """Open a database with its passphrase; raises the sentence for whatever is wrong with it."""
    database = vault.open_database(path, passphrase, newest_schema=SCHEMA_NUMBER, attempts=attempts)
    try:
        return enter(database, clock, before(Why.UPGRADE, clock))
    except BaseException:
        database.close()
        raise


def recover_office(path: Path, code: str, passphrase: str, clock: Clock) -> RecordStore:
    """Set a new passphrase with the recovery code, and open the database."""
    database = vault.recover(path, code, passphrase, newest_schema=SCHEMA_NUMBER)
    try:
        return enter(database, clock, before(Why.UPGRADE, clock))
    except BaseException:
        database.close()
        raise


def open_example(path: Path, clock: Clock) -> RecordStore:
    """Open the example organisation; make it when it is not there yet, or when an earlier release made it."""
    from ibcr_desktop.sample.example import make_example  # noqa: PLC0415 - few starts make the example

    try:
        return open_office(path, EXAMPLE_PASSPHRASE, clock, Attempts())
    except UserError:
        remove_example(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return make_example(path, clock)


def remove_example(path: Path) -> None:
    """Remove the files of the example, of whatever release: its people are invented, nothing in it is kept."""
    for each in path.parent.glob(f"{path.stem}.*"):
        if each.suffix != ".in-use" and each.is_file():
            each.unlink()


def put_in_place_of(office: "OpenedOffice", backup: Backup, clock: Clock) -> Callable[[], Backup | None]:
    """Close an office, and give the work that puts a backup in the place of its database."""
    database, path = office.store.database.another(), office.path
    office.close(backs_up=False)  # restoring begins with a backup of its own

    def work() -> Backup | None:
        try:
            with opened_backup(backup, database) as opened:
                return restore(opened, path, clock)
        finally:
            database.close()

    return work


def restore_office(path: Path, chosen: Path, passphrase: str, clock: Clock, attempts: Attempts) -> Backup:
    """Put the backup that a person chose in the place of a database that is closed; give it."""
    backup = backup_at(chosen)
    with unlocked_backup(backup, path, passphrase, attempts) as opened:
        restore(opened, path, clock)
    return backup


WRONG_CLOCK = N_(
    "The date of this computer seems wrong. Your records are kept in the right order all the same. "
    "Correct the date in the settings of the computer when you can."
)

BACKUP_FIRST = N_("A backup is being made before the database is closed.")


class OpenedOffice(QObject):
    """An opened database, its context and its window; closing it writes what is open."""

    example_wanted = Signal()

    def __init__(
        self, store: RecordStore, settings: SettingsKeeper, words: Words, clock: Clock, *, is_example: bool
    ) -> None:
        super().__init__()
        self._settings, self._words, self._clock = settings, words, clock
        self.is_example = is_example
        self._is_closing = False
        self.window: MainWindow | None = None
        self.changes = Changes()
        self.background = Background()
        self.lexicon = StoredLexicon(store.database, words, clock)
        self.store = RecordStore(store.database, store.log, clock, self.changes.announce, puts_codes_off=True)
        self.backups = BackupKeeper(
            store.database, self.background, clock, is_on=not (is_example or store.database.read_only)
        )
        self.changes.announced.connect(self._refresh)
        self.changes.announced.connect(self.backups.note_changes)
        self.changes.announced.connect(self._judge_codes)

    @property
    def path(self) -> Path:
        """The file of the database."""
        return self.store.database.path

    def make_window(self) -> MainWindow:
        """Make the shell in the language of the screen, in the place of an earlier one."""
        navigation = Navigation(screen_makers(self.example_wanted.emit, self._count))
        context = Context(
            store=self.store,
            lexicon=self.lexicon,
            words=self._words,
            clock=self._clock,
            background=self.background,
            changes=self.changes,
            messages=Messages(self._words),
            undo=UndoBar(self._words),
            settings=self._settings,
            backups=self.backups,
            go=navigation,
        )
        self.window = MainWindow(context, navigation, office=self.store.log.author.office, is_example=self.is_example)
        self.backups.note_what_is_missing()
        with self.store.database.reader() as connection:
            if clock_seems_wrong(connection, self._clock.now()):
                context.messages.show_text(self._words.translate(WRONG_CLOCK))
        return self.window

    def use_words(self, words: Words) -> None:
        """Change the language; the next window is made in it."""
        if self.window is not None:
            self.window.navigation.leave()
        self._words = words
        self.lexicon = StoredLexicon(self.store.database, words, self._clock)

    def _refresh(self, kinds: frozenset[str]) -> None:
        self.lexicon.refresh(kinds)

    def _judge_codes(self, kinds: frozenset[str]) -> None:
        """Ask on the worker which records a changed list makes drafts; what is left over, the next start does."""
        if self.window is not None and not kinds.isdisjoint(LISTS):
            on_worker(self.window.context, lambda store: store.judge_put_off(), lambda _nothing: None)

    def _count(self, things: int) -> None:
        if self.window is not None:
            self.window.status.count_things(things)

    def close(self, *, backs_up: bool = True) -> None:
        """Write what is open, make the backup of this run, let the worker finish, close the database."""
        if self._is_closing:  # the window stays alive during the backup, and may be asked to close once more
            return
        self._is_closing = True
        if self.window is not None:
            self.window.navigation.leave()
        self.backups.stop()
        self.background.stop()
        if backs_up:
            self.backups.back_up_before_closing(self._tell_of_backup)
        self.store.database.close()

    def _tell_of_backup(self) -> None:
        if self.window is not None:
            self.window.context.messages.show_text(self._words.translate(BACKUP_FIRST))
