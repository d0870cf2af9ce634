"""The window of headquarters beside the database of an office that is paired with it, and files between the two."""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.storage.founding import NewOffice, found
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.outgoing import pack_for_headquarters
from ibcr_desktop.sync.pairing import accept_grant, grant_pairing, request_pairing
from ibcr_desktop.ui.screens.exchange_headquarters import ExchangeHeadquarters
from tests.backups.offices import PASSPHRASE, entered
from tests.databases import TODAY
from tests.ui.shells import Shell

OFFICE = NewOffice("DKR", "Dakar", "SEN", person="Awa Sarr")
HEADQUARTERS = NewOffice("MTL", "Montréal", "CAN", person="Anne Roy", is_headquarters=True)
WORKSHOP = {
    "title": "Rights",
    "status": "held",
    "workshop_form": "workshop",
    "purpose": "training",
    "country": "SEN",
    "mode": "in_person",
    "themes": ("childrens_rights",),
    "delivered_by": "ibcr",
    "starts_on": TODAY.date(),
    "ends_on": TODAY.date(),
}


@dataclass
class Two:
    """The shell of headquarters, the store of Dakar, and the folder of the files between them."""

    shell: Shell
    office: RecordStore
    stick: Path

    @property
    def page(self) -> ExchangeHeadquarters:
        """The page of the exchange, in front and read."""
        self.shell.window.navigation.to_exchange()
        self.idle()
        screen = self.shell.window.navigation.currentWidget()
        assert isinstance(screen, ExchangeHeadquarters)
        return screen

    @property
    def said(self) -> str:
        """What stands in the bar of messages."""
        messages = self.shell.window.context.messages
        return "" if messages.isHidden() else messages.text.text()

    def idle(self) -> None:
        """Wait for what the worker does."""
        self.shell.idle()

    def sent(self) -> Path:
        """Make the file of Dakar."""
        return pack_for_headquarters(self.office.database, self.stick, self.office.clock).path

    def receive(self, *paths: Path) -> ExchangeHeadquarters:
        """Drop files into the page of headquarters, and wait until they are rehearsed."""
        page = self.page
        drop(page, *paths)
        self.idle()
        return page

    def accept(self, path: Path) -> ExchangeHeadquarters:
        """Receive a file and accept it."""
        page = self.receive(path)
        page.rehearsal.accept.click()
        self.idle()
        return page


def founded(folder: Path, office: NewOffice) -> RecordStore:
    """Make the database of an office with cheap keys."""
    folder.mkdir()
    store, _ = found(folder / "data.ibcrdb", PASSPHRASE, office, FixedClock(TODAY), cost=LEAST_COST, reserve_bytes=0)
    return store


@cache
def paired() -> Path:
    """Make headquarters (Montréal) and an office (Dakar) that are paired, once for all tests, and give their folder."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    headquarters, office = founded(folder / "mtl", HEADQUARTERS), founded(folder / "dkr", OFFICE)
    request = request_pairing(office.database, folder, office.clock)
    granted = grant_pairing(headquarters.database, request.path, folder, headquarters.clock)
    accept_grant(office, granted.path, back_up=lambda: None)
    for store in (headquarters, office):
        store.database.close()
    return folder


@contextmanager
def two_offices(qtbot: QtBot, folder: Path, *, language: str = "en") -> Iterator[Two]:
    """Give a copy of the two that are paired."""
    shutil.copytree(paired(), folder / "stick", dirs_exist_ok=True)
    headquarters, office = (entered(folder / "stick" / name / "data.ibcrdb") for name in ("mtl", "dkr"))
    shell = Shell(qtbot, headquarters, folder, language=language, backs_up=True)
    two = Two(shell, office, folder / "stick")
    try:
        two.idle()
        yield two
    finally:
        if shiboken6.isValid(shell.frame):  # else the end of the test closed it
            shell.frame.close()
        office.database.close()


def drop(page: ExchangeHeadquarters, *paths: Path) -> None:
    """Let go of files above the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    nothing = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    page.dropEvent(event)
