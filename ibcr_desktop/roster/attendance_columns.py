"""The columns about attendance: a mark a session, and what the marks come to."""

import uuid

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.activities import Session
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.roster.columns import Cells, Column
from ibcr_desktop.roster.grid_row import GridRow
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.totals.attendance import Attendance, Sitting, attendance, hours_attended, hours_of

PRESENT, ABSENT = ("x", "1", "p", "v", "oui", "yes", "si"), ("", "0", "a", "non", "no")


class SessionColumn(Column):
    """Whether somebody was there on a day: the hours follow from it."""

    label = Session.singular
    is_toggle = True
    cells = ("participation.session_ids", "participation.hours")

    def __init__(self, sitting: Sitting, number: int, occasion: Occasion) -> None:
        self.sitting, self._number, self._occasion = sitting, number, occasion
        self.key = f"session.{sitting.session_id}"
        self.kept_as = ("participation", self.key)

    def head(self, words: Words) -> str:
        """Give "D1", "D2" …: the head has room for little more than the mark below it."""
        return words.translate(N_("D{number}")).format(number=self._number)

    def is_present(self, row: GridRow) -> bool:
        """Say whether the person was marked as present."""
        return self.sitting.session_id in (row.values.get("participation.session_ids") or ())

    def show(self, row: GridRow, lexicon: Lexicon) -> str:  # noqa: ARG002 - as declared
        """Show a mark for present; a day that did not take place has one of its own."""
        if not self.sitting.takes_place:
            return "–"
        return "✔" if self.is_present(row) else ""

    def read(self, text: str, row: GridRow, lexicon: Lexicon) -> Reading[Cells]:
        """Read a mark as it stands on paper or in a table."""
        typed = fold(text.replace("✔", "x").replace("✓", "x").replace("☒", "x"))
        if typed in PRESENT or typed == fold(lexicon.words.translate(N_("yes"))):
            return Reading(value=self.marked(row, present=True))
        if typed in ABSENT:
            return Reading(value=self.marked(row, present=False))
        return Reading(problem=N_("Type x for present, or leave the cell empty."))

    def marked(self, row: GridRow, *, present: bool) -> Cells:
        """Give the cells after this day alone was marked."""
        others = set(row.values.get("participation.session_ids") or ()) - {self.sitting.session_id}
        here = {self.sitting.session_id} if present and self.sitting.takes_place else set()
        return attended(others | here, row, self._occasion)


def attended(session_ids: set[uuid.UUID], row: GridRow, occasion: Occasion) -> Cells:
    """Give the cells of somebody who attended these sessions; hours that were typed by hand stay."""
    before = row.values.get("participation.session_ids")
    hours = row.values.get("participation.hours")
    if hours is None or hours == hours_of(before, occasion.sittings):
        hours = hours_of(session_ids, occasion.sittings)
    return {"participation.session_ids": tuple(sorted(session_ids)) or None, "participation.hours": hours}


def all_days(occasion: Occasion) -> set[uuid.UUID]:
    """Give every session that people can have attended."""
    return {each.session_id for each in occasion.sittings if each.takes_place}


class ShareColumn(Column):
    """The share of the hours held that somebody attended."""

    key, label = "attendance.share", N_("Attendance")
    kept_as, cells = ("participation", "attendance"), ()
    is_read_only = True

    def __init__(self, occasion: Occasion) -> None:
        self._occasion = occasion

    def show(self, row: GridRow, lexicon: Lexicon) -> str:
        """Show "83 %"."""
        share = attendance_of(row, self._occasion).share
        return "" if share is None else lexicon.words.percent(share)

    def read(self, text: str, row: GridRow, lexicon: Lexicon) -> Reading[Cells]:  # noqa: ARG002 - as declared
        """Change nothing: it follows from the days."""
        return Reading(value={})


class CompletedColumn(ShareColumn):
    """Whether somebody completed the course, by the share that headquarters asks for."""

    key, label = "attendance.completed", N_("Completed")

    def show(self, row: GridRow, lexicon: Lexicon) -> str:
        """Show yes, no, or nothing where no attendance is filled in."""
        done = attendance_of(row, self._occasion).is_completed
        return "" if done is None else lexicon.words.translate(N_("yes") if done else N_("no"))


def attendance_of(row: GridRow, occasion: Occasion) -> Attendance:
    """Say what a row's attendance comes to."""
    line = row.values.get("participation.hours"), row.values.get("participation.session_ids")
    hours, done = hours_attended([line], occasion.sittings), row.values.get("participation.completed_on")
    return attendance(hours, occasion.hours_held, occasion.needed_percent, done)
