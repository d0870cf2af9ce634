"""Says on which days a code stands in its list, and finds the records that use one on another day.

A code that is in no list here may still arrive with its list, so only codes whose time ended, or that were deleted,
make a record a draft again; and only those of records that happened on a day.
"""

import functools
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, literal, or_, select

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.field_types import ChoicesType, ChoiceType
from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.records.offices import Country, Office, Term, country_id, office_id
from ibcr_desktop.records.problems import Problem, error
from ibcr_desktop.records.record import Record
from ibcr_desktop.records.vocabularies import COUNTRY_LIST, OFFICE_LIST
from ibcr_desktop.storage.contradictions import Contradiction, is_whole
from ibcr_desktop.storage.filters import among
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.storage.written_records import WrittenRecords

Code = tuple[str, str]  # list, code
PERIOD = ("valid_from", "valid_to", "deleted", "code", "list_code")


class Period(NamedTuple):
    """Days on which a code stands in its list; None: since ever, for ever."""

    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS = Period()
LISTS_OF_RECORDS = frozenset({COUNTRY_LIST, OFFICE_LIST})  # their entries are records of a kind of their own


def periods_of(connection: Connection, codes: Collection[Code]) -> dict[Code, list[Period]]:
    """Give the periods of some codes; none for one that its list does not hold. A statement for each sort of list."""
    found: dict[Code, list[Period]] = {each: [] for each in codes}
    names: dict[str, list[str]] = defaultdict(list)
    for list_code, code in sorted(codes):
        names[list_code if list_code in LISTS_OF_RECORDS else ""].append(code)
    if names[""]:
        term = table_of(Term)
        columns = (term.c.list_code, term.c.code, term.c.valid_from, term.c.valid_to)
        for row in connection.execute(select(*columns).where(term.c.code.in_(names[""]), present(term))):
            if (row.list_code, row.code) in found:
                found[row.list_code, row.code].append(Period(row.valid_from, row.valid_to))
    if names[COUNTRY_LIST]:
        found |= _countries(connection, names[COUNTRY_LIST])
    if names[OFFICE_LIST]:
        found |= _offices(connection, names[OFFICE_LIST])
    return found


def _countries(connection: Connection, codes: Collection[str]) -> dict[Code, list[Period]]:
    table, ids = table_of(Country), {code: country_id(code) for code in codes}
    wanted = select(table.c.id).where(among(table.c.id, sorted(ids.values())), present(table))
    here = set(connection.execute(wanted).scalars())
    return {(COUNTRY_LIST, code): [ALWAYS] if ids[code] in here else [] for code in codes}


def _offices(connection: Connection, codes: Collection[str]) -> dict[Code, list[Period]]:
    """Give the periods of offices: one stands under the usual id of its code, or says the code itself."""
    table, ids = table_of(Office), {office_id(code): code for code in codes}
    wanted = select(table.c.id, table.c.code).where(
        or_(among(table.c.id, sorted(ids)), table.c.code.in_(codes)), present(table)
    )
    here = {code for row in connection.execute(wanted) for code in (ids.get(row.id), row.code)}
    return {(OFFICE_LIST, code): [ALWAYS] if code in here else [] for code in codes}


def not_in_the_list(field: Field, code: str) -> Problem:
    """Give the error of a code that its list does not hold on the day of the record."""
    text = N_("{field}: “{code}” is not in the list on that day. Choose another entry.")
    return error(text, field.name, field=field.label, code=code)


class KnownCodes:
    """The codes of all lists with their periods, read once for many records; an empty list says nothing."""

    def __init__(self, connection: Connection) -> None:
        self._codes: dict[str, dict[str | None, list[Period]]] = defaultdict(lambda: defaultdict(list))
        term = table_of(Term)
        columns = (term.c.list_code, term.c.code, term.c.valid_from, term.c.valid_to)
        for name, code, first, last in connection.execute(select(*columns).where(present(term))):
            self._codes[name][code].append(Period(first, last))
        for name, kind, column in ((COUNTRY_LIST, Country, "iso3"), (OFFICE_LIST, Office, "code")):
            table = table_of(kind)
            for code in connection.execute(select(table.c[column]).where(present(table))).scalars():
                self._codes[name][code].append(ALWAYS)

    def problems(self, kind: type[Record], row: Mapping[Any, Any], on_day: date | None) -> Iterator[Problem]:
        """Give the errors of a record that uses codes beside their lists; without a day, codes of any day are right."""
        for field in _choices(kind):
            value, known = row[field.name], self._codes[_list_of(field)]
            for code in _codes_in(value) if known else ():
                periods = known.get(code, ())
                if not any(on_day is None or each.holds_on(on_day) for each in periods):
                    yield not_in_the_list(field, code)


def lists_changed(written: WrittenRecords) -> bool:
    """Say whether a code may stand in its list on other days than before, so that every record is to be asked."""
    return written.has(Term, *PERIOD) or written.has(Country, "deleted") or written.has(Office, "deleted")


def records_with_invalid_codes(
    connection: Connection, written: WrittenRecords, old: Collection[Contradiction], _today: date
) -> list[tuple[str, uuid.UUID]] | None:
    """Give (kind, id) of all that break the rule now, ``old`` being those that did; None where all is as before."""
    changed = lists_changed(written)
    asked = [kind for kind in _DATED if changed or _may_be_touched(written, kind)]
    if not asked:
        return None
    codes = _codes_of_a_time(connection)
    if not codes:
        return []
    found = []
    for kind in _DATED:
        fields = [each for each in _choices(kind) if _list_of(each) in {name for name, _ in codes}]
        if not fields:
            continue
        everything = changed or (written.has(kind) and written.ids(kind) is None)
        ids = None if everything else _ids(connection, kind, written).union(each.record_id for each in old)
        found += [(kind.kind_name(), each) for each in _invalid(connection, kind, fields, codes, ids)]
    return found


def _may_be_touched(written: WrittenRecords, kind: type[Record]) -> bool:
    return written.has(kind) or (_is_part(kind) and written.has(Activity, "ends_on"))


def _ids(connection: Connection, kind: type[Record], written: WrittenRecords) -> set[uuid.UUID]:
    """Give the ids of the written records of a kind, and of parts of activities whose last day was written."""
    ids = set(written.ids(kind) or ())
    activities = written.ids(Activity) if _is_part(kind) and written.has(Activity, "ends_on") else []
    table = table_of(kind)
    parts = select(table.c.id)
    if activities is None:  # so many that all are asked
        ids.update(connection.execute(parts).scalars())
    elif activities:
        ids.update(connection.execute(parts.where(among(table.c.activity_id, activities))).scalars())
    return ids


def _invalid(
    connection: Connection,
    kind: type[Record],
    fields: Iterable[Field],
    codes: Mapping[Code, list[Period]],
    ids: set[uuid.UUID] | None,
) -> Iterator[uuid.UUID]:
    table = table_of(kind)
    uses = or_(*(_uses(table.c[each.name], each, codes) for each in fields))
    statement = _with_day(kind, [table.c[each.name] for each in fields]).where(is_whole(table), uses)
    if issubclass(kind, Activity):
        statement = statement.where(table.c.kind == kind.kind_name())
    if ids is not None:
        statement = statement.where(among(table.c.id, sorted(ids)))
    for record_id, day, *values in connection.execute(statement):
        used = ((each, code) for each, value in zip(fields, values, strict=True) for code in _codes_in(value))
        if day is not None and not all(_holds(codes, each, code, day) for each, code in used):
            yield record_id


def _holds(codes: Mapping[Code, list[Period]], field: Field, code: str, day: date) -> bool:
    periods = codes.get((_list_of(field), code))
    return periods is None or any(each.holds_on(day) for each in periods)


def _codes_in(value: Any) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _uses(column: ColumnElement[Any], field: Field, codes: Mapping[Code, list[Period]]) -> ColumnElement[bool]:
    """Give the condition that a field holds a code that is not valid for ever."""
    wanted = [code for name, code in codes if name == _list_of(field)]
    if isinstance(field.type, ChoiceType):
        return column.in_(wanted)
    each = func.json_each(func.coalesce(column, literal("[]"))).table_valued("value", name=f"of_{field.name}")
    return select(each.c.value).where(each.c.value.in_(wanted)).exists()


def _with_day(kind: type[Record], columns: list[ColumnElement[Any]]) -> Select[Any]:
    """Give the statement for id, day and columns: the record's own day, or the last one of its activity."""
    table = table_of(kind)
    if kind.counted_on:
        return select(table.c.id, table.c[kind.counted_on], *columns)
    activity = table_of(Activity)
    return select(table.c.id, activity.c.ends_on, *columns).join(activity, activity.c.id == table.c.activity_id)


def _codes_of_a_time(connection: Connection) -> dict[Code, list[Period]]:
    """Give the codes that are not valid for ever, with their periods; none for one that was deleted."""
    term, country, office = table_of(Term), table_of(Country), table_of(Office)
    bounded = term.c.deleted | term.c.valid_from.is_not(None) | term.c.valid_to.is_not(None)
    columns = (term.c.list_code, term.c.code, term.c.valid_from, term.c.valid_to, term.c.deleted)
    names = {(row.list_code, row.code) for row in connection.execute(select(*columns).where(bounded))}
    codes: dict[Code, list[Period]] = defaultdict(list)
    if names:
        for row in connection.execute(select(*columns).where(term.c.code.in_({code for _, code in names}))):
            if (row.list_code, row.code) in names:
                codes[row.list_code, row.code] += () if row.deleted else [Period(row.valid_from, row.valid_to)]
    for name, table, code in ((COUNTRY_LIST, country, country.c.iso3), (OFFICE_LIST, office, office.c.code)):
        for gone in connection.execute(select(code).where(table.c.deleted, code.is_not(None))).scalars():
            codes[name, gone] = []
    return dict(codes)


def _is_part(kind: type[Record]) -> bool:
    return not kind.counted_on and "activity_id" in table_of(kind).c


def _list_of(field: Field) -> str:
    if not isinstance(field.type, ChoiceType | ChoicesType):
        raise TypeError(field.name)
    return field.type.list_code


@functools.cache
def _choices(kind: type[Record]) -> tuple[Field, ...]:
    return tuple(each for each in fields_of(kind) if isinstance(each.type, ChoiceType | ChoicesType))


_DATED = tuple(kind for kind in ALL_KINDS if (kind.counted_on or _is_part(kind)) and _choices(kind))
