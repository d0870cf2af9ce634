"""One line of a records file: a record as JSON, and what can be wrong with it.

``{"kind": "workshop", "id": "…", "office": "DKR", "state": "complete", "deleted": false, "fields": {…}}``; links are
ids, values of code lists are codes, days are ISO 8601. What a line leaves out stays as it is.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ibcr_desktop.foundation.plain_text import clean
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.field_types import LinksType, LinkType
from ibcr_desktop.records.fields import fields_by_name, fields_of
from ibcr_desktop.records.record import Record, State

KEYS = {"kind", "id", "office", "state", "deleted", "fields"}
LONGEST_OFFICE_CODE = 16


class BadLineError(ValueError):
    """A line that cannot be taken; ``reason`` is marked English, ``values`` fill its placeholders."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason.format(**values))
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A line understood: Python values of what it sets, envelope included."""

    kind: type[Record]
    record_id: uuid.UUID
    values: dict[str, Any]

    def links(self) -> Iterator[tuple[str, str, uuid.UUID]]:
        """Give (field, kind name, id) of every record that the line names."""
        for field in fields_of(self.kind):
            value = self.values.get(field.name)
            if value is None:
                continue
            if isinstance(field.type, LinkType):
                yield field.name, field.type.kind_name, value
            elif isinstance(field.type, LinksType):
                yield from ((field.name, field.type.kind_name, each) for each in value)


def format_line(kind: type[Record], row: Mapping[str, Any]) -> str:
    """Give the line of a row of the kind's table; fields without a value are left out."""
    packed = {each.name: each.type.pack(row[each.name]) for each in fields_of(kind) if row[each.name] is not None}
    line = {
        "kind": kind.kind_name(),
        "id": str(row["id"]),
        "office": row["office"],
        "state": row["state"],
        "deleted": row["deleted"],
        "fields": packed,
    }
    return json.dumps(line, ensure_ascii=False, separators=(", ", ": "))


def parse_line(text: str) -> RecordLine:
    """Understand a line, or raise ``BadLineError`` with the first thing that is wrong with it."""
    try:
        line = json.loads(text)
    except (ValueError, RecursionError) as cause:
        raise BadLineError(N_("this is not JSON")) from cause
    if not isinstance(line, dict):
        raise BadLineError(N_("a record is a JSON object"))
    _refuse_unknown(set(line) - KEYS)
    kind = _kind(line.get("kind"))
    values = {**_envelope(line), **_fields(kind, line.get("fields", {}))}
    return RecordLine(kind, _record_id(line.get("id")), values)


def _refuse_unknown(names: set[str]) -> None:
    if names:
        raise BadLineError(N_("unknown entry “{name}”"), name=clean(min(names))[:40])


def _kind(name: object) -> type[Record]:
    try:
        return kind_named(str(name))
    except KeyError as cause:
        raise BadLineError(N_("unknown kind “{kind}”"), kind=clean(str(name))[:40]) from cause


def _record_id(text: object) -> uuid.UUID:
    try:
        return uuid.UUID(text if isinstance(text, str) else "")
    except ValueError as cause:
        raise BadLineError(N_("“id” is not the id of a record")) from cause


def _envelope(line: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "office" in line:
        office = line["office"]
        if office is not None and (not isinstance(office, str) or not 0 < len(clean(office)) <= LONGEST_OFFICE_CODE):
            raise BadLineError(N_("“office” is not the code of an office"))
        values["office"] = office if office is None else clean(office)
    if "state" in line:
        if line["state"] not in tuple(State):
            raise BadLineError(N_("“state” is neither draft nor complete"))
        values["state"] = line["state"]
    if "deleted" in line:
        if type(line["deleted"]) is not bool:
            raise BadLineError(N_("“deleted” is neither true nor false"))
        values["deleted"] = line["deleted"]
    return values


def _fields(kind: type[Record], packed: object) -> dict[str, Any]:
    if not isinstance(packed, dict):
        raise BadLineError(N_("“fields” is not a JSON object"))
    known, values = fields_by_name(kind), {}
    _refuse_unknown(set(packed) - set(known))
    for name, value in packed.items():
        field = known[name]
        try:
            values[field.name] = field.type.unpack(value)
        except ValueError as cause:
            raise BadLineError(N_("“{name}” should be {expected}"), name=name, expected=str(cause)) from cause
    return values
