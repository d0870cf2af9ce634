"""Puts the focus where a person can begin to type, so that no mouse is needed on a new page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_inside(page: QWidget) -> None:
    """Focus the widget of a page that had it last, else its proxy, else the first one that Tab reaches."""
    focused = page.window().focusWidget()
    if focused is not None and page.isAncestorOf(focused) and focused.isVisible():
        focused.setFocus()
        return
    if page.focusProxy() is not None:
        page.setFocus()
        return
    following = page.nextInFocusChain()
    while following is not None and following is not page:
        if page.isAncestorOf(following) and _takes_tab(following) and following.isVisibleTo(page):
            following.setFocus()
            return
        following = following.nextInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.isEnabled()
