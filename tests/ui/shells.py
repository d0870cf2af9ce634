"""A shell around a real database, without the pages that come before it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.settings import Settings
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.frame import Frame
from ibcr_desktop.ui.main_window import MainWindow
from ibcr_desktop.ui.opened_office import OpenedOffice
from ibcr_desktop.ui.screens.home import Home
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from tests.databases import new_database, store_of


class Shell:
    """The window, its office and its store."""

    def __init__(
        self,
        qtbot: QtBot,
        store: RecordStore,
        folder: Path,
        *,
        is_example: bool = False,
        language: str = "en",
        backs_up: bool = False,
    ) -> None:
        self.qtbot, self.store = qtbot, store
        self.settings = SettingsKeeper(folder / "settings.json", Settings(language=language))
        self.office = OpenedOffice(store, self.settings, Words(language), store.clock, is_example=is_example)
        self.office.backups.is_on = backs_up  # most tests have a database without a key file, and no time
        self.frame = Frame(self.settings, self.office.close)
        qtbot.addWidget(self.frame)
        self.window: MainWindow = self.office.make_window()
        self.window.title_changed.connect(self.frame.set_title)
        self.frame.show_page(self.window)
        self.frame.resize(1200, 700)
        self.window.begin()
        self.frame.show()
        self.frame.activateWindow()

    @property
    def home(self) -> Home:
        """The home page, counted."""
        screen = self.window.navigation.currentWidget()
        assert isinstance(screen, Home)
        self.idle()
        return screen

    def idle(self) -> None:
        """Wait until the worker has nothing left to do."""
        self.wait_until(lambda: not self.office.background.is_busy)

    @contextmanager
    def busy(self, *, at_once: bool) -> Iterator[None]:
        """Let the worker for long work, or the one for questions, come to nothing else meanwhile."""
        begun, over = Event(), Event()

        def work() -> None:
            begun.set()
            over.wait(timeout=60)

        self.office.background.run(work, at_once=at_once)
        self.wait_until(begun.is_set)
        try:
            yield
        finally:
            over.set()
            self.idle()

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Wait for what the worker does."""
        self.qtbot.waitUntil(happened, timeout=60_000)


@contextmanager
def opened_shell(
    qtbot: QtBot,
    folder: Path,
    fill: Callable[[RecordStore], object] = lambda _: None,
    *,
    is_example: bool = False,
    with_lists: bool = False,
    language: str = "en",
) -> Iterator[Shell]:
    """Give a shell around a new database that ``fill`` has put records into; ``with_lists``: and the shipped lists."""
    with new_database(folder, with_lists=with_lists) as database:
        store = store_of(database)
        fill(store)
        shell = Shell(qtbot, store, folder, is_example=is_example, language=language)
        try:
            yield shell
        finally:
            shell.frame.close()
