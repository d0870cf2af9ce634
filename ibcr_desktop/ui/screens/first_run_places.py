"""The offices and countries to choose from before there is a database: read from the files of the program."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from ibcr_desktop.foundation.office_code import RULE, is_office_code
from ibcr_desktop.foundation.places import resource
from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import N_


@dataclass(frozen=True)
class OfficeFacts:
    """Who sits at this computer and for which office; empty where it was not said."""

    person: str = ""
    code: str = ""
    name: str = ""
    country: str = ""

    def problem(self) -> str:
        """Give the marked English sentence that says what is missing or wrong, empty when nothing is."""
        if not self.code:
            return N_("Choose your office, or type its code; the rest can be filled in later.")
        return "" if is_office_code(self.code) else RULE


@dataclass(frozen=True)
class KnownOffice:
    """An office that the program ships."""

    code: str
    name: str
    country: str


@dataclass(frozen=True)
class KnownPlaces:
    """The offices, and the countries with their names by language."""

    offices: tuple[KnownOffice, ...]
    names: dict[str, dict[str, str]]

    @classmethod
    def shipped(cls) -> Self:
        """Read the files of the program; one that is missing leaves its list empty, and everything can be typed."""
        folder = resource("vocabularies")
        offices = tuple(
            KnownOffice(each["code"], each["name"], each["country"])
            for each in _read(folder / "offices.json")
            if not each.get("closed_on")
        )
        return cls(offices, {each["iso3"]: each for each in _read(folder / "countries.json")})

    def office(self, code: str) -> KnownOffice | None:
        """Give a known office by its code."""
        return next((each for each in self.offices if each.code == code), None)

    def countries(self, language: str) -> list[tuple[str, str]]:
        """Give (code, name) of every country, by name."""
        named = [(code, labels.get(language) or labels["en"]) for code, labels in self.names.items()]
        return sorted(named, key=lambda each: fold(each[1]))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
