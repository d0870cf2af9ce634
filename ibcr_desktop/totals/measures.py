"""The closed set of measures: from rows to a figure with its bounds, its parts and the records behind it."""

import statistics
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import chain
from typing import Any

from ibcr_desktop.totals.definitions import Definition
from ibcr_desktop.totals.dimensions import places_of, row_breakdown
from ibcr_desktop.totals.outcome import Ids, Number, Outcome
from ibcr_desktop.totals.people_choice import PeopleOfYear
from ibcr_desktop.totals.people_measure import count_as_people
from ibcr_desktop.totals.people_tally import PeopleTally
from ibcr_desktop.totals.seats import seats
from ibcr_desktop.totals.selection import Found, Selection

IdsByKind = Mapping[str, Ids]


def measure(definition: Definition, year: PeopleOfYear) -> Outcome:
    """Count an indicator in the data of a year."""
    if definition.measure in _OF_PEOPLE:
        return _OF_PEOPLE[definition.measure](definition, year)
    selection = year.selection
    found = selection.find(definition.sources)
    rows = [each for each in found if not each.draft_ids]
    drafts = frozenset[uuid.UUID]().union(*(each.draft_ids for each in found))
    outcome = _MEASURES[definition.measure](definition, rows, selection)
    return Outcome(
        figure=outcome.figure,
        low=outcome.low,
        high=outcome.high,
        records=outcome.records or ids_of(rows),
        attendances=outcome.attendances,
        breakdown=outcome.breakdown
        or row_breakdown(once_each(definition, rows, selection), definition.group_by, selection),
        drafts=drafts,
        has_unknown=outcome.has_unknown,
    )


def _exact(figure: Number, records: IdsByKind | None = None) -> Outcome:
    return Outcome(figure, figure, figure, records or {})


def _count(definition: Definition, rows: list[Found], selection: Selection) -> Outcome:
    return _exact(len(once_each(definition, rows, selection)))


def once_each(definition: Definition, rows: list[Found], selection: Selection) -> list[Found]:
    """Give one row for each record and what is part of it, by the link that ``once_by`` names; circles are one."""
    if not definition.once_by:
        return rows
    by_root: dict[uuid.UUID, Found] = {}
    for each in sorted(rows, key=lambda found: found.key):
        links = {row["id"]: row[definition.once_by] for row in selection.data.rows(each.kind)}
        by_root.setdefault(_root(each.key, links), each)
    return list(by_root.values())


def _root(record_id: uuid.UUID, links: dict[uuid.UUID, uuid.UUID | None]) -> uuid.UUID:
    passed = [record_id]
    while (above := links.get(passed[-1])) is not None:
        if above in passed:
            return min(passed[passed.index(above) :])
        passed.append(above)
    return passed[-1]


def _distinct_values(definition: Definition, rows: list[Found], selection: Selection) -> Outcome:
    values: set[Any] = set()
    contributing = []
    for each in rows:
        value = selection.value(each, each.value_field or definition.options["field"])
        some = set(value) if isinstance(value, tuple) else {value} - {None}
        if some:
            values |= some
            contributing.append(each)
    regions = selection.data.regions
    parts: dict[str, dict[str, int]] = {}
    if "region" in definition.group_by:
        by_region: dict[str, int] = defaultdict(int)
        for value in values:
            by_region[regions.get(value, "unknown")] += 1
        parts["region"] = dict(by_region)
    if "country" in definition.group_by:
        parts["country"] = dict.fromkeys(sorted(values), 1)
    figure = len(values)
    return Outcome(figure, figure, figure, ids_of(contributing), breakdown=parts)


def _distinct_persons(_definition: Definition, rows: list[Found], selection: Selection) -> Outcome:
    people = first_of_each_person(rows, selection)
    return Outcome(
        len(people),
        len(people),
        len(people),
        ids_of_people(people),
        breakdown=row_breakdown(people.values(), _definition.group_by, selection),
    )


def first_of_each_person(rows: Iterable[Found], selection: Selection) -> dict[Hashable, Found]:
    """Give the first row of each person, by the canonical id, or by the code where nobody is named."""
    people: dict[Hashable, Found] = {}
    for each in rows:
        person, code = each.row["person_id"], each.row["person_code"]
        people.setdefault(code if person is None else selection.data.people.canonical(person), each)
    return people


def ids_of_people(people: Mapping[Hashable, Found]) -> dict[str, Ids]:
    """Give the ids of persons, and of the engagements of those who are only known by a code."""
    persons = Ids.of(each for each in people if isinstance(each, uuid.UUID))
    coded = Ids.of(found.key for each, found in people.items() if not isinstance(each, uuid.UUID))
    return {"person": persons, "engagement": coded}


def _sum(definition: Definition, rows: list[Found], selection: Selection) -> Outcome:
    values = [selection.value(each, definition.options["field"]) for each in rows]
    total = sum(each for each in values if each is not None)
    parts = _summed_parts(definition, rows, selection, definition.options["field"])
    unknown = any(each is None for each in values)
    return Outcome(total, total, total, breakdown=parts, has_unknown=unknown)


def _sum_of_largest(definition: Definition, rows: list[Found], selection: Selection) -> Outcome:
    """Add up the largest row of each key: estimates of one area and service do not add (docs/counting-rules.md)."""
    name = definition.options["field"]
    chosen = largest_of_each_key(definition, rows, selection)
    figure = sum(each.row[name] or 0 for each in chosen)
    low, high = (
        sum(_or(each.row.get(definition.options.get(bound, "")), each.row[name] or 0) for each in chosen)
        for bound in ("low_field", "high_field")
    )
    parts = _summed_parts(definition, chosen, selection, name)
    return Outcome(figure, low, high, ids_of(chosen), breakdown=parts)


def largest_of_each_key(definition: Definition, rows: Iterable[Found], selection: Selection) -> list[Found]:
    """Give the row with the largest value of each key; of equal ones the first."""
    name, keys = definition.options["field"], definition.options["key"]
    largest: dict[tuple[Any, ...], Found] = {}
    for each in rows:
        key = tuple(selection.value(each, part) for part in keys)
        if key not in largest or (each.row[name] or 0) > (largest[key].row[name] or 0):
            largest[key] = each
    return list(largest.values())


def _or(value: Number | None, otherwise: Number) -> Number:
    return otherwise if value is None else value


def _summed_parts(
    definition: Definition, rows: Iterable[Found], selection: Selection, name: str
) -> dict[str, dict[str, int]]:
    parts: dict[str, dict[str, int]] = {dimension: defaultdict(int) for dimension in definition.group_by}
    for each in rows:
        for dimension, places in row_breakdown([each], definition.group_by, selection).items():
            for place in places:
                parts[dimension][place] += selection.value(each, name) or 0
    return {dimension: dict(some) for dimension, some in parts.items()}


def _attendances(definition: Definition, year: PeopleOfYear) -> Outcome:
    """Add up who took part in each activity; not unique, and an activity without figures adds nothing."""
    selection = year.selection
    found = selection.find(definition.sources)
    rows = [each for each in found if not each.draft_ids]
    keys = {each.key for each in rows}
    present = year.present_at(keys)
    by_number, number_of = seats(PeopleTally(present, year, None)), year.rows.occasions.activity_number
    numbers = {each.key: number_of(each.activity) for each in rows if each.activity is not None}
    by_activity = {key: by_number[number] for key, number in numbers.items() if number in by_number}
    low, high = (sum(each[bound] for each in by_activity.values()) for bound in (0, 1))
    parts: dict[str, Counter[str]] = {dimension: Counter() for dimension in definition.group_by}
    for dimension, counter in parts.items():
        for each in rows:
            if each.key in by_activity:
                counter[places_of(each, dimension, selection)[0]] += by_activity[each.key][0]
    return Outcome(
        figure=low,
        low=low,
        high=high,
        records=ids_of(rows),
        attendances=low,
        breakdown={dimension: dict(counter) for dimension, counter in parts.items()},
        drafts=present.drafts.union(*(each.draft_ids for each in found)),
        has_unknown=low != high or bool(keys - by_activity.keys()),
    )


def _change(definition: Definition, rows: list[Found], selection: Selection) -> Outcome:
    """Give the mean change of the share reached, in percentage points, of those who have both measurements."""
    options = definition.options
    first, last = (_shares(rows, options, options[when], selection) for when in ("from", "to"))
    both = sorted(set(first) & set(last))
    figure = statistics.fmean(100 * (last[each] - first[each]) for each in both) if both else 0.0
    counted = [each for each in rows if each.row[options["pair"]] in set(both)]
    return _exact(round(figure, 1), ids_of(counted))


def _shares(rows: list[Found], options: Any, wanted: str, selection: Selection) -> dict[uuid.UUID, float]:
    shares = {}
    for each in rows:
        value, whole = selection.value(each, options["value"]), selection.value(each, options["per"])
        if selection.value(each, options["field"]) == wanted and value is not None and whole:
            shares[each.row[options["pair"]]] = value / whole
    return shares


def _ratio(definition: Definition, year: PeopleOfYear) -> Outcome:
    """Give a share in percent; its bounds come from those of its two parts."""
    part, whole = (_part(each, year) for each in definition.parts)
    figure = _percent(part.figure, whole.figure)
    return Outcome(
        figure=figure,
        low=min(_percent(part.low, whole.high), figure),
        high=max(min(_percent(part.high, whole.low), 100.0), figure),
        records=part.records,
        attendances=None,
        drafts=part.drafts | whole.drafts,
        has_unknown=part.low != part.high or whole.low != whole.high,
    )


def _part(definition: Definition, year: PeopleOfYear) -> Outcome:
    """Count what a ratio or a total is made of; nobody asks for the seats behind it."""
    if definition.measure == "people":
        return count_as_people(definition, year, with_attendances=False)
    return measure(definition, year)


def _total(definition: Definition, year: PeopleOfYear) -> Outcome:
    """Add up several counts of different things: children of estimates, and children who took part, say."""
    parts = [_part(each, year) for each in definition.parts]
    breakdown: dict[str, Counter[str]] = {dimension: Counter() for dimension in definition.group_by}
    for dimension, counter in breakdown.items():
        for each in parts:
            counter.update(each.breakdown.get(dimension, {}))
    figure, low, high = (sum(getattr(each, bound) for each in parts) for bound in ("figure", "low", "high"))
    return Outcome(
        figure=figure,
        low=low,
        high=high,
        records=united([each.records for each in parts]),
        breakdown={dimension: dict(counter) for dimension, counter in breakdown.items()},
        drafts=frozenset[uuid.UUID]().union(*(each.drafts for each in parts)),
        has_unknown=any(each.has_unknown for each in parts),
    )


def united(several: Iterable[IdsByKind]) -> dict[str, Ids]:
    """Give the ids of several counts by kind, each once."""
    by_kind: dict[str, list[Ids]] = defaultdict(list)
    for each in several:
        for kind, some in each.items():
            by_kind[kind].append(some)
    return {kind: some[0] if len(some) == 1 else Ids.of(chain.from_iterable(some)) for kind, some in by_kind.items()}


def _percent(part: Number, whole: Number) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def ids_of(rows: Iterable[Found]) -> dict[str, Ids]:
    """Give the ids that rows are counted under, by kind."""
    ids: dict[str, list[uuid.UUID]] = defaultdict(list)
    for each in rows:
        ids[each.kind].append(each.key)
    return {kind: Ids.of(some) for kind, some in ids.items()}


_MEASURES: dict[str, Callable[[Definition, list[Found], Selection], Outcome]] = {
    "count": _count,
    "distinct_persons": _distinct_persons,
    "distinct_values": _distinct_values,
    "sum": _sum,
    "sum_of_largest": _sum_of_largest,
    "change": _change,
}
_OF_PEOPLE: dict[str, Callable[[Definition, PeopleOfYear], Outcome]] = {
    "people": count_as_people,
    "attendances": _attendances,
    "ratio": _ratio,
    "total": _total,
}
