"""Reads a finished workbook back before it is put in place, and compares it with what was written."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from ibcr_desktop.excel.progress import Stretch
from ibcr_desktop.excel.sheet_file import Written
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

PICTURES: Final = ".png"
BLOCK: Final = 256 * 1024
NOT_AS_WRITTEN: Final = (
    N_("The workbook that was read back is not the one that was written."),
    N_("Nothing was put in place; a workbook that stood there before is unchanged, and so are your records."),
    N_("Try again, on another disk if it happens twice."),
)


class _Cells:
    """Counts rows and cells by type while a sheet streams by."""

    def __init__(self) -> None:
        self.rows = self.texts = self.numbers = self.links = 0
        self.strange = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._is_number = False

    def feed(self, data: bytes, *, is_last: bool = False) -> None:
        """Parse on; raises ExpatError for what is no XML."""
        self._parser.Parse(data, is_last)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self.texts += 1
        elif name == "v":
            self.numbers += 1
        elif name == "row":
            self.rows += 1
        elif name == "hyperlink":
            self.links += 1
        elif name == "f" or (name == "c" and attributes.get("t", "inlineStr") != "inlineStr"):
            self.strange = True  # we write no formulas, no error values and no shared strings


def compare(path: Path, sheets: Iterable[Written], stretch: Stretch) -> None:
    """Check every part of the workbook at ``path`` and each sheet against what was written.

    Raises:
        UserError: a part is damaged, a sheet differs, or something is there that was never written.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            expected = {each.path: each for each in sheets}
            found = {name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")}
            if found != set(expected):
                raise UserError(*NOT_AS_WRITTEN)
            for name in archive.namelist():
                with archive.open(name) as part:
                    if name.endswith(PICTURES):
                        _read_through(part, stretch)
                    else:
                        _compare_part(part, expected.get(name), stretch)
    except (zipfile.BadZipFile, zlib.error, EOFError, expat.ExpatError) as cause:
        raise UserError(*NOT_AS_WRITTEN) from cause


def _compare_part(part: IO[bytes], expected: Written | None, stretch: Stretch) -> None:
    digest, cells = hashlib.sha256(), _Cells()
    for block in _blocks(part):
        digest.update(block)
        cells.feed(block)
        stretch.advance(len(block))
    cells.feed(b"", is_last=True)
    if expected is None:
        return
    counted = (cells.rows, cells.texts, cells.numbers, cells.links)
    written = (expected.rows, expected.texts, expected.numbers, expected.links)
    if digest.hexdigest() != expected.digest or counted != written or cells.strange:
        raise UserError(*NOT_AS_WRITTEN)


def _read_through(part: IO[bytes], stretch: Stretch) -> None:
    """Read a part that is no XML to its end, where its checksum is compared."""
    for block in _blocks(part):
        stretch.advance(len(block))


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    while block := part.read(BLOCK):
        yield block
