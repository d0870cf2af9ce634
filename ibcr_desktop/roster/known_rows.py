"""What a row becomes when it turns out to be somebody known, and the rows of people who are brought in together."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.roster.rows import NAMES, PERSON, RosterRow

THEN = {
    "person.professional_group": "participation.profession_then",
    "person.organisation_id": "participation.organisation_then_id",
}
SPELLINGS = "person.other_spellings"


def take_person(row: RosterRow, known: RosterRow, activity_id: uuid.UUID) -> RosterRow:
    """Give the row after it was said to be somebody known.

    The person's own record stays as it is and is only filled in where it says nothing; another spelling of the name is
    added to it, and a profession or an organisation that differs is what the person had then.
    """
    ours, theirs = _typed_person(row), _person(known)
    values = {cell: value for cell, value in row.values.items() if not cell.startswith(f"{PERSON}.")}
    for cell, then in THEN.items():
        if cell in ours and cell in theirs and ours[cell] != theirs[cell]:
            values.setdefault(then, ours[cell])
    together = _born_alike({**ours, **theirs})
    spelling = _another_spelling(row, known)
    if spelling:
        together[SPELLINGS] = "; ".join(filter(None, (theirs.get(SPELLINGS), spelling)))
    return replace(
        row,
        person_id=known.person_id,
        participation_id=participation_id(known.person_id, activity_id),
        values={**values, **together},
        is_made_here=known.is_made_here,
        carried=frozenset(cell for cell in row.carried if not cell.startswith(f"{PERSON}.")),
        test_ids={},
        person_state=known.person_state,
    )


def brought_in(known: Iterable[RosterRow], activity_id: uuid.UUID, usual: Mapping[str, Any]) -> list[RosterRow]:
    """Give a new row for each person; the caller has left out those who are in the activity already."""
    fresh = {row.person_id: row for row in known}
    return [
        replace(
            row,
            key=new_id(),
            participation_id=participation_id(row.person_id, activity_id),
            values={**usual, **_person(row)},
            carried=frozenset(usual),
        )
        for row in fresh.values()
    ]


def _person(row: RosterRow) -> dict[str, Any]:
    return {cell: value for cell, value in row.values.items() if cell.startswith(f"{PERSON}.")}


def _born_alike(values: dict[str, Any]) -> dict[str, Any]:
    """Let the year follow from a date of birth that was typed, or leave that date where the record says otherwise."""
    born, year = values.get("person.birth_date"), values.get("person.birth_year")
    if born is None or year in (None, born.year):
        return values
    if abs(born.year - year) == 1:  # it followed from an age
        return {**values, "person.birth_year": born.year}
    return {cell: value for cell, value in values.items() if cell != "person.birth_date"}


def _typed_person(row: RosterRow) -> dict[str, Any]:
    """Give what somebody typed of the person: a value that a pin carried in says nothing about who it is."""
    return {cell: value for cell, value in _person(row).items() if cell not in row.carried}


def _another_spelling(row: RosterRow, known: RosterRow) -> str:
    """Give the name as it was typed where the record has neither it nor a longer form of it."""
    typed = " ".join(row.values[cell] for cell in NAMES if cell in row.values)
    record = " ".join(str(known.values.get(cell) or "") for cell in (*NAMES, SPELLINGS))
    is_new = not set(fold(typed).split()) <= set(fold(record).split())
    is_whole = all(cell in row.values for cell in NAMES)  # a few letters that led to the person are no spelling
    return typed if is_new and is_whole else ""
