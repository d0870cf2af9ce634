"""The sign-in sheet as a workbook: what a trainer finds in it, may choose, and cannot break."""

import html
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ibcr_desktop.excel.sign_in_workbook import SIGNATURE_HEIGHT, write_sign_in_workbook
from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.paper.qr_code import qr_picture
from ibcr_desktop.paper.sheet_columns import Use
from ibcr_desktop.paper.sign_in_sheet import BLANK_LINES, SignInSheet
from ibcr_desktop.storage.paper_references import referred_id
from tests.databases import TODAY
from tests.excel.grids import all_texts, table_grid
from tests.paper.plain_sheets import plain_sheet
from tests.paper.trainings import ARABIC, CODE, TELEPHONE, training

NASTY = '=HYPERLINK("http://example.org","x")'


def written(folder: Path, sheet: SignInSheet, paper: PaperSize = PaperSize.A4) -> Path:
    path = folder / "sheet.xlsx"
    write_sign_in_workbook(sheet, path, paper, FixedClock(TODAY))
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_the_paper_says(tmp_path: Path, language: str) -> None:
    sheet = plain_sheet(3, language=language)
    rows = table_grid(written(tmp_path, sheet), sheet.heading)
    assert list(rows[0]) == [each.heading for each in sheet.columns]
    assert len(rows) == len(sheet.lines) == 3 + BLANK_LINES
    for row, line in zip(rows, sheet.lines, strict=True):
        for column in sheet.columns:
            assert str(row[column.heading] if row[column.heading] is not None else "") == sheet.text(line, column)


def test_numbers_are_numbers_and_telephones_stay_text(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        made.person(1)
        sheet = made.sheet(discreet=False)
    workbook: Any = load_workbook(written(tmp_path, sheet))
    (table,) = workbook[sheet.heading].tables.values()
    head, first, second, *_ = workbook[sheet.heading][table.ref]
    cells = {cell.value: (one, other) for cell, one, other in zip(head, first, second, strict=True)}
    assert cells["Year of birth"][0].value == 1981
    assert cells["Family name"][0].value == ARABIC[0]
    for cell in cells["Telephone"]:
        assert cell.number_format == "@"
    assert cells["Telephone"][0].value == TELEPHONE


def test_what_looks_like_a_formula_is_a_text_and_stays_one(tmp_path: Path) -> None:
    with training(tmp_path, title=NASTY, place="+1") as made:
        made.person(family_name=NASTY, function="@SUM(A1)")
        sheet = made.sheet()
    path = written(tmp_path, sheet)
    workbook: Any = load_workbook(path)
    cells = [cell for each in workbook for row in each.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    dangerous = [cell for cell in cells if str(cell.value).startswith(("=", "@"))]
    assert [cell.value for cell in dangerous] == [NASTY, "@SUM(A1)"]
    assert all(cell.quotePrefix for cell in dangerous)


def test_sex_and_group_are_chosen_from_lists_that_are_in_the_file(tmp_path: Path) -> None:
    with training(tmp_path, people=1) as made:
        sheet = made.sheet("fr")
    workbook: Any = load_workbook(written(tmp_path, sheet))
    people, lists = workbook.worksheets
    assert lists.sheet_state == "hidden"
    (table,) = people.tables.values()
    first_row = int(table.ref.split(":")[0].lstrip("A"))
    offered = {}
    for rule in people.data_validations.dataValidation:
        assert rule.errorStyle == "warning"  # what a trainer writes is asked about, never refused
        heading = people[f"{str(rule.sqref)[0]}{first_row}"].value
        if rule.type == "list" and "!" in rule.formula1:
            offered[heading] = [cell.value for (cell,) in lists[rule.formula1.split("!")[1].replace("$", "")]]
    assert offered == {each.heading: list(each.choices) for each in sheet.columns if each.choices}
    assert offered["Sexe"][:2] == ["Féminin", "Masculin"]


def test_every_day_takes_a_mark_also_in_lines_that_a_trainer_adds(tmp_path: Path) -> None:
    sheet = plain_sheet(1, days=4)
    people: Any = load_workbook(written(tmp_path, sheet)).worksheets[0]
    marks = [rule for rule in people.data_validations.dataValidation if rule.formula1 == '"x"']
    assert len(marks) == len([each for each in sheet.columns if each.use is Use.DAY]) == 4
    assert all(max(each.max_row for each in rule.sqref.ranges) > people.max_row for rule in marks)


@pytest.mark.parametrize(("paper", "number"), [(PaperSize.A4, 9), (PaperSize.LETTER, 1)])
def test_it_prints_on_one_page_across_with_the_head_on_each(tmp_path: Path, paper: PaperSize, number: int) -> None:
    sheet = plain_sheet(40, days=12)
    people: Any = load_workbook(written(tmp_path, sheet, paper)).worksheets[0]
    assert (people.page_setup.paperSize, people.page_setup.orientation) == (number, "landscape")
    assert (people.page_setup.fitToWidth, people.page_setup.fitToHeight) == (1, 0)
    (table,) = people.tables.values()
    head = table.ref.split(":")[0].lstrip("A")
    assert people.print_title_rows == f"${head}:${head}"


def test_every_box_has_a_frame_and_room_for_a_signature_also_in_blank_lines(tmp_path: Path) -> None:
    sheet = plain_sheet(3, days=2)
    people: Any = load_workbook(written(tmp_path, sheet)).worksheets[0]
    (table,) = people.tables.values()
    head, *lines = people[table.ref]
    assert len(lines) == 3 + BLANK_LINES
    assert {len(line) for line in lines} == {len(sheet.columns)}
    for cell in (cell for line in lines for cell in line):
        frame = cell.border
        assert [each.style for each in (frame.left, frame.right, frame.top, frame.bottom)] == ["thin"] * 4
    heights = [people.row_dimensions[line[0].row] for line in lines]
    assert all(each.customHeight and each.height >= SIGNATURE_HEIGHT for each in heights)
    assert not list(people.conditional_formatting)  # its lines would cover the frames
    assert head[0].border.left.style is None


def test_later_pages_say_whose_sheet_they_are(tmp_path: Path) -> None:
    title = "3 jours & une nuit: " + "très long " * 20
    people: Any = load_workbook(written(tmp_path, plain_sheet(40, title=title))).worksheets[0]
    assert people.HeaderFooter.differentFirst
    assert not people.firstHeader
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as book:
        header, footer = (
            re.findall(f"<{name}>(.*?)</{name}>", book.read("xl/worksheets/sheet1.xml").decode())
            for name in ("oddHeader", "oddFooter")
        )
    assert header[0].startswith("&amp;L&amp;10 3 jours &amp;&amp; une nuit: très")
    assert "…&amp;R&amp;10 Thiès" in header[0]
    assert len(html.unescape(header[0])) < 255
    assert CODE in footer[0]
    assert people.firstFooter.left.text == CODE
    assert people.firstFooter.right.text == people.oddFooter.right.text == "International Bureau for Children's Rights"


def test_the_qr_code_of_the_activity_stands_at_its_head(tmp_path: Path) -> None:
    sheet = plain_sheet()
    with zipfile.ZipFile(written(tmp_path, sheet)) as book:
        (picture,) = (book.read(name) for name in book.namelist() if name.startswith("xl/media/"))
        assert 'Extension="png"' in book.read("[Content_Types].xml").decode()
    assert picture == qr_picture(sheet.reference)


def test_the_file_knows_its_activity(tmp_path: Path) -> None:
    sheet = plain_sheet()
    texts = all_texts(written(tmp_path, sheet))
    assert [referred_id(text) for text in texts if referred_id(text)] == [referred_id(sheet.reference)]


def test_what_is_discreet_on_paper_is_left_out_of_the_file(tmp_path: Path) -> None:
    with training(tmp_path, people=1) as made:
        path = written(tmp_path, made.sheet())
    with zipfile.ZipFile(path) as book:
        content = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert TELEPHONE not in content
    assert "✓" not in content


def test_a_refusing_disk_leaves_what_stood_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no longer there"):
        write_sign_in_workbook(plain_sheet(), tmp_path / "gone" / "sheet.xlsx", PaperSize.A4, FixedClock(TODAY))
    assert not list(tmp_path.glob("*.xlsx*"))
