"""A page can be used without a mouse: the focus lands where one types, and Alt letters mean one thing each."""

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.toolkit.focus import focus_inside
from ibcr_desktop.ui.toolkit.mnemonics import give_mnemonics
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel


def _page(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    page.show()
    return page


def _captions(*texts: str) -> list[QWidget]:
    widgets: list[QWidget] = []
    for text in texts:
        line, caption = QLineEdit(), PlainLabel(text)
        caption.setBuddy(line)
        widgets += [caption, line]
    return widgets


def _texts(page: QWidget) -> list[str]:
    return [each.text() for each in page.findChildren(PlainLabel)]


def test_the_focus_goes_to_the_first_field_that_can_be_used(qtbot: QtBot) -> None:
    off, hidden, first = QLineEdit(), QLineEdit(), QLineEdit()
    page = _page(qtbot, PlainLabel("Title"), off, hidden, first, QLineEdit())
    off.setEnabled(False)
    hidden.hide()
    focus_inside(page)
    assert page.focusWidget() is first


def test_the_focus_returns_to_where_it_was(qtbot: QtBot) -> None:
    first, second = QLineEdit(), QLineEdit()
    page = _page(qtbot, first, second)
    second.setFocus()
    focus_inside(page)
    assert page.focusWidget() is second


def test_a_page_without_fields_takes_no_focus(qtbot: QtBot) -> None:
    page = _page(qtbot, PlainLabel("Nothing to type here"))
    focus_inside(page)
    assert page.focusWidget() is None


def test_each_label_gets_a_letter_that_no_other_has(qtbot: QtBot) -> None:
    page = _page(qtbot, QPushButton("&Save"), *_captions("Title", "Theme", "Start", "Summary"))
    give_mnemonics(page)
    letters = [text[text.index("&") + 1].lower() for text in _texts(page)]
    assert len(set(letters)) == 4
    assert not {"s", "u"} & set(letters)  # the button's, and that of the undo bar


def test_a_label_for_which_no_letter_is_left_stays_as_it_is(qtbot: QtBot) -> None:
    page = _page(qtbot, *_captions("a", "A", "Âé"))
    give_mnemonics(page)
    assert _texts(page) == ["&a", "A", "Âé"]
