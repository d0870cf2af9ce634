"""Another program opens the workbook, computes it anew and finds nothing wrong in it."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ibcr_desktop.excel.cell_text import put_text
from ibcr_desktop.excel.yearly_workbook import write_workbook
from ibcr_desktop.foundation.words import Words
from tests.databases import add
from tests.excel.grids import grid
from tests.excel.small_year import SmallYear, small_year

OFFICE = shutil.which("soffice")
LAST_DAY = date(2021, 3, 1)
ODD_TEXTS = ("_x000D_", "#REF!", "=1+1", "+5", "\u202eright to left", "a\nb", "<b>&amp;</b>", "x" * 40_000)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")]


@pytest.fixture
def year(tmp_path: Path) -> Iterator[SmallYear]:
    """The small year, with activities whose titles are odd."""
    with small_year(tmp_path) as made:
        for number, text in enumerate(ODD_TEXTS):
            add(
                made.store,
                "mission",
                code=f"ODD-{number}",
                title=text,
                country="SEN",
                starts_on=LAST_DAY,
                ends_on=LAST_DAY,
                status="held",
            )
        yield made


def converted(path: Path, folder: Path) -> Path:
    """Let LibreOffice open the workbook, compute it and write it again."""
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "again"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / "again" / path.name


def test_every_cell_is_the_same_and_none_shows_an_error(tmp_path: Path, year: SmallYear) -> None:
    path = tmp_path / "totals.xlsx"
    write_workbook(year.database, year.totals(), path, Words("en"))
    again = converted(path, tmp_path)
    ours: Any = load_workbook(path)
    theirs: Any = load_workbook(again)
    assert theirs.sheetnames == ours.sheetnames
    cells = [cell for sheet in theirs for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type in ("e", "f")]
    for name in ours.sheetnames:
        assert grid(again, name, read=str) == grid(path, name)  # it reads our escapes, but writes none itself
    titles = {row[0].value for row in theirs["Activities"]["D6:D20"] if row[0].value}
    assert {put_text(text).shown for text in ODD_TEXTS} <= titles
