"""The reference records that ship with the program: terms, countries, offices, counting settings."""

import functools
import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibcr_desktop.foundation.places import resource
from ibcr_desktop.records.indicators import Indicator, indicator_id
from ibcr_desktop.records.offices import (
    SETTINGS_ID,
    Country,
    Office,
    OrganisationSetting,
    Term,
    country_id,
    office_id,
    term_id,
)
from ibcr_desktop.records.record import Record

NOT_LISTS = ("countries", "offices")  # files of the same folder that hold records of other kinds
COUNTRY_LIST, OFFICE_LIST = "country", "office"  # lists whose entries are records of their own


@dataclass(frozen=True)
class ShippedRecord:
    """A record with a fixed id, equal in every database (docs/counting-rules.md, Figures, 5)."""

    kind: type[Record]
    record_id: uuid.UUID
    values: dict[str, Any]


def shipped_records() -> Iterator[ShippedRecord]:
    """Give every reference record that a new database begins with."""
    yield ShippedRecord(OrganisationSetting, SETTINGS_ID, dict(_DEFAULT_SETTINGS))
    for entry in _read(_folder() / "countries.json"):
        values = _labels(entry, iso3=entry["iso3"], region=entry["region"])
        values["child_population"] = entry.get("children")  # of the year 2020 (resources/vocabularies/sources.md)
        yield ShippedRecord(Country, country_id(entry["iso3"]), values)
    for entry in _read(_folder() / "offices.json"):
        yield ShippedRecord(Office, office_id(entry["code"]), dict(entry))
    for path in sorted(_folder().glob("*.json")):
        if path.stem not in NOT_LISTS:
            yield from _terms(_read(path))
    for path in sorted(resource("indicators").glob("*.json")):
        yield _indicator(path)


def shipped_digest() -> str:
    """Give what changes whenever a release ships other records."""
    digest = hashlib.sha256(json.dumps(_DEFAULT_SETTINGS).encode())
    for folder in (_folder(), resource("indicators")):
        for path in sorted(folder.glob("*.json")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@functools.cache
def list_labels() -> dict[str, dict[str, str]]:
    """Give the names of the shipped lists: list code → language → label."""
    return {
        each["list"]: each["label"]
        for each in (_read(path) for path in sorted(_folder().glob("*.json")) if path.stem not in NOT_LISTS)
    }


_DEFAULT_SETTINGS = {"fiscal_year_start_month": 4, "attendance_for_completion": 80.0, "small_cell": 5}


def _folder() -> Path:
    return resource("vocabularies")


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _labels(entry: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**more, "label_en": entry["en"], "label_fr": entry["fr"], "label_es": entry["es"]}


def _terms(vocabulary: dict[str, Any]) -> Iterator[ShippedRecord]:
    list_code = vocabulary["list"]
    for position, entry in enumerate(vocabulary["terms"], start=1):
        values = _labels(entry, list_code=list_code, code=entry["code"], position=position)
        values["parent"] = entry.get("parent")
        values["is_unknown"] = entry.get("is_unknown") or None
        yield ShippedRecord(Term, term_id(list_code, entry["code"]), values)


def _indicator(path: Path) -> ShippedRecord:
    definition = _read(path)
    code, version = definition["code"], definition["version"]
    values = _labels(definition["label"], code=code, version=version)
    values["definition"] = json.dumps(definition, ensure_ascii=False, sort_keys=True, indent=1)
    return ShippedRecord(Indicator, indicator_id(code, version), values)
