"""What a sign-in sheet says, read from the database once: print and workbook show the same value."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.paper.activity_facts import activity_row, line_of, period, place_of
from ibcr_desktop.paper.people_of_activity import OnPaper, people_of
from ibcr_desktop.paper.sheet_columns import PERSON_FIELDS, SheetColumn, Use, day_headings, sheet_columns
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.offices import ORGANISATION
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import NOT_SAID, Person
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.paper_references import reference_of
from ibcr_desktop.totals.attendance import sittings_at

BLANK_LINES: Final = 5  # below the people who are expected: somebody else always comes
EMPTY_LINES: Final = 28  # of a sheet that expects nobody: two pages
KNOWN: Final = "✓"  # in place of what is known and is nobody else's business
DISCREET: Final = frozenset({"birth_year", "telephone"})  # a sheet goes round the room


@dataclass(frozen=True)
class SheetLine:
    """One line: its number, texts in the order of the columns that ask about the person, and whose it is if known."""

    number: int
    texts: tuple[str, ...]
    participation_id: uuid.UUID | None = None


@dataclass(frozen=True)
class SignInSheet:
    """A sign-in sheet in one language.

    Attributes:
        title: of the activity; empty while it has none.
        facts: what stands under the title: place and dates, each with its label.
        columns: all of them; the texts of a line belong to those that name a field of the person.
        lines: expected people first, then blank ones.
        code: of the activity, for people to read; may be empty.
        reference: of the activity, for the QR code and for the workbook's way back.
    """

    words: Words
    title: str
    facts: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    lines: tuple[SheetLine, ...]
    code: str
    reference: str

    @property
    def heading(self) -> str:
        """What the sheet is."""
        return self.words.translate(N_("Sign-in sheet"))

    @property
    def organisation(self) -> str:
        """Whose sheet it is."""
        return self.words.translate(ORGANISATION)

    @property
    def notice(self) -> str:
        """What whoever signs should know."""
        return self.words.translate(
            N_("What is written here serves to prove and to count participation. You may leave a box empty.")
        )

    def writes(self) -> list[Write]:
        """Give what the roster keeps so that it can follow the paper: the line of each person."""
        return [
            Write(Participation, line.participation_id, {"paper_line": line.number})
            for line in self.lines
            if line.participation_id is not None
        ]

    def text(self, line: SheetLine, column: SheetColumn) -> str:
        """Give what stands in a cell before anybody writes into it."""
        if column.use is Use.NUMBER:
            return str(line.number)
        return line.texts[PERSON_FIELDS.index(column.name)] if column.name in PERSON_FIELDS else ""


def read_sheet(
    connection: Connection, lexicon: Lexicon, activity_id: uuid.UUID, *, people: bool = True, discreet: bool = True
) -> SignInSheet:
    """Read the sheet of an activity, five queries whatever the number of people.

    Args:
        connection: of ``Database.reader()``.
        lexicon: in the language of the sheet.
        activity_id: of any kind of activity.
        people: with the people who are expected: those who stand in its roster.
        discreet: put a mark instead of telephone numbers and years of birth that are known.

    Raises:
        UserError: the activity is not here.
    """
    activity = activity_row(connection, activity_id)
    words = lexicon.words
    sittings = sittings_at(connection, [activity_id]).get(activity_id, ())
    held = [each.held_on for each in sittings if each.held_on is not None and each.takes_place]
    days = day_headings(held, activity.starts_on, activity.ends_on, words)
    expected = people_of(connection, activity_id) if people else []
    lines = [
        SheetLine(number, _texts(each.person, lexicon, discreet=discreet), each.participation.id)
        for number, each in numbered(expected)
    ]
    return SignInSheet(
        words=words,
        title=activity.title or "",
        facts=_facts(activity, lexicon),
        columns=sheet_columns(days, lexicon),
        lines=(*lines, *_blank_lines(lines)),
        code=activity.code or "",
        reference=reference_of(activity.code, activity_id),
    )


def numbered(people: Iterable[OnPaper]) -> list[tuple[int, OnPaper]]:
    """Put people in the order of the paper and number its lines.

    Whoever has a line keeps it; the others follow by name. A line that two people claim goes to one of them; the
    other gets the next.
    """
    found: list[tuple[int, OnPaper]] = []
    for each in sorted(people, key=_paper_order):
        last = found[-1][0] if found else 0
        found.append((max(last + 1, each.participation.paper_line or 0), each))
    return found


def _paper_order(each: OnPaper) -> tuple[bool, int, str]:
    line = each.participation.paper_line
    return line is None, line or 0, fold(f"{each.person.family_name or ''} {each.person.given_names or ''}")


def _texts(person: Any, lexicon: Lexicon, *, discreet: bool) -> tuple[str, ...]:
    return tuple(_text(person, name, lexicon, discreet=discreet) for name in PERSON_FIELDS)


def _text(person: Any, name: str, lexicon: Lexicon, *, discreet: bool) -> str:
    if name == "organisation_id":
        return person.organisation or ""
    if name == "family_name" and not (person.family_name or person.given_names):
        return person.name_in_other_script or person.public_code or ""
    value = getattr(person, name)
    if value is None or value in NOT_SAID:
        return ""  # here is the moment to ask
    return KNOWN if discreet and name in DISCREET else fields_by_name(Person)[name].type.show(value, lexicon)


def _blank_lines(lines: Sequence[SheetLine]) -> list[SheetLine]:
    count, last = (BLANK_LINES, lines[-1].number) if lines else (EMPTY_LINES, 0)
    return [SheetLine(last + more, ("",) * len(PERSON_FIELDS)) for more in range(1, count + 1)]


def _facts(activity: Any, lexicon: Lexicon) -> tuple[str, ...]:
    words = lexicon.words
    dates = period(activity.starts_on, activity.ends_on, words)
    facts = ((N_("Place"), place_of(activity, lexicon)), (N_("Dates"), dates))
    return tuple(line_of(label, value, words) for label, value in facts if value)
