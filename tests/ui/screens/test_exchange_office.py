"""The page of the exchange before anything was paired, and the count at the foot of the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.storage.identity import Identity, remember
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.screens.exchange_office import ExchangeOffice
from tests.databases import add
from tests.ui.pressing import press
from tests.ui.shells import Shell, opened_shell

SMALLEST = (1024, 540)


def an_office(store: RecordStore) -> None:
    store.database.write(lambda connection: remember(connection, Identity("DKR", "Awa Sarr")))


def page(shell: Shell) -> ExchangeOffice:
    shell.window.navigation.to_exchange()
    shell.idle()
    screen = shell.window.navigation.currentWidget()
    assert isinstance(screen, ExchangeOffice)
    return screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_its_pages_fits_the_smallest_screen_and_names_what_takes_the_focus(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    with opened_shell(qtbot, tmp_path, an_office, language=language) as shell:
        screen = page(shell)
        needed = shell.frame.minimumSizeHint()
        assert needed.width() <= SMALLEST[0]
        assert needed.height() <= SMALLEST[1]
        for widget in screen.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QLabel):
                text = getattr(widget, "text", str)()
                assert widget.accessibleName() or text or widget.objectName() or widget.parent() is screen, widget


def test_before_the_pairing_the_one_way_on_is_to_pair_and_back_leads_to_the_overview(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened_shell(qtbot, tmp_path, an_office) as shell:
        screen = page(shell)
        assert screen.overview.send.isHidden()
        press(screen.overview, "Pair with headquarters…")
        assert screen.currentWidget() is screen.pairing
        shell.window.navigation.back()
        assert screen.currentWidget() is screen.overview


def test_the_count_at_the_foot_follows_what_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path, an_office) as shell:
        button = shell.window.status.unsent
        assert button is not None
        shell.wait_until(lambda: button.text() == "✔ Nothing to send")
        add(shell.office.store, "organisation", name="École")
        shell.wait_until(lambda: button.text() == "⇄ 1 change not sent")
        button.click()
        assert isinstance(shell.window.navigation.currentWidget(), ExchangeOffice)


def test_the_example_has_nothing_to_send(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path, an_office, is_example=True) as shell:
        assert shell.window.status.unsent is None
