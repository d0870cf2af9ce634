"""Draws the diary of merges: sentences under a heading, so many on each page."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.paper.paper_sizes import PAGE_OF, PaperSize
from ibcr_desktop.prints.canvas import GREY, INK, Box, Canvas, Lettering

MARGIN: Final = 16.0  # millimetres
HEADING: Final = 12.0
ENTRY: Final = 11.0  # room for two lines
TITLE: Final = Lettering(15, bold=True, colour=INK)
TEXT: Final = Lettering(10)
FOOT: Final = Lettering(8, colour=GREY, align=Qt.AlignmentFlag.AlignRight)


class DiaryPages:
    """The pages of a diary, at least one."""

    def __init__(self, title: str, sentences: Sequence[str], paper: PaperSize, words: Words) -> None:
        """Lay the sentences out; ``title`` stands on every page."""
        self.title = title
        self.height, self.width = paper.landscape  # upright
        self._words = words
        fitting = max(int((self.height - 2 * MARGIN - 2 * HEADING) // ENTRY), 1)
        self._pages = [sentences[at : at + fitting] for at in range(0, max(len(sentences), 1), fitting)]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draw a page, counted from 0."""
        across = self.width - 2 * MARGIN
        canvas.text(self.title, Box(MARGIN, MARGIN, across, HEADING), TITLE)
        top = MARGIN + HEADING
        for sentence in self._pages[page]:
            canvas.text(sentence, Box(MARGIN, top, across, ENTRY), TEXT)
            top += ENTRY
        number = self._words.translate(PAGE_OF).format(page=page + 1, pages=self.count)
        canvas.text(number, Box(MARGIN, self.height - MARGIN - HEADING, across, HEADING), FOOT)
