"""A small invented year with its totals, for the tests of workbooks."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.reference_data import add_reference_data
from ibcr_desktop.totals.yearly_totals import Totals, compute
from tests.databases import add, new_database, store_of

FAMILY_NAME, GIVEN_NAMES = "Zyzzyva", "Quillon"  # nothing else is written like this
NASTY = '=HYPERLINK("http://example.org","x")'


@dataclass
class SmallYear:
    """The database and the ids that its tests speak of."""

    database: Database
    store: RecordStore
    people: list[uuid.UUID]
    workshop: uuid.UUID
    event: uuid.UUID
    group: uuid.UUID

    def totals(self, year: int = 2020) -> Totals:
        """Compute the totals of a year by the indicators that ship with the program."""
        with self.database.reader() as connection:
            return compute(connection, year)


@contextmanager
def small_year(folder: Path) -> Iterator[SmallYear]:
    """Give a database with a workshop, an event, three named people and a class of twenty."""
    with new_database(folder) as database:
        store = store_of(database)
        with database.writer() as connection:
            add_reference_data(connection, store.log)
        project = add(store, "project", code="XSY", title="Xalé Sama Yité", countries=("SEN",))
        school = add(store, "organisation", name="École de police de Thiès", kind="training_school")
        workshop = add(
            store,
            "workshop",
            **_activity(project, "DKR-2020-001", date(2020, 11, 20)),
            purpose="training",
            workshop_form="workshop",
        )
        event = add(store, "event", **_activity(project, "DKR-2020-002", date(2021, 2, 2)), ibcr_role="organiser")
        people = [_person(store, number, school) for number in range(3)]
        for person in people:
            for activity in (workshop, event):
                add(
                    store,
                    "participation",
                    person_id=person,
                    activity_id=activity,
                    role="participant",
                    level="trained",
                    hours=7.5,
                )
        group = add(
            store,
            "headcount",
            activity_id=workshop,
            level="trained",
            total=20,
            sex_unknown=20,
            overlap="none",
            basis="counted",
        )
        yield SmallYear(database, store, people, workshop, event, group)


def _activity(project: uuid.UUID, code: str, last_day: date) -> dict[str, Any]:
    return {
        "code": code,
        "title": NASTY,
        "project_id": project,
        "country": "SEN",
        "starts_on": last_day,
        "ends_on": last_day,
        "status": "held",
        "mode": "in_person",
        "themes": ("child_participation", "gender_equality"),
        "delivered_by": "ibcr",
        "place": "Thiès",
        "remarks": "Seen by Mr Hidden",
    }


def _person(store: RecordStore, number: int, school: uuid.UUID) -> uuid.UUID:
    return add(
        store,
        "person",
        family_name=FAMILY_NAME,
        given_names=f"{GIVEN_NAMES} {number}",
        telephone="+221 77 000 00 00",
        sex="female" if number == 0 else "male",
        birth_year=1980 + number,
        professional_group="police",
        organisation_id=school,
        public_code=f"CODE{number}",
        country="SEN",
    )
