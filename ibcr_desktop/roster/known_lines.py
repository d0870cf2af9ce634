"""People who may be meant by a row, with the facts by which somebody recognises them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.plain_text import isolate, isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.roster.reading import read_people
from ibcr_desktop.roster.rows import RosterRow
from ibcr_desktop.storage.rows import present, table_of

BETWEEN_FACTS = " · "


@dataclass(frozen=True)
class KnownPerson:
    """Somebody known: the record as a row without a participation, and what else helps to recognise him or her."""

    row: RosterRow
    activities: int = 0
    last_on: date | None = None
    last_place: str | None = None
    evidence: str = ""
    tier: str = ""

    def facts(self, lexicon: Lexicon) -> str:
        """Give the facts in one line: name, sex, year of birth, organisation, function, telephone, activities."""
        values, words = self.row.values, lexicon.words
        organisation = values.get("person.organisation_id")
        count = words.plural("{count} activity", "{count} activities", self.activities).format(count=self.activities)
        facts = (
            isolate_name(self.row.name),
            lexicon.label("sex", values.get("person.sex") or "") if "person.sex" in values else "",
            str(values.get("person.birth_year") or "")
            or lexicon.label("age_band", values.get("person.age_band") or ""),
            lexicon.titles("organisation", [organisation]).get(organisation, "") if organisation else "",
            values.get("person.function") or "",
            isolate(values.get("person.telephone") or ""),
            count,
            self._last(lexicon),
        )
        return BETWEEN_FACTS.join(fact for fact in facts if fact)

    def _last(self, lexicon: Lexicon) -> str:
        if self.last_on is None:
            return ""
        month = lexicon.words.month(self.last_on)
        if not self.last_place:
            return month
        return lexicon.words.translate(N_("{place}, {month}")).format(place=self.last_place, month=month)


def read_known(connection: Connection, people: Sequence[uuid.UUID]) -> list[KnownPerson]:
    """Give people with their facts, in the order in which they were asked for; two queries for all of them."""
    rows = read_people(connection, people)
    taking_part, activity = table_of(Participation), table_of(Activity)
    held = (
        select(taking_part.c.person_id, func.count().label("number"), func.max(activity.c.ends_on).label("last_on"))
        .add_columns(activity.c.place)  # SQLite takes it from the row of the maximum
        .join_from(taking_part, activity, activity.c.id == taking_part.c.activity_id)
        .where(taking_part.c.person_id.in_(people), present(taking_part), present(activity))
        .group_by(taking_part.c.person_id)
    )
    held_by = {each.person_id: each for each in connection.execute(held)}
    found = []
    for person in people:
        if person in rows:
            last = held_by.get(person)
            facts = (last.number, last.last_on, last.place) if last else (0, None, None)
            found.append(KnownPerson(rows[person], *facts))
    return found
