"""What speaks for and against two records being one person, as sentences that staff can weigh themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from ibcr_desktop.foundation.words import N_, Words


class Tier(StrEnum):
    """How far a pair is worth somebody's time; the order is that of the list."""

    VERY_LIKELY = "very likely"
    MAYBE = "maybe"
    NAME_ONLY = "name only"


TIER_NAMES: Final[Mapping[Tier, str]] = {
    Tier.VERY_LIKELY: N_("very likely"),
    Tier.MAYBE: N_("maybe"),
    Tier.NAME_ONLY: N_("name only"),
}


class Clue(StrEnum):
    """One thing that was compared and what came of it."""

    TELEPHONE = "same telephone"
    TELEPHONE_NEAR = "telephone differs by one digit"
    EMAIL = "same e-mail"
    EMAIL_NEAR = "e-mail differs by one letter"
    EMAIL_ALIKE = "e-mail differs by two letters"
    SAME_NAME = "same name"
    SAME_NAME_ORDER = "same name, other order"
    SPELLING = "spelt otherwise"
    ONE_LETTER = "differs by one letter"
    SIMILAR = "similar name"
    INITIAL = "initial"
    NAME_WITHIN = "part of the name"
    OTHER_NAME = "other name"
    OTHER_FORM = "name of the other sex"
    BIRTH_DATE = "same date of birth"
    DATE_EXCHANGED = "day and month of birth exchanged"
    DATE_NEAR = "date of birth differs by one digit"
    OTHER_DAY = "same year, other day of birth"
    BIRTH_YEAR = "same year of birth"
    BIRTH_NEAR = "years of birth are near"
    AGE_FITS = "age fits"
    BIRTH_FAR = "years of birth differ"
    AGE_FAR = "age does not fit"
    SEX_DIFFERS = "sex differs"
    ORGANISATION = "same organisation"
    ORGANISATION_SIMILAR = "similar organisation"
    LOCALITY = "same locality"
    LOCALITY_SIMILAR = "similar locality"
    COUNTRY_DIFFERS = "country differs"
    COMPANY_FITS = "a third record fits"
    COMPANY_DOES_NOT = "a third record does not fit"
    TOGETHER = "in one activity"


SENTENCES: Final[Mapping[Clue, str]] = {
    Clue.TELEPHONE: N_("same telephone"),
    Clue.TELEPHONE_NEAR: N_("their telephone numbers differ by one digit"),
    Clue.EMAIL: N_("same e-mail"),
    Clue.EMAIL_NEAR: N_("their e-mail addresses differ by one sign"),
    Clue.EMAIL_ALIKE: N_("their e-mail addresses differ by two signs"),
    Clue.SAME_NAME: N_("same name"),
    Clue.SAME_NAME_ORDER: N_("same name in another order"),
    Clue.SPELLING: N_("“{one}” and “{other}” are spellings of one name"),
    Clue.ONE_LETTER: N_("“{one}” and “{other}” differ by one letter"),
    Clue.SIMILAR: N_("“{one}” and “{other}” are similar"),
    Clue.INITIAL: N_("“{one}” may be short for “{other}”"),
    Clue.NAME_WITHIN: N_("one has a further name: {names}"),
    Clue.OTHER_NAME: N_("other names: “{one}” and “{other}”"),
    Clue.OTHER_FORM: N_("“{one}” and “{other}” are names of a man and of a woman"),
    Clue.BIRTH_DATE: N_("same date of birth: {day}"),
    Clue.DATE_EXCHANGED: N_("dates of birth with day and month exchanged: {one} and {other}"),
    Clue.DATE_NEAR: N_("dates of birth differ by one digit: {one} and {other}"),
    Clue.OTHER_DAY: N_("but born on {one} and on {other}"),
    Clue.BIRTH_YEAR: N_("both born in {year}"),
    Clue.BIRTH_NEAR: N_("born in {one} and in {other}"),
    Clue.AGE_FITS: N_("the ages fit"),
    Clue.BIRTH_FAR: N_("but born in {one} and in {other}"),
    Clue.AGE_FAR: N_("but the ages do not fit"),
    Clue.SEX_DIFFERS: N_("but one is recorded as a woman, the other as a man"),
    Clue.ORGANISATION: N_("both at {organisation}"),
    Clue.ORGANISATION_SIMILAR: N_("organisations of similar name: “{one}” and “{other}”"),
    Clue.LOCALITY: N_("both live in {locality}"),
    Clue.LOCALITY_SIMILAR: N_("localities of similar name: “{one}” and “{other}”"),
    Clue.COUNTRY_DIFFERS: N_("but in two countries"),
    Clue.COMPANY_FITS: N_("the record “{name}” is surely one of the two and fits the other"),
    Clue.COMPANY_DOES_NOT: N_("but the record “{name}” is surely one of the two and does not fit the other"),
    Clue.TOGETHER: N_("but both were in one activity: {activity}"),
}
AGAINST: Final = frozenset(
    {
        *(Clue.OTHER_NAME, Clue.OTHER_FORM, Clue.OTHER_DAY, Clue.BIRTH_FAR, Clue.AGE_FAR),
        *(Clue.SEX_DIFFERS, Clue.COUNTRY_DIFFERS, Clue.COMPANY_DOES_NOT, Clue.TOGETHER),
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One clue with what was found: names, years, titles and days for the places of its sentence."""

    clue: Clue
    values: Mapping[str, str | date] = field(default_factory=dict)

    @property
    def speaks_against(self) -> bool:
        """Say whether it makes the two rather two people than one."""
        return self.clue in AGAINST

    def text(self, words: Words) -> str:
        """Say it in a language, without capital or full stop: several stand in one line."""
        values = {name: words.day(each) if isinstance(each, date) else each for name, each in self.values.items()}
        return words.translate(SENTENCES[self.clue]).format(**values)


def explanation(evidence: Sequence[Evidence], words: Words) -> str:
    """Say all of it in one line: ``same telephone; both born in 1990; “Awa” and “Hawa” differ by one letter``."""
    return words.in_a_row(each.text(words) for each in evidence)
