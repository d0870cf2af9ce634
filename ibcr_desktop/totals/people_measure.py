"""Counts the people of an indicator: rows into the people formula, and its result into parts that add up."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ibcr_desktop.totals.definitions import Definition
from ibcr_desktop.totals.dimensions import SEVERAL, places_of, professional_group
from ibcr_desktop.totals.outcome import Outcome
from ibcr_desktop.totals.people_counts import NOT_ATTRIBUTABLE, Addition, Group, Named, PeopleCount, count_people
from ibcr_desktop.totals.selection import Found, Selection
from ibcr_desktop.totals.year_data import UNKNOWN

UNKNOWN_SEX = (None, "unknown", "not_asked")
SEX_FIELDS = {"female": "females", "male": "males", "other": "others", "unknown": "sex_unknown"}


def count_as_people(definition: Definition, found: list[Found], selection: Selection) -> Outcome:
    """Give the bounds of distinct people, with attendances, parts and the ids of persons and groups behind them."""
    sex = definition.options.get("sex")
    rows = [each for each in found if not each.draft_ids]
    counted = _count(rows, selection, sex)
    certain = {each.person for each in _named(rows, sex) if each.is_certain}
    persons = {
        taking_part.person
        for each in rows
        if (taking_part := each.taking_part) is not None and taking_part.numbers[0] in certain
    }
    groups = [each.key for each in rows if each.kind == "headcount"]
    people = _People(rows, counted, selection, sex)
    return Outcome(
        figure=counted.low,
        low=counted.low,
        high=counted.high,
        records={"person": tuple(sorted(persons)), "headcount": tuple(sorted(groups))},
        attendances=attendances(rows, selection, sex)[0],
        breakdown={dimension: people.parts(dimension) for dimension in definition.group_by},
        drafts=frozenset().union(*(each.draft_ids for each in found)),
        has_unknown=counted.low != counted.high,
    )


def people_in_part(
    definition: Definition, found: list[Found], selection: Selection, dimension: str, place: str
) -> dict[str, tuple[uuid.UUID, ...]]:
    """Give the ids of the persons and groups that one part of a breakdown is made of."""
    sex = definition.options.get("sex")
    rows = [each for each in found if not each.draft_ids]
    return _People(rows, _count(rows, selection, sex), selection, sex).behind(dimension, place)


def attendances(rows: Iterable[Found], selection: Selection, sex: str | None = None) -> tuple[int, int]:
    """Give the seats filled, as bounds: the people of each activity, added up."""
    by_activity: dict[uuid.UUID, list[Found]] = defaultdict(list)
    for each in rows:
        if each.activity is not None:
            by_activity[each.activity.key].append(each)
    counts = [_count(some, selection, sex) for some in by_activity.values()]
    return sum(each.low for each in counts), sum(each.high for each in counts)


def _count(rows: list[Found], selection: Selection, sex: str | None) -> PeopleCount:
    return count_people(_named(rows, sex), _groups(rows, selection, sex), selection.undecided)


def _named(rows: Iterable[Found], sex: str | None) -> Iterator[Named]:
    for each in rows:
        taking_part = each.taking_part
        if taking_part is None or taking_part.about is None:
            continue
        known = taking_part.about["sex"]
        if sex is None or known == sex or known in UNKNOWN_SEX:
            person, activity, stratum = taking_part.numbers
            yield Named(person, stratum, activity, sex is None or known == sex)


def _groups(rows: Iterable[Found], selection: Selection, sex: str | None) -> Iterator[Group]:
    for each in rows:
        if each.kind == "headcount" and each.activity is not None:
            number, most = _numbers(each, sex)
            yield Group(
                key=each.key,
                activity=selection.activity_numbers[each.activity.key],
                stratum=selection.stratum_of(each.activity, professional_group(each)),
                number=number,
                most=most,
                overlap=each.row["overlap"] or UNKNOWN,
                overlaps=each.row["overlaps_id"],
            )


def _numbers(found: Found, sex: str | None) -> tuple[int, int]:
    total = found.row["total"] or 0
    if sex is None:
        return total, total
    number = found.row[SEX_FIELDS[sex]] or 0
    told = sum(found.row[name] or 0 for name in SEX_FIELDS.values())
    return number, number + (found.row["sex_unknown"] or 0) + max(0, total - told)


class _People:
    """Attributes each person and each certain group to one part of a dimension."""

    def __init__(self, rows: list[Found], counted: PeopleCount, selection: Selection, sex: str | None) -> None:
        self._selection, self._counted, self._sex = selection, counted, sex
        self._rows_of_groups = {each.key: each for each in rows if each.kind == "headcount"}
        leading: dict[object, tuple[tuple[int, int, str], Found]] = {}
        certain = {each.person for each in _named(rows, sex) if each.is_certain}
        for each in rows:
            taking_part = each.taking_part
            if taking_part is not None and taking_part.numbers[0] in certain:
                root = counted.root_of[taking_part.numbers[0]]
                if root not in leading or taking_part.rank > leading[root][0]:
                    leading[root] = (taking_part.rank, each)
        self._leading: dict[object, Found] = {root: found for root, (_, found) in leading.items()}

    def parts(self, dimension: str) -> dict[str, int]:
        """Give the parts; together with "not attributable" they add up, but for dimensions of several values."""
        parts: Counter[str] = Counter()
        for each in self._leading.values():
            parts.update(self._places(each, dimension))
        for addition in self._counted.additions:
            if not addition.is_unknown and addition.low:
                self._add(parts, addition, dimension)
        rest = sum(self._counted.unknown_low.values())
        if rest:
            parts[NOT_ATTRIBUTABLE] += rest
        return dict(parts)

    def behind(self, dimension: str, place: str) -> dict[str, tuple[uuid.UUID, ...]]:
        """Give the ids of the persons and of the groups that make up one part."""
        persons = [
            each.taking_part.person
            for each in self._leading.values()
            if each.taking_part is not None and place in self._places(each, dimension)
        ]
        largest = [each.largest.key for each in self._counted.additions if place in self._parts_of(each, dimension)]
        groups = [key for key in largest if isinstance(key, uuid.UUID)]
        return {"person": tuple(sorted(persons)), "headcount": tuple(sorted(groups))}

    def _parts_of(self, addition: Addition, dimension: str) -> Iterable[str]:
        if addition.is_unknown:
            return (NOT_ATTRIBUTABLE,) if self._counted.unknown_low.get(addition.largest.stratum) else ()
        parts: Counter[str] = Counter()
        if addition.low:
            self._add(parts, addition, dimension)
        return parts

    def _places(self, found: Found, dimension: str) -> tuple[str, ...]:
        places = places_of(found, dimension, self._selection)
        return places if dimension in SEVERAL and dimension != "country" else places[:1]

    def _add(self, parts: Counter[str], addition: Addition, dimension: str) -> None:
        found = self._rows_of_groups[addition.largest.key]  # type: ignore[index]  # keys of groups are ids here
        if dimension != "sex":
            for place in self._places(found, dimension):
                parts[place] += addition.low
            return
        for place, number in self._sexes(found, addition).items():
            parts[place] += number

    def _sexes(self, found: Found, addition: Addition) -> dict[str, int]:
        if self._sex is not None:
            return {self._sex: addition.low}
        told = {sex: found.row[name] or 0 for sex, name in SEX_FIELDS.items()}
        told[UNKNOWN] += (found.row["total"] or 0) - sum(told.values())
        if sum(told.values()) == addition.low:
            return {sex: number for sex, number in told.items() if number}
        return {NOT_ATTRIBUTABLE: addition.low}  # names were subtracted: whose sex remains is not known
