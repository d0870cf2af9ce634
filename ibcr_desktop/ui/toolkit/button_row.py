"""Lays the buttons of a page out in one line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget


def button_row(first: Sequence[QWidget], last: Sequence[QWidget] = ()) -> QHBoxLayout:
    """Put ``first`` at the beginning of the line and ``last`` at its end."""
    row = QHBoxLayout()
    for button in first:
        row.addWidget(button)
    row.addStretch(1)
    for button in last:
        row.addWidget(button)
    return row
