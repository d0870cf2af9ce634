"""The diary of merges on paper: every sentence stands on a page, and an empty diary has one page."""

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.prints.diary_pages import DiaryPages
from ibcr_desktop.prints.pages import pdf_of, picture_of


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (60, 3)])
def test_so_many_sentences_need_so_many_pages(count: int, pages: int) -> None:
    made = DiaryPages("Diary", [f"Sentence {each}" for each in range(count)], PaperSize.A4, Words("en"))
    assert made.count == pages
    assert made.height > made.width
    assert pdf_of(made).startswith(b"%PDF")


def test_the_last_page_shows_what_is_left() -> None:
    made = DiaryPages("Diary", ["A sentence"] * 60, PaperSize.LETTER, Words("fr"))
    last = picture_of(made, made.count - 1, 200)
    empty = picture_of(DiaryPages("Diary", [], PaperSize.LETTER, Words("fr")), 0, 200)
    assert last != empty
