"""F1 on the pages before the shell: the help opens over them, in the language so far, and nothing typed is lost."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ibcr_desktop.ui.help_window import HelpWindow
from ibcr_desktop.ui.screens.first_run_code import RecoveryCodePage
from ibcr_desktop.ui.screens.first_run_pages import LanguagePage, PassphrasePage, StartWithPage, WhoAndWherePage
from ibcr_desktop.ui.screens.unlock import RecoveryPage
from tests.end_to_end.conftest import PASSPHRASE, Program
from tests.ui.pressing import key, press

Begin = Callable[[], Program]
HEADINGS = {"en": "The first start", "fr": "Le premier démarrage", "es": "El primer inicio"}


def has_the_keyboard(window: QWidget) -> bool:
    """Say whether the keyboard is in this window, not in one that another test left."""
    focused = QApplication.focusWidget()
    return focused is not None and window.isAncestorOf(focused)


def help_is_read(run: Program, language: str) -> None:
    """Press F1 where the keyboard is, read the heading, and close the help with Esc."""
    frame = run.application.frame
    frame.activateWindow()
    run.wait_until(lambda: has_the_keyboard(frame))
    before = frame.focusWidget()
    key(before, Qt.Key.Key_F1)
    (shown,) = run.page.findChildren(HelpWindow)
    assert shown.page.browser.toPlainText().startswith(HEADINGS[language])
    key(shown, Qt.Key.Key_Escape)
    run.wait_until(lambda: not run.page.findChildren(HelpWindow))
    assert frame.focusWidget() is before


def typed(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.setText(text)


def test_f1_helps_on_every_page_of_the_first_start(program: Begin) -> None:
    run = program()
    run.start()
    first = run.first_run
    assert isinstance(first.currentWidget(), LanguagePage)
    help_is_read(run, run.application.words.language)  # that of the computer: nobody has chosen one yet
    press(first.currentWidget(), "Français")
    who = first.currentWidget()
    assert isinstance(who, WhoAndWherePage)
    who.office.setCurrentIndex(who.office.findData("DKR"))
    typed(who.person, "Awa Sarr")
    help_is_read(run, "fr")
    assert who.person.text() == "Awa Sarr"
    press(who, "Continuer")
    secret = first.currentWidget()
    assert isinstance(secret, PassphrasePage)
    typed(secret.fields.second, PASSPHRASE)
    typed(secret.fields.first, PASSPHRASE)
    help_is_read(run, "fr")
    assert (secret.fields.first.text(), secret.fields.second.text()) == (PASSPHRASE, PASSPHRASE)
    press(secret, "Continuer")
    run.wait_until(lambda: isinstance(first.currentWidget(), RecoveryCodePage))
    code = first.currentWidget()
    assert isinstance(code, RecoveryCodePage)
    shown = code.code
    help_is_read(run, "fr")
    assert code.code == shown, "the code on paper is the one that counts"
    code.proof.setText(shown)
    press(code, "Continuer")
    assert isinstance(first.currentWidget(), StartWithPage)
    help_is_read(run, "fr")


def test_f1_helps_where_the_passphrase_and_the_recovery_code_are_asked_for(program: Begin) -> None:
    made = program()
    made.start()
    made.make_database()
    made.close()
    run = program()
    run.start()
    typed(run.unlock.page.passphrase, "four plain")
    help_is_read(run, "en")
    assert run.unlock.page.passphrase.text() == "four plain"
    run.unlock.show_recovery()
    page = run.unlock.currentWidget()
    assert isinstance(page, RecoveryPage)
    typed(page.code, "ABCDE-")
    help_is_read(run, "en")
    assert page.code.text() == "ABCDE-"
