"""All talk with the person passes here, so that tests can listen and no test ever meets a modal box."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

Action = tuple[str, Callable[[], object]]


class Messages(QFrame):
    """A bar in the page for what happened, and the few questions that need an answer before going on."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.sign = PlainLabel()
        self.text = label("")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._actions = QHBoxLayout()
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(words.translate(N_("Close this message")))
        close.setToolTip(close.accessibleName())
        close.setAutoRaise(True)
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.sign)
        row.addWidget(self.text, stretch=1)
        row.addLayout(self._actions)
        row.addWidget(close)
        self.hide()

    def show_text(self, text: str, *actions: Action) -> None:
        """Tell something in the page, with buttons for what can be done about it."""
        self._show("ℹ", text, actions)

    def show_error(self, error: UserError, *actions: Action) -> None:
        """Tell what happened, what is safe and what to do."""
        self._show("⚠", error.text(self._words), actions)

    def show_failure(self, error: BaseException) -> None:
        """Tell why work on the worker was refused; anything else is a bug and goes its own way."""
        if not isinstance(error, UserError):
            raise error
        self.show_error(error)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something, and tell in the page if it was refused; says whether it was done."""
        try:
            act()
        except UserError as refused:
            self.show_error(refused)
            return False
        return True

    def dismiss(self) -> None:
        """Take the message away."""
        self.hide()

    def confirm(self, question: str, verb: str) -> bool:
        """Ask before what leaves this computer or cannot come back; the button carries the verb, Cancel the focus."""
        return confirm(self.window(), question, verb)

    def ask_save_path(self, title: str, proposed: Path, kinds: str) -> Path | None:
        """Ask where to write a file; ``kinds`` is Qt's filter, such as "Excel (*.xlsx)"."""
        chosen, _ = QFileDialog.getSaveFileName(self.window(), title, str(proposed), kinds)
        return Path(chosen) if chosen else None

    def ask_open_path(self, title: str, folder: Path, kinds: str) -> Path | None:
        """Ask which file to read."""
        chosen, _ = QFileDialog.getOpenFileName(self.window(), title, str(folder), kinds)
        return Path(chosen) if chosen else None

    def ask_open_paths(self, title: str, folder: Path, kinds: str) -> list[Path]:
        """Ask which files to read, one or more; none where the person thought better of it."""
        chosen, _ = QFileDialog.getOpenFileNames(self.window(), title, str(folder), kinds)
        return [Path(each) for each in chosen]

    def ask_folder(self, title: str, folder: Path) -> Path | None:
        """Ask for a folder, such as a stick."""
        chosen = QFileDialog.getExistingDirectory(self.window(), title, str(folder))
        return Path(chosen) if chosen else None

    def _show(self, sign: str, text: str, actions: tuple[Action, ...]) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        self.sign.setText(sign)
        self.text.setText(text)
        self.setAccessibleName(text)
        for name, act in actions:
            button = QPushButton(name)
            button.clicked.connect(lambda _=False, act=act: act())
            self._actions.addWidget(button)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))  # read aloud without taking the focus


def confirm(parent: QWidget, question: str, verb: str) -> bool:
    """Ask in a box over ``parent``, for the pages that have no bar of messages."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setIcon(QMessageBox.Icon.Question)
    go_on = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is go_on


class RecordedMessages(Messages):
    """For tests: remembers what would have been said, and answers as it was told to."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.said: list[str] = []
        self.answers: list[bool] = []
        self.paths: list[Path | None] = []

    def confirm(self, question: str, verb: str) -> bool:
        """Give the next prepared answer."""
        self.said.append(f"{question} [{verb}]")
        return self.answers.pop(0)

    def ask_save_path(self, title: str, proposed: Path, kinds: str) -> Path | None:  # noqa: ARG002 - as the real one
        """Give the next prepared path."""
        return self.paths.pop(0)

    def ask_open_path(self, title: str, folder: Path, kinds: str) -> Path | None:  # noqa: ARG002 - as the real one
        """Give the next prepared path."""
        return self.paths.pop(0)

    def ask_folder(self, title: str, folder: Path) -> Path | None:  # noqa: ARG002 - as the real one
        """Give the next prepared path."""
        return self.paths.pop(0)

    def _show(self, sign: str, text: str, actions: tuple[Action, ...]) -> None:
        self.said.append(text)
        super()._show(sign, text, actions)
