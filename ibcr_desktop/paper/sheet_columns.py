"""The columns of a sign-in sheet: what each asks for, and how much room it needs on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ibcr_desktop.foundation.calendar_words import SHORT_MONTHS
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.fields import Field, fields_by_name
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.people import Person

LONGEST_PERIOD: Final = 31  # days; a longer one is not filled day by day, unless sessions say when
SIGNATURE_MILLIMETRES: Final = 40.0  # docs/interaction.md, 10
DAY_MILLIMETRES: Final = 10.5


class Use(StrEnum):
    """What a column is for, which decides how its cells look and what they accept."""

    NUMBER = "number"
    TEXT = "text"
    YEAR = "year"
    TELEPHONE = "telephone"
    CHOICE = "choice"
    DAY = "day"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class SheetColumn:
    """One column.

    Attributes:
        name: of the field of the person that it asks for; of its use otherwise.
        heading: words in the language of the sheet.
        use: see ``Use``.
        millimetres: the least width on paper.
        share: how much of the room that is left over it takes, beside the others.
        choices: the labels that a choice allows.
        on_paper: it stands on paper too; there is no room for what only a workbook asks.
    """

    name: str
    heading: str
    use: Use
    millimetres: float
    share: int = 0
    choices: tuple[str, ...] = ()
    on_paper: bool = True


# Of the person: name of the field, use, least width, share of the room left over, whether it stands on paper.
_OF_THE_PERSON: Final = (
    ("family_name", Use.TEXT, 26.0, 3, True),
    ("given_names", Use.TEXT, 26.0, 3, True),
    ("sex", Use.CHOICE, 16.0, 0, True),
    ("birth_year", Use.YEAR, 16.0, 0, True),
    ("professional_group", Use.CHOICE, 30.0, 0, False),
    ("organisation_id", Use.TEXT, 25.0, 4, True),
    ("function", Use.TEXT, 20.0, 3, True),
    ("telephone", Use.TELEPHONE, 26.0, 1, True),
)
PERSON_FIELDS: Final = tuple(name for name, *_ in _OF_THE_PERSON)


def sheet_columns(days: Sequence[str], lexicon: Lexicon) -> tuple[SheetColumn, ...]:
    """Give the columns in their order, with one for each of ``days`` (their headings)."""
    translate = lexicon.words.translate
    of_person = [
        _person_column(fields_by_name(Person)[name], use, width, lexicon, share=share, on_paper=on_paper)
        for name, use, width, share, on_paper in _OF_THE_PERSON
    ]
    number = SheetColumn("number", translate(N_("No.")), Use.NUMBER, 8.0)
    marks = [SheetColumn("day", heading, Use.DAY, DAY_MILLIMETRES) for heading in days]
    signature = SheetColumn("signature", translate(N_("Signature")), Use.SIGNATURE, SIGNATURE_MILLIMETRES, 1)
    return (number, *of_person, *marks, signature)


def day_headings(sessions: Sequence[date], first: date | None, last: date | None, words: Words) -> list[str]:
    """Give a heading for each session, else for each day of the activity, else one for the whole of it.

    Two sessions of one day are numbered: a trainer must see which is meant.
    """
    days = sorted(sessions) or _days_between(first, last)
    if not days:
        return [words.translate(N_("Present"))]
    names = [f"{day.day} {SHORT_MONTHS[words.language][day.month - 1]}" for day in days]
    return [
        f"{name} ({names[: place + 1].count(name)})" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def _days_between(first: date | None, last: date | None) -> list[date]:
    if first is None or last is None or not 0 <= (last - first).days < LONGEST_PERIOD:
        return []
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def _person_column(
    field: Field, use: Use, width: float, lexicon: Lexicon, *, share: int, on_paper: bool
) -> SheetColumn:
    choices = (
        tuple(label for _, label in lexicon.terms(getattr(field.type, "list_code", ""))) if use is Use.CHOICE else ()
    )
    return SheetColumn(field.name, lexicon.words.translate(field.label), use, width, share, choices, on_paper)
