"""The real program in a home of its own: real window, real encrypted database, cheap keys."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.application import Application
from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.storage import founding, keys, vault
from ibcr_desktop.ui.main_window import MainWindow
from ibcr_desktop.ui.screens.first_run import FirstRun
from ibcr_desktop.ui.screens.first_run_code import RecoveryCodePage
from ibcr_desktop.ui.screens.first_run_pages import PassphrasePage, WhoAndWherePage
from ibcr_desktop.ui.screens.unlock import Unlock
from tests.ui.pressing import press

NOW = datetime(2021, 6, 15, 9, 30, tzinfo=UTC)
PASSPHRASE = "four plain words here"
WAIT_MILLISECONDS = 60_000


class Program:
    """One run of the program, and what a person does with it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.qtbot = qtbot
        self.places = Places.of_this_person()
        self.places.make_ready()
        self.application = Application(qapp, self.places, FixedClock(NOW))
        qtbot.addWidget(self.application.frame)

    def start(self, path: Path | None = None) -> bool:
        """Start, as with a double click."""
        return self.application.start(path)

    @property
    def page(self) -> QWidget:
        """What the window shows."""
        page = self.application.frame.centralWidget()
        assert page is not None
        return page

    @property
    def shell(self) -> MainWindow:
        """The shell, once a database is open."""
        page = self.page
        assert isinstance(page, MainWindow), page
        return page

    @property
    def unlock(self) -> Unlock:
        """The page that asks for the passphrase."""
        page = self.page
        assert isinstance(page, Unlock), page
        return page

    @property
    def first_run(self) -> FirstRun:
        """The pages of the first start."""
        page = self.page
        assert isinstance(page, FirstRun), page
        return page

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Wait for what the worker does."""
        self.qtbot.waitUntil(happened, timeout=WAIT_MILLISECONDS)

    def make_database(self) -> str:
        """Walk through the first start to the home page; gives the recovery code."""
        first = self.first_run
        press(first.currentWidget(), "English")
        who = first.currentWidget()
        assert isinstance(who, WhoAndWherePage)
        who.person.setText("Awa Sarr")
        who.office.setCurrentIndex(who.office.findData("DKR"))
        press(who, "Continue")
        page = first.currentWidget()
        assert isinstance(page, PassphrasePage)
        page.fields.first.setText(PASSPHRASE)
        page.fields.second.setText(PASSPHRASE)
        press(first.currentWidget(), "Continue")
        self.wait_until(lambda: isinstance(first.currentWidget(), RecoveryCodePage))
        page = first.currentWidget()
        assert isinstance(page, RecoveryCodePage)
        code = page.code
        page.proof.setText(code)
        press(page, "Continue")
        press(first.currentWidget(), "Start empty")
        self.wait_until(lambda: isinstance(self.page, MainWindow))
        return code

    def type_passphrase(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase and press Open."""
        self.unlock.page.passphrase.setText(passphrase)
        press(self.unlock.page, "Open")

    def close(self) -> None:
        """Close the window with its cross, unless the end of the test did that already."""
        if shiboken6.isValid(self.application.frame):
            self.application.frame.close()


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys at the least cost, and keep a small reserve: the tests are about the window."""
    for function in (vault.create_database, vault.recover, vault.change_passphrase, founding.found):
        defaults = dict(function.__kwdefaults__ or {})
        defaults["cost"] = keys.LEAST_COST
        if "reserve_bytes" in defaults:
            defaults["reserve_bytes"] = 0
        monkeypatch.setattr(function, "__kwdefaults__", defaults)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[], Program]]:
    """Give runs of the program, all closed afterwards; several one after the other share the home."""
    begun: list[Program] = []

    def begin() -> Program:
        begun.append(Program(qtbot, qapp))
        return begun[-1]

    yield begin
    for each in begun:
        each.close()
