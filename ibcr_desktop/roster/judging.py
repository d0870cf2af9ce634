"""What is wrong with a row, cell by cell: text that is not understood, what is missing, and what cannot be right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import NO_AGE, Person
from ibcr_desktop.records.problems import Problem, Severity
from ibcr_desktop.records.record import FILL_THIS_IN, problems
from ibcr_desktop.roster.age_column import AGE_CELLS
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid import problem_of_text
from ibcr_desktop.roster.grid_row import GridRow
from ibcr_desktop.roster.rows import PARTICIPATION, PERSON, RosterRow

ANOTHER_CELL = {  # cells that stand in the column of another one
    **dict.fromkeys(AGE_CELLS, AGE_CELLS[0]),
    "headcount.overlaps_id": "headcount.overlap",
}
NOT_UNDERSTOOD = "{sentence}"  # the sentence comes from the field's type, already in the language of the screen


@dataclass(frozen=True)
class CellProblem:
    """A problem and the column in which it is put right; empty where it is about the whole row."""

    column: str
    problem: Problem

    @property
    def is_missing(self) -> bool:
        """Say whether something only has to be filled in."""
        return self.problem.text in (FILL_THIS_IN, NO_AGE)


def problems_of(
    row: RosterRow, columns: Mapping[str, Column], lexicon: Lexicon, today: date
) -> tuple[CellProblem, ...]:
    """Give everything that is wrong with somebody's row by itself, what is not understood first."""
    return with_unclear(row, columns, lexicon, _own(row, today))


def with_unclear(
    row: GridRow, columns: Mapping[str, Column], lexicon: Lexicon, own: Iterable[CellProblem]
) -> tuple[CellProblem, ...]:
    """Give what is not understood in a row, then what else is wrong with it in other columns."""
    unclear = [
        CellProblem(key, Problem(NOT_UNDERSTOOD, key, values={"sentence": sentence}))
        for key in row.texts
        if key in columns and (sentence := problem_of_text(row, columns[key], lexicon))
    ]
    said = {each.column for each in unclear}
    return (*unclear, *(each for each in own if each.column not in said))


def to_look_at(text: str, **values: object) -> Problem:
    """Make a warning about the row as it is typed; it vanishes by itself, so nobody has to confirm it."""
    return Problem(text, severity=Severity.WARNING, values=values)


def placed(found: Iterable[Problem], record: str) -> Iterator[CellProblem]:
    """Give problems of a stored record with the columns that they belong to, without warnings that were confirmed."""
    for each in found:
        if not each.blocks and not each.is_open:
            continue
        cell = f"{record}.{each.field_name}" if each.field_name else ""
        yield CellProblem(ANOTHER_CELL.get(cell, cell), each)


def twins(rows: Sequence[RosterRow]) -> dict[int, CellProblem]:
    """Warn of each row whose name stands in an earlier row too: the same person, or somebody of the same name."""
    first: dict[str, int] = {}
    found: dict[int, CellProblem] = {}
    for place, row in enumerate(rows):
        name = fold(row.name) if row.values.get("person.family_name") else ""
        if name and first.setdefault(name, place) != place:
            text = N_("The same name stands in row {number}. Is it the same person?")
            found[place] = CellProblem("person.family_name", to_look_at(text, number=first[name] + 1))
    return found


def sign_of(found: Sequence[CellProblem]) -> str:
    """Give one of the four states of ``appearance.STATES`` for what was found (docs/interaction.md, 4)."""
    if any(each.problem.blocks and not each.is_missing for each in found):
        return "wrong"
    if any(each.problem.blocks for each in found):
        return "to_complete"
    return "to_look_at" if found else "fine"


def foremost(found: Sequence[CellProblem]) -> CellProblem | None:
    """Give the problem that a row tells first: what cannot be right, what is missing, what wants a look."""
    return min(found, key=_rank, default=None)


def _rank(each: CellProblem) -> int:
    if each.problem.severity is Severity.WARNING:
        return 2
    return 1 if each.is_missing else 0


def _own(row: RosterRow, today: date) -> Iterator[CellProblem]:
    person = Person(id=row.person_id, **row.part(PERSON))
    yield from placed(problems(person, today), PERSON)
    values = {**row.part(PARTICIPATION), "person_id": row.person_id, "activity_id": row.key}  # the place says both
    yield from placed(problems(Participation(id=row.participation_id, **values), today), PARTICIPATION)
