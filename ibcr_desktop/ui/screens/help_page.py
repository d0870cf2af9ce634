"""Shows the help: Markdown pages of the program itself, in the language of the screen, without any door outwards."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from ibcr_desktop.foundation.places import resource
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.ui.screens.start_page import heading_label

FIRST_PAGE = "index"
SUFFIX = ".md"


class ClosedBrowser(QTextBrowser):
    """Shows a text and follows only links to other pages of the help; it loads nothing, from nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)

    def loadResource(self, kind: int, url: QUrl | str) -> Any:  # noqa: ARG002 - Qt's signature
        """Give nothing: no picture and no file is ever read for a page."""
        return None


class HelpPages:
    """Finds the pages: in the language, else in English."""

    def __init__(self, words: Words, folder: Path | None = None) -> None:
        self._language = words.language
        self._folder = folder or resource("help")

    def names(self) -> list[str]:
        """Give the names of all pages, the first page first."""
        found = {path.stem for path in self._folder.glob(f"*/*{SUFFIX}")}
        return sorted(found, key=lambda name: (name != FIRST_PAGE, name))

    def text(self, name: str) -> str:
        """Give a page as Markdown; the first page where there is none of that name."""
        for language in (self._language, "en"):
            path = self._folder / language / f"{name}{SUFFIX}"
            if name.replace("-", "").replace("_", "").isalnum() and path.is_file():
                return path.read_text(encoding="utf-8")
        return "" if name == FIRST_PAGE else self.text(FIRST_PAGE)

    def heading(self, name: str) -> str:
        """Give the first heading of a page."""
        first = next((line for line in self.text(name).splitlines() if line.startswith("# ")), name)
        return first.removeprefix("# ").strip()


class HelpPage(QWidget):
    """The list of pages on one side, the page on the other."""

    def __init__(self, words: Words, folder: Path | None = None) -> None:
        super().__init__()
        self.words = words
        self._pages = HelpPages(words, folder)
        self.contents = QListWidget()
        self.contents.setAccessibleName(words.translate(N_("Pages of the help")))
        self.contents.setSpacing(2)
        self.contents.setMaximumWidth(self.fontMetrics().averageCharWidth() * 34)
        for name in self._pages.names():
            item = QListWidgetItem(self._pages.heading(name))
            item.setData(256, name)
            self.contents.addItem(item)
        self.browser = ClosedBrowser()
        self.browser.document().setDocumentMargin(self.fontMetrics().height())
        self.browser.setAccessibleName(words.translate(N_("Page of the help")))
        self.browser.anchorClicked.connect(self._follow)
        self.contents.currentItemChanged.connect(lambda item, _before: self._read(item.data(256) if item else ""))
        row = QHBoxLayout()
        row.addWidget(self.contents)
        row.addWidget(self.browser, 1)
        column = QVBoxLayout(self)
        column.addWidget(heading_label(self.title()))
        column.addLayout(row)
        self.setFocusProxy(self.browser)
        self.show_page(FIRST_PAGE)

    def title(self) -> str:
        """Give the name of the screen."""
        return self.words.translate(N_("Help"))

    def shown(self) -> None:
        """The pages come with the program and do not change."""

    def leave(self) -> None:
        """Nothing is entered here."""

    def show_page(self, name: str) -> None:
        """Show a page by its name; the first one where the help has no such page."""
        names = self._pages.names()
        wanted = name if name in names else FIRST_PAGE
        if wanted in names:
            self.contents.setCurrentRow(names.index(wanted))

    def _read(self, name: str) -> None:
        if name:
            self.browser.setMarkdown(self._pages.text(name))

    def _follow(self, url: QUrl) -> None:
        """Follow a link to another page, written ``home.md``; every other address is left alone."""
        target = url.toString()
        if target.endswith(SUFFIX) and "/" not in target and ":" not in target:
            self.show_page(target.removesuffix(SUFFIX))
