"""Prints the diary of merges, or saves it as PDF."""

from PySide6.QtWidgets import QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.prints.diary_pages import DiaryPages
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.diary import diary_entries
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.prints.paper_dialog import PaperDialog, Wanted

TITLE = N_("Diary of merges")


class WantedDiary(Wanted):
    """The whole diary."""

    def make_pages(self, store: RecordStore, lexicon: StoredLexicon) -> DiaryPages | None:
        """Read the diary and lay it out in the language that was chosen."""
        with store.database.reader() as connection:
            entries = diary_entries(connection)
        words = lexicon.words
        if not entries:
            return None
        return DiaryPages(words.translate(TITLE), [each.text(words) for each in entries], self.paper, words)


class DiaryDialog(PaperDialog):
    """Language and paper; there is nothing else to choose."""

    help_page = "exchange-headquarters"

    def __init__(self, context: Context, parent: QWidget) -> None:
        title = context.words.translate(TITLE)
        super().__init__(context, title, title, parent)
        self.lay_out(QWidget())

    def wanted(self) -> WantedDiary:
        """Give language and paper."""
        return WantedDiary(*self.language_and_paper())
