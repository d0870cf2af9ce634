"""Counts the people of an indicator: the result of the people formula, and what stands behind it."""

import uuid

from ibcr_desktop.totals.definitions import Definition
from ibcr_desktop.totals.outcome import Ids, Outcome
from ibcr_desktop.totals.people_choice import PeopleOfYear, people_asked
from ibcr_desktop.totals.people_parts import PeopleParts
from ibcr_desktop.totals.people_tally import PeopleTally
from ibcr_desktop.totals.seats import seats


def count_as_people(definition: Definition, year: PeopleOfYear, *, with_attendances: bool = True) -> Outcome:
    """Give the bounds of distinct people, with attendances, parts and the ids of persons and groups behind them."""
    tally, drafts = _tally(definition, year)
    counted, parts = tally.counted, PeopleParts(tally)
    return Outcome(
        figure=counted.low,
        low=counted.low,
        high=counted.high,
        records={
            "person": year.rows.people.ids_of(tally.certain),
            "headcount": Ids.of(each.key for each in tally.groups_found),
        },
        attendances=_attendances(definition, tally) if with_attendances else None,
        breakdown={dimension: parts.of(dimension) for dimension in definition.group_by},
        drafts=drafts,
        has_unknown=counted.low != counted.high,
    )


def people_in_part(definition: Definition, year: PeopleOfYear, dimension: str, place: str) -> dict[str, Ids]:
    """Give the ids of the persons and groups that one part of a breakdown is made of."""
    tally, _ = _tally(definition, year)
    return PeopleParts(tally).behind(dimension, place)


def _attendances(definition: Definition, tally: PeopleTally) -> int:
    key = ("attendances", definition.sources, tally.sex)
    if key not in tally.year.kept:
        tally.year.kept[key] = sum(low for low, _ in seats(tally).values())
    number: int = tally.year.kept[key]
    return number


def _tally(definition: Definition, year: PeopleOfYear) -> tuple[PeopleTally, frozenset[uuid.UUID]]:
    chosen, people = year.choose(definition.sources), people_asked(definition)
    tally = year.kept.pop(people, None) or PeopleTally(chosen, year, people.sex)
    year.still_asked[people] -= 1
    if year.still_asked[people] > 0:  # else it would hold on to sets of everybody until the last figure is counted
        year.kept[people] = tally
    return tally, chosen.drafts
