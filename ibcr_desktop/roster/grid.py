"""Which columns a roster has, and what a row becomes when something is typed into one of them."""

from dataclasses import replace

from ibcr_desktop.records.fields import fields_by_name, fields_of
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.records.people import Person
from ibcr_desktop.roster.age_column import AgeColumn
from ibcr_desktop.roster.attendance_columns import CompletedColumn, SessionColumn, ShareColumn
from ibcr_desktop.roster.columns import TESTS, Column, FieldColumn, ScoreColumn, SexColumn
from ibcr_desktop.roster.grid_row import GridRow, Row
from ibcr_desktop.roster.occasion import Occasion

NOT_IN_THE_GRID = frozenset({"person_id", "activity_id", "session_ids", "birth_date", "age_band", "age_band_on"})
USUAL_FIRST = (
    *("family_name", "given_names", "sex", "birth_year", "professional_group"),
    *("organisation_id", "function", "telephone"),
)
USUAL_LAST = ("role", "level")


def columns_for(occasion: Occasion) -> dict[str, Column]:
    """Give every column that a person may choose, by key, in their usual order."""
    declared = [(kind, field) for kind in (Person, Participation) for field in fields_of(kind)]
    grid: dict[str, Column] = {
        field.name: FieldColumn(kind, field) for kind, field in declared if field.name not in NOT_IN_THE_GRID
    }
    grid["sex"], grid["birth_year"] = SexColumn(Person, fields_by_name(Person)["sex"]), AgeColumn(occasion)
    score = fields_by_name(Participation)["hours"].type
    ordered = [grid.pop(name) for name in USUAL_FIRST]
    ordered += [SessionColumn(each, place, occasion) for place, each in enumerate(occasion.sittings, start=1)]
    ordered += [grid.pop(name) for name in USUAL_LAST]
    ordered += [ScoreColumn(test, occasion, score) for test in TESTS]
    ordered += [grid.pop("hours"), ShareColumn(occasion), CompletedColumn(occasion)]
    return {each.key: each for each in (*ordered, *grid.values())}


def usual_columns(occasion: Occasion) -> list[str]:
    """Give the keys of the columns that are shown as long as nobody chose others: as a sign-in sheet has them."""
    return list(columns_for(occasion))[: len(USUAL_FIRST) + len(occasion.sittings) + len(USUAL_LAST)]


def typed(row: Row, column: Column, text: str, lexicon: Lexicon) -> Row:
    """Give the row after a text was typed into a column.

    Nothing is refused: what is not understood stays as typed, before the value that was understood last.
    """
    reading = column.read(text, row, lexicon)
    if reading.problem or reading.value is None:
        return replace(row.with_text(column.key, text.strip()), carried=row.carried - set(column.cells))
    return column.put(row, reading.value).with_text(column.key, "")


def problem_of_text(row: GridRow, column: Column, lexicon: Lexicon) -> str:
    """Give the sentence about the text that stands in a column and is not understood; empty if there is none."""
    text = row.texts.get(column.key)
    return column.read(text, row, lexicon).problem_text(lexicon.words) if text else ""


def shown(row: GridRow, column: Column, lexicon: Lexicon) -> str:
    """Give what stands in a cell: text that is not understood as it was typed, else the value."""
    return row.texts.get(column.key) or column.show(row, lexicon)
