"""The help opens pages of the program and nothing else."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import LANGUAGES, Words
from ibcr_desktop.ui.screens.help_page import HelpPage, HelpPages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, name, text in (
        ("en", "index", "# Help\n\n[Home](home.md) [out](https://example.org/) [file](../../secret.md)"),
        ("en", "home", "# The home page\n\n![picture](file:///etc/passwd)\n\nFigures."),
        ("fr", "home", "# La page d’accueil\n\nChiffres."),
    ):
        (tmp_path / language).mkdir(exist_ok=True)
        (tmp_path / language / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def page(qtbot: QtBot, folder: Path) -> HelpPage:
    made = HelpPage(Words("en"), folder)
    qtbot.addWidget(made)
    return made


def test_the_first_page_is_shown_first_and_named_first(page: HelpPage) -> None:
    assert page.contents.item(0).text() == "Help"
    assert page.browser.toPlainText().startswith("Help")


def test_a_page_is_opened_by_name_and_an_unknown_one_is_the_first(page: HelpPage) -> None:
    page.show_page("home")
    assert "Figures." in page.browser.toPlainText()
    page.show_page("no-such-page")
    assert page.browser.toPlainText().startswith("Help")


def test_the_language_is_preferred_and_english_stands_in(folder: Path) -> None:
    pages = HelpPages(Words("fr"), folder)
    assert pages.heading("home") == "La page d’accueil"
    assert pages.heading("index") == "Help"


def test_a_link_to_a_page_is_followed(page: HelpPage) -> None:
    page.browser.anchorClicked.emit(QUrl("home.md"))
    assert "Figures." in page.browser.toPlainText()


@pytest.mark.parametrize(
    "address", ["https://example.org/home.md", "../../secret.md", "file:///etc/passwd", "x:home.md"]
)
def test_no_other_link_leads_anywhere(page: HelpPage, address: str) -> None:
    page.browser.anchorClicked.emit(QUrl(address))
    assert page.browser.toPlainText().startswith("Help")


def test_nothing_is_loaded_for_a_page(page: HelpPage) -> None:
    for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.HtmlResource):
        assert page.browser.loadResource(kind.value, QUrl("file:///etc/passwd")) is None
    assert not page.browser.openExternalLinks()


@pytest.mark.parametrize("name", ["../en/index", "..", "", "/etc/passwd"])
def test_a_name_that_is_no_name_gives_the_first_page(folder: Path, name: str) -> None:
    assert HelpPages(Words("en"), folder).text(name).startswith("# Help")


def test_every_page_that_a_shipped_page_links_to_exists() -> None:
    for language in LANGUAGES:
        pages = HelpPages(Words(language))
        for name in pages.names():
            for part in pages.text(name).split("](")[1:]:
                target = part.split(")")[0]
                assert target.endswith(".md")
                assert target.removesuffix(".md") in pages.names()
