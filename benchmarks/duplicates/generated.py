"""Makes labelled people of West Africa, Central America and Arab countries from a seed, with the hard non-matches.

How a person is made: a country, a sex, a family name and one or two given names of it, a year of birth, one of its 40
workplaces, a telephone. How many records: 1 (60 %), 2 (28 %), 3 (12 %). How a record departs from the person:

* each word of the name is written in another of its usual spellings (40 %), with a typing error (4 %) or without accents
  (30 %); the family name is written as a given name and the other way round (8 %); a second given name is left out
  (40 %); where the country writes Arabic, the whole name is in Arabic letters (15 %);
* sex is missing (8 %), the telephone without the code of the country (50 %); and one of the following at most: the year
  of birth is missing (20 %) or estimated, a year off (12 %), the telephone is missing (35 %) or another one (10 %), the
  workplace is missing (20 %) or another one (8 %). So two records of a person have one right value in common at least.

Hard non-matches, 4 % of the people each: a twin (other given name; same family name, year, workplace and, for half of
them, telephone); a son or daughter of the same full name (18 to 35 years younger, half of them with the same telephone,
a third at the same workplace); a namesake at the same workplace (three years apart or more, another telephone); a
brother or sister of the same year with the name's other form (Jean and Jeanne). Their years of birth are never missing:
without it nobody could tell a father from his son.
"""

import random
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from benchmarks.duplicates.labelled import LabelledSet
from benchmarks.duplicates.names import COUNTRIES, OTHER_FORMS, Country, Spellings

PEOPLE: Final = 4_000
WORKPLACES: Final = 40
SHARE_OF_HARD: Final = 0.04
KINDS_OF_WORKPLACE: Final = (
    "Brigade de gendarmerie de {place}", "Commissariat central de {place}", "Tribunal de {place}",
    "Centre social de {place}", "École nationale de police, {place}",
)  # fmt: skip


@dataclass(frozen=True)
class _Truth:
    """A person as he or she is; names as their places in the lists of the country."""

    country: Country
    sex: str
    family: Spellings
    given: tuple[Spellings, ...]
    birth_year: int
    workplace: str
    telephone: str
    is_hard: bool = False  # somebody else is nearly alike


def generated(seed: int = 1, people: int = PEOPLE) -> LabelledSet:
    """Give the set; the same seed gives the same set."""
    chance = random.Random(seed)
    rows: list[Mapping[str, Any]] = []
    labels: list[str] = []
    for number, truth in enumerate(_people(chance, people)):
        for _ in range(chance.choices((1, 2, 3), (60, 28, 12))[0]):
            rows.append(_record(truth, chance))
            labels.append(str(number))
    order = chance.sample(range(len(rows)), len(rows))
    fields = "name, sex, year of birth, organisation, telephone, country"
    return LabelledSet(
        f"West African, Central American, Arabic, seed {seed}",
        [rows[at] for at in order],
        [labels[at] for at in order],
        fields,
    )


def _people(chance: random.Random, count: int) -> Iterator[_Truth]:
    made = 0
    while made < count:
        one = _person(chance)
        made_of = (relative(one, chance) for relative in (_twin, _child, _namesake, _other_form) if _drawn(chance))
        others = [other for other in made_of if other is not None]
        for each in (one, *others):
            yield replace(each, is_hard=bool(others))
        made += 1 + len(others)


def _drawn(chance: random.Random) -> bool:
    return chance.random() < SHARE_OF_HARD


def _person(chance: random.Random) -> _Truth:
    country = chance.choice(COUNTRIES)
    sex = chance.choice(("female", "male"))
    names = country.women if sex == "female" else country.men
    return _Truth(
        country=country,
        sex=sex,
        family=_frequent_first(country.families, chance),
        given=tuple(chance.sample(names, chance.choices((1, 2), (3, 1))[0])),
        birth_year=chance.randrange(1950, 2003),
        workplace=_workplace(country, chance),
        telephone=_telephone(country, chance),
    )


def _frequent_first(names: tuple[Spellings, ...], chance: random.Random) -> Spellings:
    """Choose as names are spread: the first of a list are borne by many, the last by few."""
    return chance.choices(names, [1 / (place + 2) for place in range(len(names))])[0]


def _twin(one: _Truth, chance: random.Random) -> _Truth:
    names = [each for each in (one.country.women if one.sex == "female" else one.country.men) if each not in one.given]
    telephone = one.telephone if chance.random() < 0.5 else _telephone(one.country, chance)
    return replace(one, given=(chance.choice(names),), telephone=telephone)


def _child(one: _Truth, chance: random.Random) -> _Truth:
    return replace(
        one,
        birth_year=one.birth_year + chance.randrange(18, 36),
        telephone=one.telephone if chance.random() < 0.5 else _telephone(one.country, chance),
        workplace=one.workplace if chance.random() < 1 / 3 else _workplace(one.country, chance),
    )


def _namesake(one: _Truth, chance: random.Random) -> _Truth:
    years = chance.choice((-1, 1)) * chance.randrange(3, 25)
    return replace(one, birth_year=one.birth_year + years, telephone=_telephone(one.country, chance))


def _other_form(one: _Truth, chance: random.Random) -> _Truth | None:
    form = OTHER_FORMS.get(one.given[0][0])
    if form is None:
        return None
    sex = "male" if one.sex == "female" else "female"
    return replace(one, sex=sex, given=((form,),), telephone=_telephone(one.country, chance))


def _workplace(country: Country, chance: random.Random) -> str:
    number = chance.randrange(WORKPLACES)
    kind = KINDS_OF_WORKPLACE[number % len(KINDS_OF_WORKPLACE)]
    return kind.format(place=country.places[number // len(KINDS_OF_WORKPLACE) % len(country.places)])


def _telephone(country: Country, chance: random.Random) -> str:
    return f"+{country.dialling_code} 7{chance.randrange(10**7):07d}"


def _record(truth: _Truth, chance: random.Random) -> dict[str, Any]:
    row = {
        **_name(truth, chance),
        "sex": truth.sex if chance.random() > 0.08 else None,
        "country": truth.country.iso3,
        "birth_year": truth.birth_year,
        "telephone": truth.telephone if chance.random() < 0.5 else truth.telephone.partition(" ")[2],
        "organisation": truth.workplace,
    }
    chances = (
        ("birth_year", 0.0 if truth.is_hard else 0.2, 0.12),
        ("telephone", 0.35, 0.1),
        ("organisation", 0.2, 0.08),
    )
    for name, missing, wrong in chance.sample(chances, len(chances)):
        drawn = chance.random()
        if drawn < missing + wrong:
            row[name] = None if drawn < missing else _wrong(name, truth, chance)
            break
    return row


def _wrong(name: str, truth: _Truth, chance: random.Random) -> Any:
    if name == "birth_year":
        return truth.birth_year + chance.choice((-1, 1))
    return _telephone(truth.country, chance) if name == "telephone" else _workplace(truth.country, chance)


def _name(truth: _Truth, chance: random.Random) -> dict[str, str]:
    given = truth.given if chance.random() > 0.4 else truth.given[:1]
    words = [truth.family, *given]
    arabic = [
        next((form for form in word if not form.isascii() and "\u0600" <= form[0] <= "\u06ff"), None) for word in words
    ]
    if all(arabic) and chance.random() < 0.15:
        family, *others = [str(each) for each in arabic]
    else:
        family, *others = [_spelt(word, chance) for word in words]
    if chance.random() < 0.08:
        return {"family_name": " ".join(others), "given_names": family}
    return {"family_name": family, "given_names": " ".join(others)}


def _spelt(word: Spellings, chance: random.Random) -> str:
    latin = [form for form in word if not "\u0600" <= form[0] <= "\u06ff"]
    text = latin[0] if chance.random() > 0.4 else chance.choice(latin)
    if chance.random() < 0.3:
        text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    if chance.random() < 0.04 and len(text) > 4:
        at = chance.randrange(1, len(text) - 1)
        text = chance.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + text[at] + text[at:],
                text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
            )
        )
    return text
