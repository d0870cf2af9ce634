"""Invented people as facts, and the people around them, for tests of comparing that need no database."""

import uuid
from typing import Any

from ibcr_desktop.foundation.name_words import look_up_key
from ibcr_desktop.people.facts import COLUMNS, Facts, facts_of
from ibcr_desktop.people.frequencies import Surroundings
from ibcr_desktop.records.ids import new_id

BRIGADE, COURT = uuid.UUID(int=1), uuid.UUID(int=2)


def somebody(family: str = "Diop", given: str = "Assane", **values: Any) -> Facts:
    """Give the facts of somebody; values by the names of fields."""
    row = {**dict.fromkeys(COLUMNS), "id": new_id(), "family_name": family, "given_names": given, **values}
    return facts_of(row)


def around(*people: Facts, count: int = 3_000) -> Surroundings:
    """Give an office of so many people, in which thirty bear each of the names; twenty work and live at each place."""
    bearers = {look_up_key(word): 30 for each in people for words in each.names for word in words}
    return Surroundings(
        people=count,
        bearers=bearers,
        organisations={BRIGADE: ("Gendarmerie de Fatick", 20), COURT: ("Tribunal de Kaolack", 20)},
        localities={each.locality_key: 20 for each in people if each.locality_key},
    )
