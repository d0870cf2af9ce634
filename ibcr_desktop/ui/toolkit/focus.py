"""Puts the focus where a person can begin to type, so that no mouse is needed on a new page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_inside(page: QWidget) -> None:
    """Focus the widget of a page that had it last, else its proxy, else the first one that Tab reaches.

    The chain of Tab is not walked: Qt for Python takes the next one for a child of the one before, and lets go of what
    is still shown when the editor of a cell, which stands in the chain too, is closed.
    """
    focused = page.window().focusWidget()
    if focused is not None and page.isAncestorOf(focused) and focused.isVisible():
        focused.setFocus()
    elif page.focusProxy() is not None:
        page.setFocus()
    else:
        inside = (each for each in page.findChildren(QWidget) if _takes_tab(each) and each.isVisibleTo(page))
        first = next(inside, None)
        if first is not None:
            first.setFocus()


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.isEnabled()
