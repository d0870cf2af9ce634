"""Who else may be the person of a card: the look-up of the roster, asked with what the card already knows."""

from sqlalchemy import Connection

from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.people.known_people import Candidate, TypedPerson, known_people
from ibcr_desktop.people.person_card import PersonCard

MOST = 5


def maybe_also(connection: Connection, card: PersonCard) -> list[Candidate]:
    """Give the people who may be the same, the likeliest first; a name alone is not enough to be shown here."""
    known = card.values
    typed = TypedPerson(
        family_name=known["family_name"] or "",
        given_names=known["given_names"] or "",
        sex=known["sex"],
        birth_date=known["birth_date"],
        birth_year=known["birth_year"],
        organisation=known["organisation_id"],
        country=known["country"],
        locality=known["locality"] or "",
        phone=known["telephone"] or "",
        email=known["email"] or "",
        person_id=card.person_id,
    )
    found = known_people(connection, typed, limit=MOST)
    return [each for each in found if each.tier is not Tier.NAME_ONLY and each.person_id not in card.record_ids]
