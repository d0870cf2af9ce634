"""The printed sheet: a PDF of the right size and number of pages, on which everything stands in its box."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.prints.pages import pdf_of, picture_of, write_pdf
from ibcr_desktop.prints.sign_in_sheet_pages import SignInSheetPages
from tests.paper.plain_sheets import line_of, plain_sheet
from tests.paper.trainings import CODE, TELEPHONE

POINTS = {PaperSize.A4: (842, 595), PaperSize.LETTER: (792, 612)}
EACH_PAPER = pytest.mark.parametrize("paper", list(PaperSize))
READER = shutil.which("pdftotext")
DOTS = 1200


def pages_of(people: int, paper: PaperSize = PaperSize.A4, language: str = "en") -> SignInSheetPages:
    return SignInSheetPages(plain_sheet(people, language=language), paper)


def dark(image: QImage, left: int, top: int, right: int, bottom: int) -> int:
    """Count the dark dots of a part of a picture."""
    return sum(
        image.pixelColor(column, row).lightness() < 128 for row in range(top, bottom) for column in range(left, right)
    )


@EACH_PAPER
@pytest.mark.parametrize("people", [0, 5, 40])
def test_the_pdf_has_the_size_of_the_paper_and_all_pages(paper: PaperSize, people: int) -> None:
    pages = pages_of(people, paper)
    data = pdf_of(pages)
    assert data.startswith(b"%PDF-")
    assert (
        len(re.findall(rb"/Type\s*/Page\b", data)) == pages.count == {0: 2, 5: 1, 40: 4 if paper == "a4" else 3}[people]
    )
    boxes = {tuple(round(float(side)) for side in box.split()) for box in re.findall(rb"/MediaBox \[([^]]+)\]", data)}
    assert boxes == {(0, 0, *POINTS[paper])}


def test_its_properties_name_the_activity_and_no_person() -> None:
    data = pdf_of(pages_of(2))
    assert CODE.encode("utf-16-be") in data
    assert b"/Author ()" in data or b"/Author" not in data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.skipif(READER is None, reason="pdftotext is not installed here")
def test_another_program_reads_heading_people_and_numbers_on_every_page(tmp_path: Path, language: str) -> None:
    path = tmp_path / "sheet.pdf"
    pages = pages_of(40, language=language)
    write_pdf(path, pages)
    command = [str(READER), "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, timeout=60, encoding="utf-8").stdout
    *read, rest = text.split("\f")
    assert (len(read), rest) == (pages.count, "")
    for number, page in enumerate(read, start=1):
        assert "Formation initiale" in page
        assert CODE in page
        wanted = {"en": "Page {} of {}", "fr": "Page {} sur {}", "es": "Página {} de {}"}[language]
        assert wanted.format(number, pages.count) in page
    assert text.count(TELEPHONE.replace(" ", "\u00a0")) + text.count(TELEPHONE) == 40
    assert text.count("Aïcha") == 10


def test_every_page_has_its_heading_its_head_row_and_its_code() -> None:
    pages = pages_of(40)
    dots = DOTS / pages.width
    for page in range(pages.count):
        image = picture_of(pages, page, DOTS)
        for left, top, right, bottom in (
            (10, 15, 100, 28),
            (10, 36, 287, 46),
            (11, 180, 30, 199),
            (240, 188, 287, 200),
        ):
            assert dark(image, round(left * dots), round(top * dots), round(right * dots), round(bottom * dots)) > 20


def test_a_text_that_is_too_long_stays_in_its_box() -> None:
    long = plain_sheet(lines=(line_of(1, function="W" * 400), *(line_of(number) for number in range(2, 15))))
    pages, empty = SignInSheetPages(long, PaperSize.A4), pages_of(0)
    image, other = picture_of(pages, 0, DOTS), picture_of(empty, 0, DOTS)
    dots = DOTS / pages.width
    below = (round(150 * dots), round(56 * dots), round(287 * dots), round(180 * dots))  # the lines under the first
    assert dark(image, *below) <= dark(other, *below)
    first_line = (round(10 * dots), round(47 * dots), round(287 * dots), round(54 * dots))
    assert dark(image, *first_line) > dark(other, *first_line)


def test_a_place_that_is_no_folder_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    pages = pages_of(1)
    with pytest.raises(UserError, match="no longer there"):
        write_pdf(tmp_path / "gone" / "sheet.pdf", pages)
    taken = tmp_path / "taken.pdf"
    taken.mkdir()
    with pytest.raises(UserError):
        write_pdf(taken, pages)
    assert [each.name for each in tmp_path.glob("*.pdf*")] == ["taken.pdf"]
