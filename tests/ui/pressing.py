"""Presses buttons by their words and keys by their names, as a person would."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget


def press(page: QWidget | None, text: str) -> None:
    """Press the one button with these words (mnemonics aside)."""
    assert page is not None
    found = [each for each in page.findChildren(QAbstractButton) if each.text().replace("&", "") == text]
    assert len(found) == 1, [each.text() for each in page.findChildren(QAbstractButton)]
    found[0].click()


def key(widget: QWidget | None, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key in a widget."""
    assert widget is not None
    QTest.keyClick(widget, which, modifier)
