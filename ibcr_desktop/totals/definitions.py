"""The definition of an indicator: parsed from its JSON, checked, and told in words where it is wrong.

A definition has one or more *sources* (kinds of record, a period rule, conditions), united, and one *measure* out of a
small closed set (docs/counting-rules.md, Figures, 1). A new indicator is data; only a new measure is code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.records import kind_named, kinds_linked_as
from ibcr_desktop.records.field_types import LinksType, LinkType
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.record import Record

MEASURES: Final = (
    "count",
    "people",
    "attendances",
    "distinct_persons",
    "distinct_values",
    "sum",
    "sum_of_largest",
    "ratio",
    "total",
    "change",
)
PERIODS: Final = ("in_year", "active_in_year", "on_last_day", "always")
OPERATORS: Final = ("is", "is_not", "has", "is_known", "at_least", "at_most", "reaches")
PEOPLE_KINDS: Final = frozenset({"participation", "headcount"})
DIMENSIONS: Final = (  # what is broken down by; so may any path from the rows
    *("sex", "age_group", "professional_group", "country", "region", "office", "project", "theme", "language", "level"),
    "month",
)
PREFIXES: Final = ("", "at_least", "over")
DERIVED: Final = ("is_child", "kind", "office")  # what the engine knows of a row beside its declared fields
SECTIONS: Final = ("published", "further")


class DefinitionError(ValueError):
    """A definition that cannot be counted; its text names the entry that is wrong."""


@dataclass(frozen=True)
class Condition:
    """One condition on a row: ``path`` is a field, or a field of a linked record as ``activity.project_id``.

    ``reaches`` compares it with another field of the row, whose path is the value.
    """

    path: str
    operator: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Source:
    """Rows of some kinds in a period that meet every condition.

    ``day`` names the field whose day decides the year, where it is not the kind's usual one. ``value`` names the field
    whose distinct values are counted, where kinds call it differently.
    """

    kinds: tuple[str, ...]
    period: str = "in_year"
    day: str = ""
    value: str = ""
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Texts:
    """Texts of records that belong to the counted ones, for the sentence: the outcomes of advocacy, say."""

    kind: str
    field: str
    through: str = ""
    until_report_by: str = ""
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Definition:
    """One version of one indicator, ready to be counted.

    ``options`` holds what its measure needs: ``sex`` of people, ``field`` and ``key`` of sums; ``parts`` holds the
    counts that a ratio (numerator, denominator) or a total is made of. Words are dictionaries by language.
    """

    code: str
    version: int
    measure: str
    sources: tuple[Source, ...]
    label: Mapping[str, str]
    sentence: Mapping[str, Mapping[str, str]]
    meaning: Mapping[str, str]
    section: str = "further"
    order: int = 0
    valid_from: int | None = None
    valid_to: int | None = None
    floor_to: int = 1
    decimals: int = 0
    prefix: str = ""
    is_percent: bool = False
    once_by: str = ""
    group_by: tuple[str, ...] = ()
    texts: Texts | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    parts: "tuple[Definition, ...]" = ()
    origin: str = ""

    def holds_in(self, year: int) -> bool:
        """Say whether this version is the one for a fiscal year."""
        return (self.valid_from is None or self.valid_from <= year) and (self.valid_to is None or year <= self.valid_to)


def parse_definition(text: str) -> Definition:
    """Read a definition, or raise ``DefinitionError`` naming what is wrong."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as cause:
        raise DefinitionError("not JSON") from cause
    if not isinstance(raw, dict):
        raise DefinitionError("not an object")
    try:
        return _definition(raw)
    except (KeyError, TypeError, AttributeError) as cause:
        raise DefinitionError(f"missing or misplaced: {cause}") from cause


def _definition(raw: dict[str, Any]) -> Definition:
    measure = dict(raw["measure"])
    name = _one_of(measure.pop("kind"), MEASURES, "measure")
    sources = tuple(_source(each) for each in raw.get("sources", ()))
    parts = tuple(_part(each, raw) for each in _parts_of(name, measure))
    if parts:
        sources = tuple(dict.fromkeys(source for each in parts for source in each.sources))
    strangers = {kind for each in sources for kind in each.kinds} - PEOPLE_KINDS
    if name == "people" and strangers:
        raise DefinitionError(f"people are counted from participations and headcounts, not from “{min(strangers)}”")
    rounding, group_by = raw.get("rounding", {}), tuple(raw.get("group_by", ()))
    _require_dimensions(group_by, sources)
    return Definition(
        code=str(raw["code"]),
        version=int(raw["version"]),
        measure=name,
        sources=sources,
        label=_words(raw["label"]),
        sentence={language: _sentence(raw["sentence"][language]) for language in LANGUAGES},
        meaning=_words(raw["definition"]),
        section=_one_of(raw.get("section", "further"), SECTIONS, "section"),
        order=int(raw.get("order", 0)),
        valid_from=raw.get("valid_from"),
        valid_to=raw.get("valid_to"),
        floor_to=int(rounding.get("floor_to", 1)),
        decimals=int(rounding.get("decimals", 0)),
        prefix=_one_of(rounding.get("prefix", ""), PREFIXES, "prefix"),
        is_percent=bool(rounding.get("percent", False)),
        once_by=str(raw.get("once_by", "")),
        group_by=group_by,
        texts=_texts(raw["texts"]) if "texts" in raw else None,
        options=measure,
        parts=parts,
        origin=str(raw.get("source", "")),
    )


def _parts_of(measure: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Take the counts that a measure joins out of its options."""
    if measure == "ratio":
        return [options.pop("numerator"), options.pop("denominator")]
    if measure == "total":
        return list(options.pop("parts"))
    return []


def _part(raw: dict[str, Any], whole: dict[str, Any]) -> Definition:
    """Read a count that is a part of another; a total is broken down by what its parts are broken down by."""
    nothing = dict.fromkeys(LANGUAGES, "-")
    group_by = whole.get("group_by", ()) if whole["measure"]["kind"] == "total" else ()
    words = {"label": nothing, "definition": nothing, "sentence": nothing}
    return _definition({"code": "part", "version": 1, **words, "group_by": group_by, **raw})


def _source(raw: dict[str, Any]) -> Source:
    kinds = tuple(each.kind_name() for name in raw["kinds"] for each in kinds_linked_as(name))
    day, value = str(raw.get("day", "")), str(raw.get("value", ""))
    for kind in kinds:
        for name in (day, value):
            _require_path(kind, name)
    return Source(
        kinds=kinds,
        period=_one_of(raw.get("period", "in_year"), PERIODS, "period"),
        day=day,
        value=value,
        where=tuple(_condition(each, kinds) for each in raw.get("where", ())),
    )


def _condition(raw: dict[str, Any], kinds: tuple[str, ...]) -> Condition:
    (operator,) = set(raw) - {"field"}
    values = raw[operator]
    for kind in kinds:
        _require_path(kind, raw["field"])
        if operator == "reaches":
            _require_path(kind, values)
    known = _one_of(operator, OPERATORS, "operator")
    return Condition(raw["field"], known, tuple(values) if isinstance(values, list) else (values,))


def _texts(raw: dict[str, Any]) -> Texts:
    kind = raw["kind"]
    for name in (raw.get("through", ""), raw.get("until_report_by", ""), f"{raw['field']}_en"):
        _require_path(kind, name)
    return Texts(
        kind=kind,
        field=raw["field"],
        through=raw.get("through", ""),
        until_report_by=raw.get("until_report_by", ""),
        where=tuple(_condition(each, (kind,)) for each in raw.get("where", ())),
    )


def _require_path(kind_name: str, path: str) -> None:
    """Follow a path through the declarations; raise where it names nothing."""
    if path in ("", *DERIVED):
        return
    kinds: tuple[type[Record], ...] = (kind_named(kind_name),)
    *links, last = path.split(".")
    for each in links:
        found = [fields_by_name(kind).get(f"{each}_id") for kind in kinds]
        types = {field.type for field in found if field is not None}
        if len(types) != 1 or not isinstance(link := types.pop(), LinkType | LinksType):
            raise DefinitionError(f"{kind_name} has no link “{each}”")
        kinds = kinds_linked_as(link.kind_name)
    if last not in DERIVED and not any(last in fields_by_name(kind) for kind in kinds):
        raise DefinitionError(f"{kind_name} has no field “{path}”")


def _require_dimensions(group_by: tuple[str, ...], sources: tuple[Source, ...]) -> None:
    for dimension in group_by:
        if dimension not in DIMENSIONS and not any(_has(kind, dimension) for each in sources for kind in each.kinds):
            raise DefinitionError(f"unknown dimension “{dimension}”")


def _has(kind: str, path: str) -> bool:
    try:
        _require_path(kind, path)
    except DefinitionError:
        return False
    return True


def _one_of(value: Any, known: tuple[str, ...], what: str) -> str:
    if value not in known:
        raise DefinitionError(f"unknown {what} “{value}”")
    return str(value)


def _words(raw: Mapping[str, str]) -> Mapping[str, str]:
    return {language: str(raw[language]) for language in LANGUAGES}


def _sentence(raw: str | Mapping[str, str]) -> Mapping[str, str]:
    return {"one": raw, "many": raw} if isinstance(raw, str) else {"one": raw["one"], "many": raw["many"]}
