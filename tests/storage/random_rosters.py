"""Makes databases and rosters from a seed, with a trap for every rule that looks beside a record of a roster."""

import random
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import person_link_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.database import Database
from tests.databases import add, dakar, store_of

FAMILY = ("Diop", "Dieup", "Traoré", "Ben Ali", "N'Diaye", "محمد", "Zongo", "")
GIVEN = ("Fatou", "Fatoumata", "Awa", "Mohamed", "علي", "")
PEOPLE, ACTIVITIES = 60, 3
OFTEN = 45  # people of one name in the database: more than are read of it
LAST_DAYS = (date(2021, 6, 2), date(2020, 2, 4), None)
PERMISSION = {"child_names_purpose": "To reunite families", "child_names_until": date(2021, 12, 31)}


class RandomRoster:
    """A database with the shipped lists full of traps, and what a large action in a roster would write into it."""

    def __init__(self, database: Database, seed: int) -> None:
        self._pick = random.Random(seed)  # noqa: S311 - invented people, nothing secret
        self.store = store_of(database)
        headquarters = store_of(database, author=dakar(office="MTL", is_headquarters=True))
        self.projects = [add(self.store, "project", self._id(), code=code, title="Projet") for code in ("P1", "P2")]
        headquarters.save(kind_named("project"), self.projects[0], PERMISSION)
        self.activities = [self._activity(number) for number in range(ACTIVITIES)]
        self.organisations = [add(self.store, "organisation", self._id(), name=name) for name in ("Police", "Justice")]
        self.store.put_in_bin(kind_named("organisation"), self.organisations[1])
        former = {"list_code": "professional_group", "code": "constables", "valid_to": date(2020, 12, 31)}
        add(self.store, "term", self._id(), **former, label_en="Constables")
        self.people = [self._id() for _ in range(PEOPLE)]
        self.store.write_all([self._known(each) for each in self.people])
        many = {"office": "DKR", "state": "complete", "family_name": "Diop", "given_names": "Fatou"}
        self.store.write_all([Write(kind_named("person"), self._id(), many) for _ in range(OFTEN)])
        self.store.write_all(list(self._beside()))

    def writes(self, rows: int) -> list[Write]:
        """Give what a paste, a group or *all present* writes: people known and new, their lines, their tests."""
        found: dict[uuid.UUID, Write] = {}
        for _ in range(rows):
            is_known = self._pick.random() < 0.5
            person = self._pick.choice(self.people) if is_known else self._id()
            activity = self._pick.choice(self.activities)
            line = participation_id(person, activity) if self._pick.random() < 0.7 else self._id()
            if not is_known or self._pick.random() < 0.3:
                found[person] = Write(kind_named("person"), person, self._person())
            found[line] = Write(kind_named("participation"), line, self._line(person, activity))
            if self._pick.random() < 0.4:
                sort = self._pick.choice(("pre", "post"))
                test = {"participation_id": line, "assessment_type": sort, "score": 12.0, "maximum": 20.0}
                record_id = derived_id("assessment", line, sort)
                found[record_id] = Write(kind_named("assessment"), record_id, test)
        return list(found.values())

    def _known(self, record_id: uuid.UUID) -> Write:
        state = self._pick.choice(("complete", "draft"))
        deleted = self._pick.random() < 0.1
        return Write(kind_named("person"), record_id, {**self._person(), "state": state, "deleted": deleted})

    def _beside(self) -> Iterator[Write]:
        """Give lines, tests, consents and verdicts about the known people."""
        for person in self.people:
            for activity in self._pick.sample(self.activities, self._pick.choice((0, 1, 1, 2))):
                line = self._pick.choice((participation_id(person, activity), self._id()))
                yield Write(kind_named("participation"), line, {**self._line(person, activity), "state": "complete"})
            if self._pick.random() < 0.5:
                agreed = {"person_id": person, "consent_scope": "registration", "given_by": "parent"}
                assent = self._pick.choice((True, True, None))
                yield Write(kind_named("consent"), self._id(), {**agreed, "child_assent": assent, "state": "complete"})
        for one, other in zip(self.people[::2], self.people[1::2], strict=True):
            verdict = self._pick.choice(("same", "different", None))
            if verdict is not None:
                ends = {"first_id": min(one, other), "second_id": max(one, other), "verdict": verdict}
                values = {**ends, "state": "complete", "office": "DKR"}
                yield Write(kind_named("person_link"), person_link_id(one, other), values)

    def _person(self) -> dict[str, Any]:
        pick = self._pick
        return {
            "office": "DKR",
            "family_name": pick.choice(FAMILY) or None,
            "given_names": pick.choice(GIVEN) or None,
            "sex": pick.choice(("female", "male", None)),
            "birth_year": pick.choice((1980, 1981, 1990, 2010, 2010, None)),
            "professional_group": pick.choice(("police", "constables", "unheard_of", None)),
            "organisation_id": pick.choice((*self.organisations, self._id(), None)),
            "telephone": pick.choice(("+221 77 123 45 67", "77 765 43 21", None)),
            "country": pick.choice(("SEN", "ZZZ", None)),
            "is_professional": True,
            "public_code": f"{pick.randrange(10**9):09}",
        }

    def _line(self, person: uuid.UUID, activity: uuid.UUID) -> dict[str, Any]:
        return {
            "office": "DKR",
            "person_id": person,
            "activity_id": self._pick.choice((activity, activity, activity, None)),
            "role": "participant",
            "level": "trained",
            "profession_then": self._pick.choice(("police", "constables", "unheard_of", None)),
            "paper_line": self._pick.choice((1, 2, 3, None)),
        }

    def _activity(self, number: int) -> uuid.UUID:
        values = {"title": f"Atelier {number}", "project_id": self.projects[number % 2], "ends_on": LAST_DAYS[number]}
        return add(self.store, "workshop", self._id(), **values)

    def _id(self) -> uuid.UUID:
        return uuid.UUID(int=self._pick.getrandbits(128), version=4)
