"""The first start: four short pages that end with an encrypted database, or with the example."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.ui.screens.first_run_code import RecoveryCodePage
from ibcr_desktop.ui.screens.first_run_pages import LanguagePage, PassphrasePage, StartWithPage, WhoAndWherePage
from ibcr_desktop.ui.screens.first_run_places import KnownPlaces, OfficeFacts
from ibcr_desktop.ui.screens.start_page import StartPage
from ibcr_desktop.ui.toolkit.focus import focus_inside


@dataclass(frozen=True)
class FirstAnswers:
    """What the first start asked for: who and where, and the passphrase."""

    facts: OfficeFacts
    passphrase: str


class FirstRun(QStackedWidget):
    """Shows the pages one after the other; making the database is left to who listens."""

    language_chosen = Signal(str)
    database_wanted = Signal(object)  # FirstAnswers
    example_wanted = Signal()
    start_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, words: Words, places: KnownPlaces) -> None:
        super().__init__()
        self.words = words
        self._places = places
        self._facts = OfficeFacts()
        self._steps: list[StartPage] = []
        self._show_language()

    def title(self) -> str:
        """Give the heading of the page in front."""
        page = self.currentWidget()
        return page.title() if isinstance(page, StartPage) else ""

    def show_code(self, code: str) -> None:
        """Go on to the recovery code of the database that was made."""
        page = RecoveryCodePage(self.words, code, step=3)
        page.proved.connect(self._show_start_with)
        self._steps.clear()  # the database exists: there is no way back before it
        self._show(page)

    def show_error(self, error: UserError) -> None:
        """Say in the page why the database could not be made."""
        page = self.currentWidget()
        if isinstance(page, StartPage):
            page.set_busy(busy=False)
            page.show_problem(error.text(self.words))

    def set_busy(self, *, busy: bool) -> None:
        """Show that the database or the example is being made."""
        page = self.currentWidget()
        if isinstance(page, StartPage):
            page.set_busy(busy=busy)
            page.show_problem("")

    def _show_language(self) -> None:
        page = LanguagePage(self.words)
        page.chosen.connect(self._language_is)
        self._show(page)

    def _language_is(self, language: str) -> None:
        self.words = Words(language)
        self.language_chosen.emit(language)
        page = WhoAndWherePage(self.words, self._places)
        page.answered.connect(self._who_is)
        page.example_wanted.connect(self.example_wanted)
        page.other_wanted.connect(self.other_wanted)
        page.back_wanted.connect(self._back)
        self._show(page)

    def _who_is(self, facts: OfficeFacts) -> None:
        self._facts = facts
        page = PassphrasePage(self.words)
        page.answered.connect(lambda passphrase: self.database_wanted.emit(FirstAnswers(self._facts, passphrase)))
        page.example_wanted.connect(self.example_wanted)
        page.back_wanted.connect(self._back)
        self._show(page)

    def _show_start_with(self) -> None:
        page = StartWithPage(self.words)
        page.start_wanted.connect(self.start_wanted)
        page.example_wanted.connect(self.example_wanted)
        self._steps.clear()
        self._show(page)

    def _show(self, page: StartPage) -> None:
        self._steps.append(page)
        self.addWidget(page)
        self.setCurrentWidget(page)
        self.setWindowTitle(page.title())
        focus_inside(page)  # Qt has focused the first field already, which not every page wants
        if page.focusProxy() is not None:
            page.setFocus()

    def _back(self) -> None:
        """Go one page back; what the left page held is typed again, what the earlier one held is still there."""
        if len(self._steps) < 2:
            return
        left = self._steps.pop()
        self.setCurrentWidget(self._steps[-1])
        self.removeWidget(left)
        left.deleteLater()
        focus_inside(self._steps[-1])
