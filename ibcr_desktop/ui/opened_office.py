"""Joins an opened database with everything that its screens need; imported only once the first page is painted."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ibcr_desktop.backups.backup import Why
from ibcr_desktop.backups.making import before
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.attempts import Attempts
from ibcr_desktop.storage.clock_check import clock_seems_wrong
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE, NewOffice, enter, found
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.safe_places import refuse_unsafe_place
from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.main_window import MainWindow
from ibcr_desktop.ui.navigation import Navigation
from ibcr_desktop.ui.screen_makers import screen_makers
from ibcr_desktop.ui.screens.first_run_places import OfficeFacts
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from ibcr_desktop.ui.toolkit.background import Background
from ibcr_desktop.ui.toolkit.changes import Changes
from ibcr_desktop.ui.toolkit.messages import Messages
from ibcr_desktop.ui.toolkit.undo_bar import UndoBar


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


WRONG_CLOCK = N_(
    "The date of this computer seems wrong. Your records are kept in the right order all the same. "
    "Correct the date in the settings of the computer when you can."
)


class OpenedOffice(QObject):
    """An opened database, its context and its window; closing it writes what is open."""

    example_wanted = Signal()

    def __init__(
        self, store: RecordStore, settings: SettingsKeeper, words: Words, clock: Clock, *, is_example: bool
    ) -> None:
        super().__init__()
        self._settings, self._words, self._clock = settings, words, clock
        self.is_example = is_example
        self.window: MainWindow | None = None
        self.changes = Changes()
        self.background = Background()
        self.lexicon = StoredLexicon(store.database, words, clock)
        self.store = RecordStore(store.database, store.log, clock, self.changes.announce)
        self.changes.announced.connect(self._refresh)

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
            go=navigation,
        )
        self.window = MainWindow(context, navigation, office=self.store.log.author.office, is_example=self.is_example)
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

    def _count(self, things: int) -> None:
        if self.window is not None:
            self.window.status.count_things(things)

    def close(self) -> None:
        """Write what is open, let the worker finish, close the database."""
        if self.window is not None:
            self.window.navigation.leave()
        self.background.stop()
        self.store.database.close()
