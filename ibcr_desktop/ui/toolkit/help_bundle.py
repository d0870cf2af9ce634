"""Puts what helps to mend the program into one file that may be sent by mail: versions, places in the code, the log."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ibcr_desktop.foundation.logs import CRASH_NAME, LOG_NAME
from ibcr_desktop.foundation.safe_files import write_safely
from ibcr_desktop.foundation.traces import place_name

FILE_NAME = "ibcr-desktop-help.zip"
REPORT_NAME = "report.txt"
SOURCE_FILE = re.compile('File "([^"\n]*)"')


def write_help_bundle(path: Path, report: str, log_folder: Path) -> None:
    """Write the report and the logs to ``path``; nothing of a record is in any of them (docs/faults.md, 11).

    A log that cannot be read is left out. Raises UserError when the file cannot be written.
    """

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr(REPORT_NAME, report)
            for name, text in _logs(log_folder):
                bundle.writestr(name, text)

    write_safely(path, write)


def _logs(folder: Path) -> Iterator[tuple[str, str]]:
    for place in sorted({*folder.glob(f"{LOG_NAME}*"), *folder.glob(CRASH_NAME)}):
        try:
            text = place.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        yield place.name, SOURCE_FILE.sub(_without_folders, text)


def _without_folders(found: re.Match[str]) -> str:
    """Keep of a source file what says which it is: the folders above may hold the name of a person."""
    return f'File "{place_name(found[1])}"'
