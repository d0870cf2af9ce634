"""Which rows an indicator is about: its sources, periods and conditions, applied to the data of a year."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ibcr_desktop.records import ALL_KINDS, kind_named
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.people import CHILD_BANDS
from ibcr_desktop.records.record import State
from ibcr_desktop.totals.definitions import DERIVED, Condition, Source
from ibcr_desktop.totals.year_data import (
    ACTIVITY_NAMES,
    Counted,
    Row,
    TakingPart,
    YearData,
    is_child,
)

LINK = "participation_id"


@dataclass(frozen=True)
class Scope:
    """The part of the organisation that is counted; empty means everything."""

    countries: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a source: what it is counted as, and the drafts that keep it from being counted.

    Attributes:
        key: the id it is counted under; two rows with one key count once.
        activity, taking_part: the activity it belongs to, and who took part, where it is about that.
    """

    kind: str
    key: uuid.UUID
    row: Row
    draft_ids: frozenset[uuid.UUID] = frozenset()
    activity: Counted | None = None
    taking_part: TakingPart | None = None
    value_field: str = ""


class Selection:
    """Finds rows in the data of a year."""

    def __init__(self, data: YearData, scope: Scope) -> None:
        self.data = data
        self.scope = scope
        self._ids: dict[str, Mapping[uuid.UUID, Row]] = {}

    def find(self, sources: Iterable[Source]) -> list[Found]:
        """Give the rows of all sources, each once, drafts among them."""
        by_kind: dict[str, list[list[Found]]] = defaultdict(list)
        for source in sources:
            for kind in source.kinds:
                by_kind[kind].append(list(self._of_kind(kind, source)))
        united: list[Found] = []
        for first, *more in by_kind.values():
            united += first if not more else {each.key: each for some in (first, *more) for each in some}.values()
        return united

    def value(self, found: Found, path: str) -> Any:
        """Give the value of a field of the row, or of a record it links to: ``activity.project_id``."""
        if path == "kind":
            return found.kind
        if path == "is_child":
            return self._is_child(found)
        if path == "country" and found.activity is not None and found.kind in ACTIVITY_NAMES:
            return tuple(sorted(found.activity.countries))
        return self.follow(found.kind, found.row, path)

    def follow(self, kind: str, row: Row | None, path: str) -> Any:
        """Give what a path means from a row of a kind on."""
        while row is not None and "." in path:
            name, _, path = path.partition(".")
            link = fields_by_name(kind_named(kind)).get(f"{name}_id")
            if link is None or not isinstance(link.type, LinkType):
                return None
            kind, row = self._linked(link.type.kind_name, row[f"{name}_id"])
        return None if row is None else row.get(path)

    def _linked(self, kind: str, record_id: uuid.UUID | None) -> tuple[str, Row | None]:
        if record_id is None:
            return kind, None
        if kind == "activity":
            counted = self.data.activities.get(record_id)
            return ("workshop", None) if counted is None else (counted.row["kind"], counted.row)
        if kind == "person":
            return kind, self.data.people_table.row_of(record_id)
        if kind == "participation":
            taking_part = self._participations.get(record_id)
            return kind, None if taking_part is None else taking_part.row
        return kind, self._by_id(kind).get(record_id)

    @functools.cached_property
    def _participations(self) -> dict[uuid.UUID, TakingPart]:
        """The lines that records of other kinds are about: tests, follow-ups."""
        rows = [row for kind in ALL_KINDS if LINK in fields_by_name(kind) for row in self.data.rows(kind.kind_name())]
        return self.data.participations({row[LINK] for row in rows} - {None})

    def _by_id(self, kind: str) -> Mapping[uuid.UUID, Row]:
        if kind not in self._ids:
            self._ids[kind] = {row["id"]: row for row in self.data.rows(kind)}
        return self._ids[kind]

    def _of_kind(self, kind: str, source: Source) -> Iterator[Found]:
        meets = [self._test(each) for each in source.where]
        is_in_time = self._period(source.period)
        for found in self._candidates(kind, source):
            if self._is_in_scope(found) and is_in_time(found, source.day) and all(test(found) for test in meets):
                yield found

    def _candidates(self, kind: str, source: Source) -> Iterator[Found]:
        if kind in ACTIVITY_NAMES:
            for counted in self.data.activities_by_kind.get(kind, ()):
                yield Found(kind, counted.key, counted.row, counted.draft_ids, counted, None, source.value)
        elif kind == "participation":
            yield from self._named
        elif kind == "headcount":
            yield from self.groups
        else:
            for row in self.data.rows(kind, near=source.period == "in_year" and not source.day):
                yield self._found(kind, row, source.value)

    @functools.cached_property
    def _named(self) -> list[Found]:
        """Who took part, made once for all indicators; people in the bin are not among them."""
        return [
            Found("participation", each.row["id"], each.row, each.draft_ids, each.activity, each)
            for each in self.data.taking_part
            if each.about is not None
        ]

    @functools.cached_property
    def groups(self) -> list[Found]:
        """The headcounts of the year's activities, whatever the scope; drafts among them."""
        return [
            Found("headcount", row["id"], row, _drafts(row) | counted.draft_ids, counted)
            for row, counted in self.data.headcounts
        ]

    def _found(self, kind: str, row: Row, value_field: str) -> Found:
        """Make what is counted of a row: it is left out with the draft of an activity or a line that it is about."""
        activity, drafts = None, _drafts(row)
        if row.get("activity_id") is not None:
            activity = self.data.activities.get(row["activity_id"])
            drafts |= frozenset() if activity is None else activity.draft_ids
        elif row.get(LINK) is not None and (taking_part := self._participations.get(row[LINK])) is not None:
            activity, drafts = taking_part.activity, drafts | taking_part.draft_ids
        return Found(kind, row["id"], row, drafts, activity, None, value_field)

    def _is_in_scope(self, found: Found) -> bool:
        if self.scope.offices and found.row.get("office") not in self.scope.offices:
            return False
        return not self.scope.countries or bool(self.scope.countries & self.countries_of(found))

    def countries_of(self, found: Found) -> frozenset[str]:
        """Give the countries of a row: its activity's, its own, or those of its project."""
        if found.activity is not None:
            return found.activity.countries
        own = found.row.get("country") or found.row.get("countries")
        if own is None and found.row.get("project_id") is not None and found.kind not in ACTIVITY_NAMES:
            own = self.follow(found.kind, found.row, "project.countries")
        return frozenset() if own is None else frozenset((own,) if isinstance(own, str) else own)

    def _period(self, name: str) -> Callable[[Found, str], bool]:
        periods: dict[str, Callable[[Found, str], bool]] = {  # not kept: a circle would outlive the count
            "in_year": self._in_year,
            "active_in_year": self._active_in_year,
            "on_last_day": self._active_on_last_day,
            "always": _always,
        }
        return periods[name]

    def _in_year(self, found: Found, day_field: str) -> bool:
        if not day_field and found.taking_part is not None:
            return True  # only those of the year's activities were read
        if not day_field and (
            found.activity is not None or "activity_id" in found.row or "participation_id" in found.row
        ):
            return found.activity is not None and self.data.happened_in_year(found.activity)
        if day_field:
            day = self.value(found, day_field)
            return day is not None and self.data.year.first_day <= day <= self.data.year.last_day
        return found.row.get("fiscal_year") == self.data.year.start

    def _active_in_year(self, found: Found, _day: str) -> bool:
        return _overlaps(found.row, self.data.year.first_day, self.data.year.last_day)

    def _active_on_last_day(self, found: Found, _day: str) -> bool:
        return _overlaps(found.row, self.data.year.last_day, self.data.year.last_day)

    def _test(self, condition: Condition) -> Callable[[Found], bool]:
        """Make the test of a condition; answers are kept by activity where only the activity is asked about."""
        values, path = condition.values, condition.path
        if condition.operator == "reaches":
            return lambda found: reaches(self.value(found, path), self.value(found, values[0]))
        wanted = TESTS[condition.operator]
        if not path.startswith("activity."):
            is_plain = "." not in path and path not in DERIVED and path != "country"
            if is_plain:
                return lambda found: wanted(found.row.get(path), values)
            return lambda found: wanted(self.value(found, path), values)
        known: dict[int, bool] = {}

        def of_activity(found: Found) -> bool:
            if found.activity is None:
                return False
            answer = known.get(id(found.activity))  # the same object for all rows of an activity
            if answer is None:
                answer = known[id(found.activity)] = wanted(self.value(found, path), values)
            return answer

        return of_activity

    def _is_child(self, found: Found) -> bool | None:
        taking_part = found.taking_part
        if taking_part is not None and taking_part.about is not None:
            return is_child(taking_part.about, self.data.day_of(taking_part.activity, taking_part.row))
        band = found.row.get("age_band")
        if found.row.get("professional_group") == "children":
            return True
        return None if band in (None, "unknown") else band in CHILD_BANDS


def _always(_found: Found, _day: str) -> bool:
    return True


def _drafts(row: Row) -> frozenset[uuid.UUID]:
    return frozenset() if row["state"] == State.COMPLETE else frozenset((row["id"],))


def _overlaps(row: Row, first: date, last: date) -> bool:
    starts, ends = row.get("starts_on"), row.get("ends_on")
    return starts is not None and starts <= last and (ends is None or ends >= first)


def reaches(value: Any, other: Any) -> bool:
    """Say whether a value is at least another one; not where one of them is not known."""
    return value is not None and other is not None and bool(value >= other)


def _as_set(value: Any) -> frozenset[Any]:
    return frozenset(value) if isinstance(value, tuple) else frozenset((value,))


TESTS: dict[str, Callable[[Any, tuple[Any, ...]], bool]] = {
    "is": lambda value, values: value in values,
    "is_not": lambda value, values: value not in values,
    "has": lambda value, values: value is not None and not _as_set(value).isdisjoint(values),
    "is_known": lambda value, values: (value is not None) is bool(values[0]),
    "at_least": lambda value, values: value is not None and value >= values[0],
    "at_most": lambda value, values: value is not None and value <= values[0],
}
