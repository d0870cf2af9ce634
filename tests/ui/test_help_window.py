"""F1 in a window above the main one opens its page of the help over it, and loses nothing that was chosen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.ui.help_window import HelpWindow, give_help
from ibcr_desktop.ui.prints.certificates_dialog import CertificatesDialog
from ibcr_desktop.ui.prints.sign_in_sheet_dialog import SignInSheetDialog
from ibcr_desktop.ui.record_views.history_dialog import HistoryDialog
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.activity_part import PartDialog
from ibcr_desktop.ui.screens.anonymise_dialog import AnonymiseDialog
from ibcr_desktop.ui.screens.record_page import RecordPage
from ibcr_desktop.ui.screens.roster.bring_in import BringIn
from ibcr_desktop.ui.screens.roster.paste_preview import PastePreview
from ibcr_desktop.ui.screens.yearly_totals_export import ExportDialog
from tests.databases import add
from tests.ui.pressing import key
from tests.ui.shells import Shell, opened_shell


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, with_lists=True) as made:
        yield made


def activity_page(shell: Shell) -> ActivityContent:
    shell.window.navigation.to_record("activity", add(shell.store, "workshop", title="Cours", state="draft"))
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    content = page.form.content
    assert isinstance(content, ActivityContent)
    return content


def help_of(shell: Shell, dialog: QDialog) -> HelpWindow:
    """Press F1 where the keyboard is, and give what opens over the window."""
    shell.wait_until(lambda: (QApplication.focusWidget() or shell.window).window() is dialog)
    key(QApplication.focusWidget(), Qt.Key.Key_F1)
    (found,) = dialog.findChildren(HelpWindow)
    return found


Open = Callable[[ActivityContent], object]


@pytest.mark.parametrize(
    ("opened", "kind", "heading"),
    [
        (lambda page: page.paper.sheet_button.click(), SignInSheetDialog, "Sign-in sheets"),
        (lambda page: page.paper.certificates_button.click(), CertificatesDialog, "Sign-in sheets"),
        (lambda page: page.people.bring_in(), BringIn, "The people of an activity"),
        (lambda page: page.sessions.add(), PartDialog, "A record"),
    ],
)
def test_f1_opens_the_page_of_a_window_over_it(shell: Shell, opened: Open, kind: type[QDialog], heading: str) -> None:
    content = activity_page(shell)
    opened(content)
    (dialog,) = content.findChildren(kind)
    shown = help_of(shell, dialog)
    assert shown.page.browser.toPlainText().startswith(heading)
    key(shown, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert shell.window.navigation.place.screen == "record"
    dialog.reject()


def test_f1_in_a_window_without_a_page_of_its_own_opens_that_of_the_screen(shell: Shell) -> None:
    shell.window.navigation.to_list("workshop")
    asked = QDialog(shell.window.navigation)
    field = QWidget(asked)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    asked.open()
    field.setFocus()
    shown = help_of(shell, asked)
    assert shown.page.browser.toPlainText().startswith("Lists")
    asked.reject()
    assert not shown.isVisible()


def test_f1_before_the_shell_opens_the_page_of_the_first_start_in_the_language_chosen(qtbot: QtBot) -> None:
    page, languages = QWidget(), ["en"]
    qtbot.addWidget(page)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    give_help(page, "first-run", lambda: Words(languages[-1]))
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    languages.append("fr")
    key(page, Qt.Key.Key_F1)
    (shown,) = page.findChildren(HelpWindow)
    assert shown.page.browser.toPlainText().startswith("Le premier démarrage")
    shown.reject()


@pytest.mark.parametrize("kind", [HistoryDialog, AnonymiseDialog, ExportDialog, PastePreview])
def test_every_window_names_its_page(kind: type[QDialog]) -> None:
    assert isinstance(kind.help_page, str)  # type: ignore[attr-defined]  # that is what is asked
