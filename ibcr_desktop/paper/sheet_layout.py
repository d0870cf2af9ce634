"""Where everything of a sign-in sheet stands on its pages, in millimetres: what draws it only follows.

Columns that must be wide enough for a hand keep their width; what is left over is shared out. More days than fit are
continued on further pages, with the same people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.paper.sheet_columns import SheetColumn, Use
from ibcr_desktop.paper.sign_in_sheet import SheetLine, SignInSheet

MARGIN: Final = 10.0
HEADING_HEIGHT: Final = 26.0  # organisation, title and facts
HEAD_ROW_HEIGHT: Final = 10.0
LINE_HEIGHT: Final = 9.0  # for a hand in a hurry
FOOT_HEIGHT: Final = 21.0  # the QR code decides it


@dataclass(frozen=True)
class PlacedColumn:
    """A column of the table with its left edge and width."""

    column: SheetColumn
    left: float
    width: float


@dataclass(frozen=True)
class SheetPage:
    """One page: its columns and its lines, the first of which stands right under the head row."""

    columns: tuple[PlacedColumn, ...]
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True)
class SheetLayout:
    """All pages of a sheet on one size of paper, in the order of printing."""

    width: float
    height: float
    pages: tuple[SheetPage, ...]

    @property
    def table_top(self) -> float:
        """Where the head row begins."""
        return MARGIN + HEADING_HEIGHT

    @property
    def foot_top(self) -> float:
        """Where the foot begins."""
        return self.height - MARGIN - FOOT_HEIGHT


def lay_out(sheet: SignInSheet, paper: PaperSize) -> SheetLayout:
    """Spread the lines over as many pages as they need, and the days over as many as their columns need."""
    width, height = paper.landscape
    room = width - 2 * MARGIN
    on_page = int((height - 2 * MARGIN - HEADING_HEIGHT - HEAD_ROW_HEIGHT - FOOT_HEIGHT) // LINE_HEIGHT)
    parts = [_placed(columns, room) for columns in _parts(sheet.columns, room)]
    lines = [sheet.lines[start : start + on_page] for start in range(0, len(sheet.lines), on_page)]
    pages = tuple(SheetPage(columns, some) for columns in parts for some in lines)
    return SheetLayout(width, height, pages)


def _parts(columns: Sequence[SheetColumn], room: float) -> list[list[SheetColumn]]:
    """Give the columns of each part: all that do not mark a day, and as many days as fit, evenly shared out."""
    shown = [each for each in columns if each.on_paper]
    days = [each for each in shown if each.use is Use.DAY]
    taken = sum(each.millimetres for each in shown if each.use is not Use.DAY)
    most = max(1, int((room - taken) // max(each.millimetres for each in days)))
    count = -(-len(days) // most)
    at_once = -(-len(days) // count)
    parts = []
    for start in range(0, len(days), at_once):
        now = days[start : start + at_once]
        parts.append([each for each in shown if each.use is not Use.DAY or any(each is day for day in now)])
    return parts


def _placed(columns: Sequence[SheetColumn], room: float) -> tuple[PlacedColumn, ...]:
    spare = room - sum(each.millimetres for each in columns)
    shares = sum(each.share for each in columns)
    placed, left = [], MARGIN
    for each in columns:
        width = each.millimetres + spare * each.share / shares
        placed.append(PlacedColumn(each, left, width))
        left += width
    return tuple(placed)
