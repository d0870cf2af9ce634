"""Two windows, of headquarters and of the office of Dakar, and what two people do in them to know each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import shiboken6
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.storage.founding import NewOffice, found
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.ui.screens.exchange_headquarters import ExchangeHeadquarters
from ibcr_desktop.ui.screens.exchange_office import ExchangeOffice
from tests.backups.offices import PASSPHRASE
from tests.databases import TODAY
from tests.ui.pressing import press
from tests.ui.screens.two_offices import drop
from tests.ui.shells import Shell

OFFICE = NewOffice("DKR", "Dakar", "SEN", person="Awa Sarr")
HEADQUARTERS = NewOffice("MTL", "Montréal", "CAN", person="Anne Roy", is_headquarters=True)


@contextmanager
def window(qtbot: QtBot, folder: Path, office: NewOffice, *, language: str = "en") -> Iterator[Shell]:
    """Give the window of a new database with cheap keys."""
    folder.mkdir()
    store, _ = found(folder / "data.ibcrdb", PASSPHRASE, office, FixedClock(TODAY), cost=LEAST_COST, reserve_bytes=0)
    shell = Shell(qtbot, store, folder, language=language, backs_up=True)
    try:
        shell.idle()
        yield shell
    finally:
        if shiboken6.isValid(shell.frame):  # else the end of the test closed it
            shell.frame.close()


def said(shell: Shell) -> str:
    """Give what stands in the bar of messages."""
    messages = shell.window.context.messages
    return "" if messages.isHidden() else messages.text.text()


def chooses(shell: Shell, path: Path) -> None:
    """Let the person choose this file or folder wherever one is asked for."""
    messages = shell.window.context.messages
    messages.ask_folder = lambda *_: path if path.is_dir() else path.parent  # type: ignore[method-assign]  # no dialog
    messages.ask_open_path = lambda *_: path  # type: ignore[method-assign]  # no dialog in tests
    messages.ask_open_paths = lambda *_: [path]  # type: ignore[method-assign]  # as above


def exchange(shell: Shell) -> ExchangeOffice:
    """Go to the page of the exchange in an office."""
    shell.window.navigation.to_exchange()
    shell.idle()
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, ExchangeOffice)
    return screen


def words_in(text: str) -> str:
    """Give the six words that a page shows under its sentence."""
    return " ".join(text.splitlines()[1:])


def ask(office: Shell, stick: Path) -> tuple[Path, str]:
    """Write the request of the office; gives the file, and the words that are read out."""
    screen = exchange(office)
    press(screen.overview, "Pair with headquarters…")
    chooses(office, stick)
    press(screen.pairing, "Write the request…")
    office.idle()
    return stick / "DKR-pair-request.ibcrpair", words_in(screen.pairing.own.text())


def grant(headquarters: Shell, request: Path, words: str) -> str:
    """Answer a request at headquarters; gives the words that are read back."""
    headquarters.window.navigation.to_exchange()
    screen = headquarters.window.navigation.currentWidget()
    assert isinstance(screen, ExchangeHeadquarters)
    press(screen.offices, "Pair an office…")
    chooses(headquarters, request)
    screen.pairing.heard.setText(words)
    press(screen.pairing, "Open the request, and write the answer…")
    headquarters.idle()
    return words_in(screen.pairing.own.text())


def pair(office: Shell, headquarters: Shell, stick: Path) -> ExchangeOffice:
    """Pair the two through their windows."""
    words = grant(headquarters, *ask(office, stick))
    screen = exchange(office)
    screen.pairing.heard.setText(words)
    chooses(office, newest(stick))
    press(screen.pairing, "Open the answer…")
    office.idle()
    return screen


def send(office: Shell, stick: Path) -> Path:
    """Write the file of an office through its window."""
    screen = exchange(office)
    press(screen.overview, "Send to headquarters…")
    office.idle()
    chooses(office, stick)
    press(screen.sending, "Choose where, and write the file…")
    office.idle()
    return newest(stick)


def newest(folder: Path) -> Path:
    """Give the package that was made last."""
    return max(folder.glob("*.ibcr"), key=lambda path: (path.stat().st_mtime_ns, path.name))


def of_headquarters(headquarters: Shell) -> ExchangeHeadquarters:
    """Go to the page of the exchange at headquarters."""
    headquarters.window.navigation.to_exchange()
    headquarters.idle()
    screen = headquarters.window.navigation.currentWidget()
    assert isinstance(screen, ExchangeHeadquarters)
    screen.step_back()
    headquarters.idle()
    return screen


def receive(headquarters: Shell, package: Path) -> ExchangeHeadquarters:
    """Drop a file into the window of headquarters, and accept it."""
    screen = of_headquarters(headquarters)
    drop(screen, package)
    headquarters.idle()
    assert screen.rehearsal.isVisible()
    press(screen, "Accept: merge this file")
    headquarters.idle()
    return screen


def answer(headquarters: Shell, office: Shell, stick: Path) -> ExchangeOffice:
    """Write the answer at headquarters, and take it in at the office, both through their windows."""
    screen = of_headquarters(headquarters)
    screen.offices.table.setCurrentCell([row[0][:3] for row in screen.offices.table.texts()].index("DKR"), 0)
    before = set(stick.glob("*.ibcr"))
    chooses(headquarters, stick)
    press(screen.offices, "Write the answer…")
    headquarters.idle()
    (written,) = set(stick.glob("*.ibcr")) - before
    at_office = exchange(office)
    chooses(office, written)
    press(at_office.overview, "Open headquarters’ answer…")
    office.idle()
    press(at_office.answer, "Take it in")
    office.idle()
    return at_office
