"""Turns the comparison of two people into the clues that staff read."""

from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz.distance import OSA

from ibcr_desktop.foundation.name_words import NameWord, as_written
from ibcr_desktop.people.birth_comparison import Births, bits_of_births, compare_births
from ibcr_desktop.people.contact_comparison import contacts_shared
from ibcr_desktop.people.evidence import Clue, Evidence
from ibcr_desktop.people.facts import BirthYears, Facts
from ibcr_desktop.people.frequencies import Surroundings
from ibcr_desktop.people.name_comparison import NameMatch, NamePair, is_other_form
from ibcr_desktop.people.place_comparison import bits_of_locality, bits_of_organisation

_CLUES_OF_DATES: Final[Mapping[Births, Clue]] = {
    Births.SAME_DATE: Clue.BIRTH_DATE,
    Births.DAY_AND_MONTH_EXCHANGED: Clue.DATE_EXCHANGED,
    Births.ONE_DIGIT: Clue.DATE_NEAR,
    Births.TWO_DIGITS: Clue.OTHER_DAY,
    Births.OTHER_DATE: Clue.OTHER_DAY,
    Births.GENERATION: Clue.OTHER_DAY,
}


def explain(one: Facts, other: Facts, names: NameMatch, among: Surroundings) -> tuple[Evidence, ...]:
    """Give what speaks for the two being one person, the strongest first, then what speaks against it."""
    found = [
        *(Evidence(clue) for clue in contacts_shared(one, other)),
        *_of_names(one, other, names),
        *_of_births(one, other, among),
        *_of_organisation(one, other, among),
        *_of_locality(one, other, among),
    ]
    if one.sex and other.sex and one.sex != other.sex:
        found.append(Evidence(Clue.SEX_DIFFERS))
    if one.country and other.country and one.country != other.country:
        found.append(Evidence(Clue.COUNTRY_DIFFERS))
    return tuple(sorted(found, key=lambda each: each.speaks_against))


def _of_names(one: Facts, other: Facts, names: NameMatch) -> Iterator[Evidence]:
    left, right = names.left_of_one, names.left_of_other
    if names.pairs and not left and not right and all(each.closeness == 1 for each in names.pairs):
        is_ordered = [each.text for each in one.names[0]] == [each.text for each in other.names[0]]
        yield Evidence(Clue.SAME_NAME if is_ordered else Clue.SAME_NAME_ORDER)
        return
    same_sex = one.sex is not None and one.sex == other.sex
    for pair in names.pairs:
        if pair.closeness < 1:
            yield Evidence(_clue_of(pair, same_sex=same_sex), _both(one, other, (pair.one,), (pair.other,)))
    if left and right:
        yield Evidence(Clue.OTHER_NAME, _both(one, other, left, right))
    elif names.pairs and (left or right):
        further = _written(one, left) or _written(other, right)
        yield Evidence(Clue.NAME_WITHIN, {"names": further})


def _clue_of(pair: NamePair, *, same_sex: bool) -> Clue:
    one, other = pair.one, pair.other
    if min(len(one.text), len(other.text)) == 1:
        return Clue.INITIAL
    if not same_sex and is_other_form(one, other):
        return Clue.OTHER_FORM
    if one.sound == other.sound or one.bones == other.bones or one.rough == other.rough:
        return Clue.SPELLING
    return Clue.ONE_LETTER if OSA.distance(one.text, other.text) == 1 else Clue.SIMILAR


def _of_births(one: Facts, other: Facts, among: Surroundings) -> Iterator[Evidence]:
    births = compare_births(one, other)
    clue = _CLUES_OF_DATES.get(births)
    if clue is not None and one.birth_date is not None and other.birth_date is not None:
        days = {"one": one.birth_date, "other": other.birth_date}
        yield Evidence(clue, {"day": one.birth_date} if clue is Clue.BIRTH_DATE else days)
    elif one.born is not None and other.born is not None:
        bits = bits_of_births(births, one.born, other.born, among.same_year)
        yield from _of_years(one.born, other.born, bits)


def _of_years(one: BirthYears, other: BirthYears, bits: float) -> Iterator[Evidence]:
    if not (one.is_known and other.is_known):
        if bits:
            yield Evidence(Clue.AGE_FITS if bits > 0 else Clue.AGE_FAR)
    elif one == other:
        yield Evidence(Clue.BIRTH_YEAR, {"year": str(one.first)})
    else:
        years = {"one": str(one.first), "other": str(other.first)}
        yield Evidence(Clue.BIRTH_NEAR if bits >= 0 else Clue.BIRTH_FAR, years)


def _of_organisation(one: Facts, other: Facts, among: Surroundings) -> Iterator[Evidence]:
    if bits_of_organisation(one, other, among) <= 0:
        return
    titles = [among.organisations.get(each) for each in (one.organisation_id, other.organisation_id) if each]
    mine, theirs = (title[0] if title else "" for title in titles)
    if mine == theirs:
        yield Evidence(Clue.ORGANISATION, {"organisation": mine})
    else:
        yield Evidence(Clue.ORGANISATION_SIMILAR, {"one": mine, "other": theirs})


def _of_locality(one: Facts, other: Facts, among: Surroundings) -> Iterator[Evidence]:
    if bits_of_locality(one, other, among) <= 0:
        return
    if one.locality_key == other.locality_key:
        yield Evidence(Clue.LOCALITY, {"locality": one.locality})
    else:
        yield Evidence(Clue.LOCALITY_SIMILAR, {"one": one.locality, "other": other.locality})


def _both(one: Facts, other: Facts, mine: tuple[NameWord, ...], theirs: tuple[NameWord, ...]) -> dict[str, str]:
    return {"one": _written(one, mine), "other": _written(other, theirs)}


def _written(person: Facts, words: tuple[NameWord, ...]) -> str:
    return " ".join(as_written(person.written, word) for word in words)
