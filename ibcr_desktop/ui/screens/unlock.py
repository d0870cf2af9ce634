"""Opens the database of last time: passphrase, recovery code, or another file; every fault is told in the page."""

from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QStackedWidget, QWidget

from ibcr_desktop.backups.backup import place_of
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.screens.passphrase_fields import PassphraseFields
from ibcr_desktop.ui.screens.start_page import StartPage
from ibcr_desktop.ui.toolkit.messages import confirm

SECOND = 1000


class PassphrasePage(StartPage):
    """The passphrase of one database."""

    unlock_wanted = Signal(str)
    forgotten = Signal()
    other_wanted = Signal()
    restore_wanted = Signal(str)
    new_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, words: Words, path: Path) -> None:
        _ = words.translate
        super().__init__(words, _(N_("Open your database")))
        self.path = path
        self.add_text(_(N_("Database: {name}")).format(name=path.name)).setToolTip("")
        self.told = self.add_text("")
        self.told.hide()
        self.passphrase = self.add_secret(_(N_("&Passphrase")))
        self.opens = QPushButton(_(N_("&Open")))
        self.opens.clicked.connect(self._ask)
        self.passphrase.returnPressed.connect(self._ask)
        self.add_foot(self.opens)
        self.add_links(
            (_(N_("&Forgotten? Use the recovery code")), self.forgotten.emit),
            (_(N_("Open &another database…")), self.other_wanted.emit),
            (_(N_("Restore a &backup…")), self._ask_to_restore),
            (_(N_("Make a &new database")), self.new_wanted.emit),
            (_(N_("Look at &example data")), self.example_wanted.emit),
        )
        self.finish()
        self._pause = QTimer(self)
        self._pause.setInterval(SECOND)
        self._pause.timeout.connect(self._one_second_less)
        self._seconds_left = 0
        self._sentence = ""

    def set_busy(self, *, busy: bool) -> None:
        """While the key is derived nothing is asked twice."""
        super().set_busy(busy=busy)
        self.opens.setEnabled(not busy and not self._seconds_left)
        self.passphrase.setReadOnly(busy)

    def show_error(self, error: UserError, seconds: float = 0) -> None:
        """Say what was wrong, and let the next attempt wait for some seconds, counted down in the page."""
        self._sentence = error.text(self.words)
        self._seconds_left = int(seconds + 0.999)
        self.set_busy(busy=False)
        self._tell()
        if self._seconds_left:
            self._pause.start()
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _one_second_less(self) -> None:
        self._seconds_left = max(0, self._seconds_left - 1)
        if not self._seconds_left:
            self._pause.stop()
        self.opens.setEnabled(not self._seconds_left)
        self._tell()

    def _tell(self) -> None:
        left = self._seconds_left
        pause = self.words.plural(
            "You can try again in {count} second.", "You can try again in {count} seconds.", left
        ).format(count=left)
        self.show_problem(f"{self._sentence} {pause}" if left else self._sentence)

    def _ask(self) -> None:
        if self.opens.isEnabled() and self.passphrase.text():
            self.unlock_wanted.emit(self.passphrase.text())

    def _ask_to_restore(self) -> None:
        if self.passphrase.text():
            self.restore_wanted.emit(self.passphrase.text())
            return
        self.show_problem(self.words.translate(N_("Type the passphrase first: backups are encrypted with it.")))
        self.passphrase.setFocus()


class RecoveryPage(StartPage):
    """A new passphrase by the recovery code on paper."""

    recover_wanted = Signal(str, str)
    back_wanted = Signal()

    def __init__(self, words: Words) -> None:
        _ = words.translate
        super().__init__(words, _(N_("Use the recovery code")))
        self.code = QLineEdit()
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.add_field(
            _(N_("Recovery &code")), self.code, _(N_("Six groups of five, as on your paper; hyphens do not matter."))
        )
        self.fields = PassphraseFields(self)
        back, onward = QPushButton(_(N_("&Back"))), QPushButton(_(N_("Set the new passphrase and &open")))
        back.clicked.connect(self.back_wanted)
        onward.clicked.connect(self._ask)
        self._onward = onward
        self.add_foot(back, onward)
        self.finish()

    def set_busy(self, *, busy: bool) -> None:
        """While the key is derived nothing is asked twice."""
        super().set_busy(busy=busy)
        self._onward.setEnabled(not busy)

    def show_error(self, error: UserError, seconds: float = 0) -> None:  # noqa: ARG002 - a code needs no pause
        """Say what was wrong with the code or the passphrase."""
        self.set_busy(busy=False)
        self.show_problem(error.text(self.words))

    def _ask(self) -> None:
        problem = self.fields.problem()
        self.show_problem(problem)
        if not problem:
            self.recover_wanted.emit(self.code.text(), self.fields.first.text())


class Unlock(QStackedWidget):
    """The two pages for one database file."""

    unlock_wanted = Signal(object, str)  # path, passphrase
    recover_wanted = Signal(object, str, str)  # path, code, new passphrase
    other_chosen = Signal(object)  # path
    restore_wanted = Signal(object, object, str)  # path, what was chosen as a backup, passphrase
    new_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, words: Words, path: Path) -> None:
        super().__init__()
        self.words, self.path = words, path
        self.page = PassphrasePage(words, path)
        self.addWidget(self.page)
        self.page.unlock_wanted.connect(lambda passphrase: self.unlock_wanted.emit(path, passphrase))
        self.page.forgotten.connect(self.show_recovery)
        self.page.other_wanted.connect(self.choose_other)
        self.page.restore_wanted.connect(self.choose_backup)
        self.page.new_wanted.connect(self.new_wanted)
        self.page.example_wanted.connect(self.example_wanted)
        self.page.passphrase.setFocus()

    def title(self) -> str:
        """Give the heading of the page in front."""
        return self._front().title()

    def show_error(self, error: UserError, seconds: float = 0) -> None:
        """Say in the page in front why the database did not open."""
        self._front().show_error(error, seconds)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the database is being opened."""
        self._front().set_busy(busy=busy)
        if busy:
            self._front().show_problem("")

    def show_recovery(self) -> None:
        """Go to the recovery code."""
        page = RecoveryPage(self.words)
        page.back_wanted.connect(lambda: self._leave(page))
        page.recover_wanted.connect(lambda code, new: self.recover_wanted.emit(self.path, code, new))
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.code.setFocus()

    def choose_other(self) -> None:
        """Let the person point at another database."""
        chosen = choose_database(self, self.words, self.path.parent)
        if chosen is not None:
            self.other_chosen.emit(chosen)

    def choose_backup(self, passphrase: str) -> None:
        """Let the person point at a backup that takes the place of this database, and say what becomes of it."""
        _ = self.words.translate
        chosen = choose_database(self, self.words, place_of(self.path))
        if chosen is None:
            return
        question = _(
            N_(
                "Put this backup in the place of your database? What stands there now is kept in the folder of the "
                "backups, even if it is damaged."
            )
        )
        if confirm(self, question, _(N_("&Restore this backup"))):
            self.restore_wanted.emit(self.path, chosen, passphrase)

    def show_restored(self, moment: datetime) -> None:
        """Say that the database is as it was at that moment."""
        self._tell(N_("✔ The database is as it was in the backup of {moment}."), moment)

    def show_backup(self, moment: datetime) -> None:
        """Say that this file is a backup, which is not opened itself."""
        self._tell(N_("This is the backup of {moment}. It is restored on this computer, and stays as it is."), moment)

    def _tell(self, sentence: str, moment: datetime) -> None:
        self.page.told.setText(self.words.translate(sentence).format(moment=self.words.moment(moment)))
        self.page.told.show()

    def _front(self) -> PassphrasePage | RecoveryPage:
        return cast("PassphrasePage | RecoveryPage", self.currentWidget())

    def _leave(self, page: RecoveryPage) -> None:
        self.removeWidget(page)
        page.deleteLater()
        self.page.passphrase.setFocus()


def choose_database(parent: QWidget, words: Words, folder: Path) -> Path | None:
    """Ask for a database file; None when the person thinks better of it."""
    _ = words.translate
    chosen, _kind = QFileDialog.getOpenFileName(
        parent, _(N_("Open a database")), str(folder), _(N_("Databases (*.ibcrdb);;All files (*)"))
    )
    return Path(chosen) if chosen else None
