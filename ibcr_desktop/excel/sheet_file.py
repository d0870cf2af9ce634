"""Writes one sheet row by row into a private file: openpyxl's own parts around rows written as plain text.

openpyxl makes several objects for each cell; what it writes for a cell is one short line of XML, and so it is written
here. Everything else of a sheet (columns, views, links, tables, drawings) is openpyxl's.
"""

import hashlib
import math
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import tostring

from ibcr_desktop.excel.cell_text import put_text
from ibcr_desktop.excel.house_style import WHOLE_OF, HouseStyle, Look
from ibcr_desktop.excel.sheet_names import location
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

DAY_ZERO: Final = date(1899, 12, 30).toordinal()
FIRST_DAY: Final = date(1900, 3, 1)  # programs disagree about earlier ones: Excel knows a 29 February 1900
MOST_ROWS: Final = 1_048_576  # of a sheet in Excel
TOO_MANY_ROWS: Final = (
    N_("The sheet “{sheet}” would have more rows than Excel can hold."),
    N_("Nothing was written; your records are safe."),
    N_("Choose fewer countries or offices, and make a workbook for each."),
)
BUFFER: Final = 1024 * 1024


@dataclass
class Written:
    """What was written into a sheet, to be compared with what is read back.

    Attributes:
        path: of the part inside the workbook, known once it is saved.
        size: of the part in bytes, known once it is closed.
        digest: SHA-256 of the part in hexadecimal, known once it is closed.
    """

    title: str
    path: str = ""
    rows: int = 0
    texts: int = 0
    numbers: int = 0
    links: int = 0
    size: int = 0
    digest: str = ""


@dataclass(frozen=True)
class StyledCell:
    """One cell with a look of its own: what it holds, and the sheet that it leads to."""

    look: Look
    value: str | int | float | date | None
    leads_to: str = ""


Value = str | int | float | date | StyledCell | None


class _PrivatePart(WorksheetWriter):
    """openpyxl's writer of a sheet, into a file that we choose and hash on the way."""

    def __init__(self, sheet: Any, path: Path) -> None:
        self._path = path
        self._hash = hashlib.sha256()
        self.size = 0
        self._file = path.open("wb", buffering=BUFFER)
        try:
            super().__init__(sheet, out=str(path))
        except BaseException:
            self.abandon()
            raise

    def get_stream(self) -> Generator[Any, Any, None]:
        """Take the elements that openpyxl makes for everything but the rows."""
        self.put(f'<worksheet xmlns="{SHEET_MAIN_NS}">')
        try:
            while True:
                element = yield
                if element is not None:
                    self.put(tostring(element).decode())
        except GeneratorExit:
            if not self._file.closed:
                self.put("</worksheet>")
                self._file.close()

    def put(self, text: str) -> None:
        """Write XML as it is."""
        data = text.encode()
        self._hash.update(data)
        self.size += len(data)
        self._file.write(data)

    def write_rows(self) -> None:
        """End the rows, which were written before; openpyxl asks for them when it closes the sheet."""
        self.put("</sheetData>")

    def digest(self) -> str:
        """Give the hash of all that was written."""
        return self._hash.hexdigest()

    def abandon(self) -> None:
        """Close the file of a sheet that will not be finished."""
        with suppress(OSError):  # what a full disk refused is refused again
            self._file.close()

    def cleanup(self) -> None:
        """Remove the file once it is in the workbook: openpyxl would look for it in its own list."""
        self._path.unlink()


class _Styles:
    """The numbers of the styles that the cells of one column may need."""

    def __init__(self, look: Look, style: HouseStyle) -> None:
        self.plain = f' s="{style.number(look)}"'
        self.guarded = f' s="{style.number(look, is_guarded=True)}"'
        self.whole = f' s="{style.number(WHOLE_OF.get(look, look))}"'
        self.day = f' s="{style.number(Look.DAY)}"'


class SheetFile:
    """The rows of one sheet of a write-only workbook; ``begin``, ``line`` and ``row`` in order, then ``close``."""

    def __init__(self, sheet: Any, style: HouseStyle, path: Path) -> None:
        """Take the sheet that openpyxl made, and the private file that its rows go to."""
        self.sheet = sheet
        self.written = Written(sheet.title)
        self._style = style
        self._part = _PrivatePart(sheet, path)
        sheet._writer = self._part  # noqa: SLF001 - else openpyxl writes into a folder that everybody may read
        self._styles: dict[Look, _Styles] = {}
        self._columns: list[tuple[str, _Styles]] = []

    def begin(self, looks: Sequence[Look]) -> None:
        """Write what stands before the rows; widths, views and page must be set, ``looks`` are those of the table."""
        self._columns = [(get_column_letter(no), self._styles_of(look)) for no, look in enumerate(looks, start=1)]
        self._part.write_top()
        self._part.put("<sheetData>")

    def line(self, cells: Sequence[StyledCell], height: float = 0) -> None:
        """Write a row outside the table; ``height`` in points, 0 for what the program that opens it finds."""
        number = self._next_row()
        parts = [self._styled_cell(f"{get_column_letter(no)}{number}", each) for no, each in enumerate(cells, start=1)]
        size = f' ht="{height:g}" customHeight="1"' if height else ""
        self._part.put(f'<row r="{number}"{size}>{"".join(parts)}</row>')

    def row(self, values: Sequence[Value], height: float = 0, *, is_fixed: bool = False) -> None:
        """Write a row of the table; values stand in the order of the columns.

        ``height`` in points is a guess, which the program that opens the file may better, unless it ``is_fixed``.
        """
        number = self._next_row()
        cells = [
            self._cell(f"{letter}{number}", styles, value)
            for (letter, styles), value in zip(self._columns, values, strict=True)
            if value is not None
        ]
        size = f' ht="{height:g}"' if height else ""
        size += ' customHeight="1"' if is_fixed else ""
        self._part.put(f'<row r="{number}"{size}>{"".join(cells)}</row>')

    def close(self) -> None:
        """Write what stands after the rows (tables, links, drawings) and know the hash of it all."""
        self.sheet.close()
        self.written.digest, self.written.size = self._part.digest(), self._part.size

    def abandon(self) -> None:
        """Let go of the file when the workbook will not be finished."""
        self._part.abandon()

    def _next_row(self) -> int:
        self.written.rows += 1
        if self.written.rows > MOST_ROWS:
            raise UserError(*TOO_MANY_ROWS, sheet=self.written.title)
        return self.written.rows

    def _styles_of(self, look: Look) -> _Styles:
        if look not in self._styles:
            self._styles[look] = _Styles(look, self._style)
        return self._styles[look]

    def _cell(self, place: str, styles: _Styles, value: Value) -> str:
        if isinstance(value, str):
            return self._text_cell(place, styles, value)
        if isinstance(value, int):
            self.written.numbers += 1
            return f'<c r="{place}"{styles.whole}><v>{value:d}</v></c>'
        if value is None:
            return f'<c r="{place}"{styles.plain}/>'
        if isinstance(value, StyledCell):
            return self._styled_cell(place, value)
        if isinstance(value, float):
            return self._decimal_cell(place, styles, value)
        return self._day_cell(place, styles, value)

    def _styled_cell(self, place: str, cell: StyledCell) -> str:
        if cell.leads_to:
            link = Hyperlink(ref=place, location=location(cell.leads_to))
            self.sheet._hyperlinks.append(link)  # noqa: SLF001 - as openpyxl's own cells do
            self.written.links += 1
        return self._cell(place, self._styles_of(cell.look), cell.value)

    def _text_cell(self, place: str, styles: _Styles, value: str) -> str:
        text = put_text(value)
        if not text.shown:
            return ""
        self.written.texts += 1
        style = styles.guarded if text.is_guarded else styles.plain
        return f'<c r="{place}"{style} t="inlineStr">{text.as_xml}</c>'

    def _decimal_cell(self, place: str, styles: _Styles, value: float) -> str:
        if not math.isfinite(value):
            raise ValueError("a cell holds finite numbers")
        self.written.numbers += 1
        if value.is_integer():
            return f'<c r="{place}"{styles.whole}><v>{value:.0f}</v></c>'
        return f'<c r="{place}"{styles.plain}><v>{value!r}</v></c>'

    def _day_cell(self, place: str, styles: _Styles, value: date) -> str:
        if value < FIRST_DAY:
            return self._text_cell(place, styles, value.isoformat())
        self.written.numbers += 1
        return f'<c r="{place}"{styles.day}><v>{value.toordinal() - DAY_ZERO}</v></c>'
