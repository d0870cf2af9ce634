"""What speaks for and against two records being one person, as sentences that staff can weigh themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    EMAIL = "same e-mail"
    EMAIL_NEAR = "e-mail differs by one letter"
    SAME_NAME = "same name"
    SAME_NAME_ORDER = "same name, other order"
    SPELLING = "spelt otherwise"
    ONE_LETTER = "differs by one letter"
    SIMILAR = "similar name"
    INITIAL = "initial"
    NAME_WITHIN = "part of the name"
    OTHER_NAME = "other name"
    OTHER_FORM = "name of the other sex"
    BIRTH_YEAR = "same year of birth"
    BIRTH_NEAR = "years of birth are near"
    AGE_FITS = "age fits"
    BIRTH_FAR = "years of birth differ"
    AGE_FAR = "age does not fit"
    SEX_DIFFERS = "sex differs"
    ORGANISATION = "same organisation"
    ORGANISATION_SIMILAR = "similar organisation"
    COUNTRY_DIFFERS = "country differs"
    TOGETHER = "in one activity"


SENTENCES: Final[Mapping[Clue, str]] = {
    Clue.TELEPHONE: N_("same telephone"),
    Clue.EMAIL: N_("same e-mail"),
    Clue.EMAIL_NEAR: N_("their e-mail addresses differ by one sign"),
    Clue.SAME_NAME: N_("same name"),
    Clue.SAME_NAME_ORDER: N_("same name in another order"),
    Clue.SPELLING: N_("“{one}” and “{other}” are spellings of one name"),
    Clue.ONE_LETTER: N_("“{one}” and “{other}” differ by one letter"),
    Clue.SIMILAR: N_("“{one}” and “{other}” are similar"),
    Clue.INITIAL: N_("“{one}” may be short for “{other}”"),
    Clue.NAME_WITHIN: N_("one has a further name: {names}"),
    Clue.OTHER_NAME: N_("other names: “{one}” and “{other}”"),
    Clue.OTHER_FORM: N_("“{one}” and “{other}” are names of a man and of a woman"),
    Clue.BIRTH_YEAR: N_("both born in {year}"),
    Clue.BIRTH_NEAR: N_("born in {one} and in {other}"),
    Clue.AGE_FITS: N_("the ages fit"),
    Clue.BIRTH_FAR: N_("but born in {one} and in {other}"),
    Clue.AGE_FAR: N_("but the ages do not fit"),
    Clue.SEX_DIFFERS: N_("but one is recorded as a woman, the other as a man"),
    Clue.ORGANISATION: N_("both at {organisation}"),
    Clue.ORGANISATION_SIMILAR: N_("organisations of similar name: “{one}” and “{other}”"),
    Clue.COUNTRY_DIFFERS: N_("but in two countries"),
    Clue.TOGETHER: N_("but both were in one activity: {activity}"),
}
AGAINST: Final = frozenset(
    {
        *(Clue.OTHER_NAME, Clue.OTHER_FORM, Clue.BIRTH_FAR, Clue.AGE_FAR),
        *(Clue.SEX_DIFFERS, Clue.COUNTRY_DIFFERS, Clue.TOGETHER),
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One clue with what was found: names, years, titles, as texts for the places of its sentence."""

    clue: Clue
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def speaks_against(self) -> bool:
        """Say whether it makes the two rather two people than one."""
        return self.clue in AGAINST

    def text(self, words: Words) -> str:
        """Say it in a language, without capital or full stop: several stand in one line."""
        return words.translate(SENTENCES[self.clue]).format(**self.values)


def explanation(evidence: Sequence[Evidence], words: Words) -> str:
    """Say all of it in one line: ``same telephone; both born in 1990; “Awa” and “Hawa” differ by one letter``."""
    return "; ".join(each.text(words) for each in evidence)
