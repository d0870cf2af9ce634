"""A small invented year with its totals, for the tests of workbooks."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ibcr_desktop.excel.shown_totals import ShownBreakdown, ShownFigure, ShownPart, ShownTotals
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.reference_data import add_reference_data
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

    def totals(self, title: str = "People sensitised, equipped or trained") -> ShownTotals:
        """Give totals as they would be computed, two figures and a breakdown."""
        sexes = [ShownPart("female", "Women and girls", 1, 1), ShownPart("male", "Men and boys", 2, 2)]
        sexes.append(ShownPart("unknown", "Not known", 20, 20))
        people = ShownFigure(
            code="people_reached",
            label=title,
            figure=23,
            low=23,
            high=24,
            text="At least 23 people were sensitised, equipped or trained.",
            definition="Each person counts once a year, whatever the number of workshops.",
            attendances=25,
            drafts=1,
            ids=[*self.people, self.group],
            notes=["Unnamed people of different strata are taken for different people."],
            breakdowns=[ShownBreakdown("sex", "By sex", sexes)],
        )
        workshops = ShownFigure(
            code="workshops",
            label="Workshops",
            figure=1,
            low=1,
            high=1,
            text="1 workshop",
            definition="Deliveries.",
            attendances=None,
            drafts=0,
            ids=[self.workshop],
            notes=[],
            breakdowns=[],
        )
        return ShownTotals(2020, date(2020, 4, 1), date(2021, 3, 31), [people, workshops], 1)


@contextmanager
def small_year(folder: Path) -> Iterator[SmallYear]:
    """Give a database with a workshop, an event, three named people and a class of twenty."""
    with new_database(folder) as database:
        store = store_of(database)
        with database.writer() as connection:
            add_reference_data(connection, store.log)
        project = add(store, "project", code="XSY", title="Xalé Sama Yité", countries=("SEN",))
        school = add(store, "organisation", name="École de police de Thiès", kind="training_school")
        workshop = add(store, "workshop", **_activity(project, "DKR-2020-001", date(2020, 11, 20)), purpose="training")
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


def _activity(project: uuid.UUID, code: str, last_day: date) -> dict[str, object]:
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
