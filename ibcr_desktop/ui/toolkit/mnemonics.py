"""Gives the labels of a page their Alt letters: none twice, and none that a button there already has."""

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

UNDO_BAR = "u"  # its button stands in the same window, whatever page is shown
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def give_mnemonics(page: QWidget) -> None:
    """Mark a letter in each label of the page that leads to a field; labels for which none is left stay as they are."""
    texts = [each.text() for each in page.findChildren(QAbstractButton)]
    texts += [each.text() for each in page.findChildren(QLabel)]  # those that were given one earlier
    taken = {UNDO_BAR} | {_letter_of(text) for text in texts}
    labels = [each for each in page.findChildren(QLabel) if each.buddy() is not None and not _letter_of(each.text())]
    for label in labels:
        place = _place(label.text(), taken)
        if place is not None:
            taken.add(label.text()[place].lower())
            label.setText(f"{label.text()[:place]}&{label.text()[place:]}")


def _letter_of(text: str) -> str:
    return QKeySequence.mnemonic(text).toString().removeprefix("Alt+").lower()


def _place(text: str, taken: Iterable[str]) -> int | None:
    """Find the letter to mark: the first of a word rather than one inside, and none with an accent."""
    free = [place for place, letter in enumerate(text) if letter.lower() in LETTERS - set(taken)]
    first = [place for place in free if place == 0 or text[place - 1].isspace()]
    return next(iter([*first, *free]), None)
