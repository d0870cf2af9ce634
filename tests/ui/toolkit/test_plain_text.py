"""Any text of a record is shown letter by letter, in labels and in tooltips."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel, PlainLabel, label, plain_tooltip

ODD_NAMES = ["<b>Awa</b>", "Diop & Sow", "&amp;", "a < b", "<img src='file:///etc/passwd'>", "two\nlines", "Ndèye"]


@pytest.mark.parametrize("text", ODD_NAMES)
def test_a_tooltip_shows_the_text_as_it_stands(text: str) -> None:
    tooltip = plain_tooltip(text)
    assert tooltip.startswith("<span>")  # else Qt shows the escaped signs themselves
    shown = QTextDocument()
    shown.setHtml(tooltip)
    assert shown.toPlainText() == text


def test_no_text_makes_no_tooltip() -> None:
    assert plain_tooltip("") == ""


@pytest.mark.parametrize("text", ODD_NAMES)
def test_a_label_takes_no_text_for_markup(qtbot: QtBot, text: str) -> None:
    for made in (PlainLabel(text), label(text), ElidedLabel(text)):
        qtbot.addWidget(made)
        assert made.textFormat() == Qt.TextFormat.PlainText
    assert label(text).text() == text


def test_a_narrow_line_ends_in_dots_and_tells_the_rest(qtbot: QtBot) -> None:
    line = ElidedLabel("Formation initiale <police> de la Brigade des mineurs de Dakar")
    qtbot.addWidget(line)
    line.resize(100, 30)
    line.show()
    assert line.text().endswith("…")
    assert "&lt;police&gt;" in line.toolTip()
    assert line.accessibleName() == "Formation initiale <police> de la Brigade des mineurs de Dakar"
    line.resize(2000, 30)
    assert line.text() == line.accessibleName()
    assert line.toolTip() == ""


def test_a_narrow_line_never_makes_its_window_wider(qtbot: QtBot) -> None:
    line = ElidedLabel("x" * 40_000)
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() < 40_000
    line.resize(100, 30)
    line.show()
    assert line.width() == 100
