"""Finds the duplicates of a labelled set as an office does: the people lie in an encrypted database of the product."""

import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.duplicates.labelled import LabelledSet
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.people.duplicates import Pair, candidate_pairs
from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.records import Organisation, Person
from ibcr_desktop.records.ids import ids_in_a_row
from ibcr_desktop.storage.changes import Author, ChangeLog, Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.schema import create_tables

BEYOND_NAMESAKES = (Tier.VERY_LIKELY, Tier.MAYBE)  # "name only" is a list of namesakes, no claim


def filled_database(folder: Path, labelled: LabelledSet) -> tuple[Database, list[uuid.UUID]]:
    """Write the people into a new database; give it with the id of each row."""
    database = Database.create(folder / "labelled.ibcrdb", bytes(range(32)))
    ids = ids_in_a_row()
    places: dict[str, uuid.UUID] = {}
    people = [next(ids) for _ in labelled.rows]
    log = ChangeLog(Author(office="DKR", person="benchmark", device="-", program="benchmark"), Clock())
    with database.writer() as connection:
        create_tables(connection)
        titles = {title: None for row in labelled.rows if (title := row.get("organisation"))}
        places = {title: next(ids) for title in titles}
        log.write(connection, (Write(Organisation, one, {"name": title}) for title, one in places.items()))
        log.write(connection, _people(labelled, people, places))
    return database, people


def found_pairs(labelled: LabelledSet) -> list[tuple[int, int, Pair]]:
    """Give the pairs of rows that the product calls more than namesakes, best first."""
    with tempfile.TemporaryDirectory() as folder:
        database, people = filled_database(Path(folder), labelled)
        try:
            with database.reader() as connection:
                pairs = candidate_pairs(connection)
        finally:
            database.close()
    place = {person: number for number, person in enumerate(people)}
    return [(place[pair.a], place[pair.b], pair) for pair in pairs if pair.tier in BEYOND_NAMESAKES]


def _people(labelled: LabelledSet, people: list[uuid.UUID], places: dict[str, uuid.UUID]) -> Iterator[Write]:
    for record_id, row in zip(people, labelled.rows, strict=True):
        values: dict[str, Any] = {name: value for name, value in row.items() if value and name != "organisation"}
        if row.get("organisation"):
            values["organisation_id"] = places[row["organisation"]]
        yield Write(Person, record_id, values)
