"""Makes a workbook in private files, puts it together beside its destination, reads it back, puts it in place."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from ibcr_desktop.excel.house_style import HouseStyle
from ibcr_desktop.excel.progress import Progress, Stretch
from ibcr_desktop.excel.read_back import compare
from ibcr_desktop.excel.sheet_file import SheetFile
from ibcr_desktop.excel.sheet_names import SheetNames
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.safe_files import private_folder, remove_leftovers, write_safely
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records.offices import ORGANISATION

COMPRESSION: Final = 5  # half the time of 9, and 3 % larger (measured)
USUAL_RATIO: Final = 0.1  # of the compressed size, to say how far the writing is


class WorkbookFile:
    """A workbook under construction: sheets are added in the order of their tabs and closed one by one."""

    def __init__(self, words: Words, folder: Path, title: str, clock: Clock) -> None:
        """Take the private folder that the sheets lie in until the workbook is put together."""
        self.words = words
        self.names = SheetNames()
        self.table_names: set[str] = set()
        self.workbook: Any = Workbook(write_only=True)
        self.style = HouseStyle(self.workbook, words)
        self.sheets: list[SheetFile] = []
        self._folder = folder
        self._describe(title, clock)

    def add_sheet(self, name: str) -> SheetFile:
        """Give a new last sheet; ``name`` comes from ``names``."""
        path = self._folder / f"sheet-{len(self.sheets) + 1}.xml"
        sheet = SheetFile(self.workbook.create_sheet(name), self.style, path)
        self.sheets.append(sheet)
        return sheet

    def abandon(self) -> None:
        """Let go of the private files, so that their folder can be removed on every system."""
        for sheet in self.sheets:
            sheet.abandon()

    def save(self, file: BinaryIO, stretch: Stretch) -> None:
        """Put the workbook together; ``file`` need not be able to seek."""
        stream = cast("BinaryIO", _Watched(file, stretch))
        archive = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=COMPRESSION)
        try:
            ExcelWriter(self.workbook, archive).save()
        except BaseException:
            archive.fp = None  # else it is closed once more, and complains, when nobody listens any longer
            raise
        for sheet in self.sheets:
            sheet.written.path = sheet.sheet.path.removeprefix("/")

    def _describe(self, title: str, clock: Clock) -> None:
        now = clock.now().astimezone(UTC).replace(tzinfo=None, microsecond=0)
        organisation = self.words.translate(ORGANISATION)
        properties = self.workbook.properties
        properties.title, properties.language = title, self.words.language
        properties.creator = properties.lastModifiedBy = organisation  # an organisation, never a person
        properties.created = properties.modified = now


@contextmanager
def private_workbook_folder(parent: Path, destination: Path) -> Iterator[Path]:
    """Give a folder for what openpyxl would leave in a folder for everybody, and sweep out what a crash left there."""
    remove_leftovers(parent)
    with told_about(destination), private_folder(parent) as folder:
        yield folder


@contextmanager
def told_about(destination: Path) -> Iterator[None]:
    """Tell what the system refuses inside as being about ``destination``: that is the file the person knows."""
    try:
        yield
    except OSError as error:
        raise file_problem(error, destination) from error


def put_in_place(book: WorkbookFile, path: Path, progress: Progress) -> None:
    """Write the finished workbook beside ``path``, read it back, compare it, and replace what stood there.

    Raises UserError for whatever the disk refuses and StoppedError when a person stops it; the old file then stands.
    """
    written = [sheet.written for sheet in book.sheets]
    size, half = sum(each.size for each in written), max(0, progress.total - progress.done) // 2
    write_safely(
        path,
        lambda file: book.save(file, progress.stretch(half, int(size * USUAL_RATIO))),
        verify=lambda part: compare(part, written, progress.stretch(half, size)),
    )


class _Watched(io.RawIOBase):
    """Passes what is written on, and looks in between whether the work is still wanted."""

    def __init__(self, file: BinaryIO, stretch: Stretch) -> None:
        self._file = file
        self._stretch = stretch

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._stretch.advance(memoryview(data).nbytes)
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()
