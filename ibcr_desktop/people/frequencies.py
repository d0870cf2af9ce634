"""The people among whom two are compared: how seldom a name, a year or a place is shared by chance."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2
from typing import Final

from ibcr_desktop.foundation.name_words import NameWord, look_up_key
from ibcr_desktop.people.facts import Facts

FEWEST_PEOPLE: Final = 500  # frequencies of a smaller database say little; names are then taken to be as usual
USUAL_SHARE: Final = 1 / 100  # of a name among people
USUAL_SHARE_OF_ORGANISATION: Final = 1 / 100
USUAL_SHARE_OF_LOCALITY: Final = 1 / 20  # where nobody counted
MOST_BITS_OF_A_WORD: Final = 11.0
MOST_BITS_OF_A_PLACE: Final = 11.0
USUAL_BITS_OF_YEAR: Final = 5.5  # fifty years of birth are usual among trainees
OTHER_NAME: Final = -9.0  # one record in five hundred has another name of the person


@dataclass(frozen=True)
class Surroundings:
    """The people among whom two are compared.

    Attributes:
        people: how many there are.
        bearers: look-up key of a word → how many people have a word of that key in their name.
        organisations: id → title, and how many people are there.
        localities: folded title → how many people live there.
        same_year: the bits that a common year of birth says.
        other_name: the bits that another name says, by how names are written in this database.
        countries: the same of each country alone: names go with countries, so that two people of one are compared
            among its people; where it is missing they are compared among all.
    """

    people: int
    bearers: Mapping[str, int]
    organisations: Mapping[uuid.UUID, tuple[str, int]] = field(default_factory=dict)
    localities: Mapping[str, int] = field(default_factory=dict)
    same_year: float = USUAL_BITS_OF_YEAR
    other_name: float = OTHER_NAME
    countries: Mapping[str, "Surroundings"] = field(default_factory=dict)
    _rarities: dict[str, float] = field(init=False, repr=False, compare=False, default_factory=dict)

    def around(self, one: Facts, other: Facts) -> "Surroundings":
        """Give the people among whom these two are to be told apart."""
        return self.countries.get(one.country or "", self) if one.country == other.country else self

    @property
    def chance(self) -> float:
        """Give the bits that an agreement must outweigh: the odds of meeting one certain person among all."""
        return log2(max(self.people, FEWEST_PEOPLE))

    def rarity(self, word: NameWord) -> float:
        """Give the bits that a common word says."""
        key = look_up_key(word)
        known = self._rarities.get(key)
        if known is None:  # asked millions of times of a few thousand words
            others = max(0, self.bearers.get(key, 1) - 1) + USUAL_SHARE * FEWEST_PEOPLE
            known = self._rarities[key] = min(MOST_BITS_OF_A_WORD, log2((self.people + FEWEST_PEOPLE) / others))
        return known

    def living_in(self, locality: str) -> int:
        """Give how many people live somewhere, by its folded title."""
        return self.localities.get(locality, round(self.people * USUAL_SHARE_OF_LOCALITY))

    def bits_of_place(self, people: int) -> float:
        """Give the bits that a common place with so many people says."""
        others = max(1, people - 1) + USUAL_SHARE_OF_ORGANISATION * FEWEST_PEOPLE
        return max(0.5, min(MOST_BITS_OF_A_PLACE, log2((self.people + FEWEST_PEOPLE) / others)))
