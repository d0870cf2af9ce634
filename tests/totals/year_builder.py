"""Builds the records of a small year, each with what it needs to be counted, so that a test changes one thing."""

import uuid
from datetime import date
from typing import Any

from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import person_link_id
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.yearly_totals import Figure, Totals, compute
from tests.databases import add

YEAR = 2020
IN_YEAR = date(2020, 10, 15)


class YearBuilder:
    """Adds records that count in 2020-2021 unless a test says otherwise."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self.project = add(store, "project", code="P1", title="Projet", countries=("SEN",))

    def totals(self, year: int = YEAR, **options: Any) -> Totals:
        with self.store.database.reader() as connection:
            return compute(connection, year, **options)

    def figure(self, code: str, year: int = YEAR, **options: Any) -> Figure:
        return self.totals(year, codes=[code], **options).figure(code)

    def count(self, code: str, year: int = YEAR) -> float:
        return self.figure(code, year).outcome.figure

    def workshop(self, **changes: Any) -> uuid.UUID:
        usual = {"workshop_form": "workshop", "purpose": "training", "project_id": self.project}
        return self._activity("workshop", {**usual, **changes})

    def event(self, **changes: Any) -> uuid.UUID:
        return self._activity("event", {"ibcr_role": "organiser", **changes})

    def other(self, kind: str, **changes: Any) -> uuid.UUID:
        return self._activity(kind, changes)

    def person(self, **changes: Any) -> uuid.UUID:
        usual = {"sex": "female", "birth_year": 1985, "professional_group": "police", "public_code": "any"}
        return add(self.store, "person", **{**usual, **changes})

    def takes_part(self, person: uuid.UUID, activity: uuid.UUID, **changes: Any) -> uuid.UUID:
        line = {"person_id": person, "activity_id": activity, "role": "participant", "level": "trained", **changes}
        return add(self.store, "participation", participation_id(person, activity), **line)

    def headcount(self, activity: uuid.UUID, total: int, **changes: Any) -> uuid.UUID:
        usual = {"level": "trained", "professional_group": "police", "overlap": "none", "basis": "counted"}
        return add(self.store, "headcount", **{**usual, "activity_id": activity, "total": total, **changes})

    def link(self, one: uuid.UUID, other: uuid.UUID, verdict: str = "same") -> None:
        both = {"first_id": min(one, other), "second_id": max(one, other), "verdict": verdict}
        add(self.store, "person_link", person_link_id(one, other), **both)

    def _activity(self, kind: str, changes: dict[str, Any]) -> uuid.UUID:
        usual = {
            "code": "C",
            "title": "T",
            "country": "SEN",
            "starts_on": changes.get("ends_on", IN_YEAR),
            "ends_on": IN_YEAR,
            "status": "held",
            "mode": "in_person",
            "themes": ("childrens_rights",),
            "delivered_by": "ibcr",
        }
        return add(self.store, kind, **{**usual, **changes})
