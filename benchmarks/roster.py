"""Measures what a person waits for at a roster of 400: people brought in, pasted, and marked as present together."""

import dataclasses
import datetime as dt
import time
import uuid
from collections.abc import Iterator, Sequence

from benchmarks.make_database import Prepared
from benchmarks.measuring import Line, Taken, measured, medians
from benchmarks.raw_database import raw_database
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records.activities import Session, Workshop
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.roster.attendance_columns import all_days, attended
from ibcr_desktop.roster.known_rows import brought_in
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.roster.reading import Roster, read_people, read_roster
from ibcr_desktop.roster.rows import RosterRow, new_row
from ibcr_desktop.roster.saving import RosterSaving
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.lexicon import StoredLexicon

ROWS, DAYS, TIMES = 400, 3, 5
LONGEST = 1.0
FIRST_DAY = dt.date(2021, 5, 3)


def roster(prepared: Prepared) -> Iterator[Line]:
    """Do each with all its rules, in turn with the driver writing as many rows and changes in one transaction."""
    works: dict[str, tuple[int, list[Taken]]] = {}
    limits: list[Taken] = []
    for _ in range(TIMES):
        grid = _Grid(prepared)
        limits.append(_by_the_driver(prepared))
        for name, records, work in (
            (f"bring {ROWS} known people into an activity", ROWS, grid.bring_in),
            (f"“all present” of {ROWS} rows", ROWS, grid.all_present),
            (f"paste {ROWS} people", 2 * ROWS, grid.paste),
        ):
            works.setdefault(name, (records, []))[1].append(measured(work))
    limit = medians(limits)
    for name, (records, runs) in works.items():
        ours = medians(runs)
        yield Line(
            f"{name}: {records} records, judged",
            f"the driver writing {ROWS} rows and their changes: {limit.text()}",
            ours.text(),
            ours.processor / limit.processor,
            "≤ 1 s",
            ours.processor <= LONGEST,
        )


class _Grid:
    """An activity of its own with its days, and what the screen does to it."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared, self._activity = prepared, new_id()
        store = prepared.store
        values = {"title": "Atelier", "status": "held", "starts_on": FIRST_DAY, "country": "SEN"}
        writes = [Write(Workshop, self._activity, {**values, "ends_on": FIRST_DAY + dt.timedelta(DAYS - 1)})]
        for day in range(DAYS):
            held = {"activity_id": self._activity, "held_on": FIRST_DAY + dt.timedelta(day), "hours": 6.0}
            writes.append(Write(Session, new_id(), {**held, "status": "held"}))
        store.write_all(writes)
        read = self._read()
        self._occasion, self._columns = read.occasion, list(read.columns.values())
        self._saving = RosterSaving(store, self._activity, ())
        people = prepared.generator.people
        start = time.time_ns() % (len(people) - ROWS)
        with store.database.reader() as connection:
            self._known = list(read_people(connection, people[start : start + ROWS]).values())
        self._rows: list[RosterRow] = []

    def bring_in(self) -> None:
        """Add known people."""
        self._saving.know(self._known)
        self._save(brought_in(self._known, self._activity, self._occasion.usual_values()))

    def all_present(self) -> None:
        """Mark everybody as present on every day."""
        days = all_days(self._occasion)
        self._save([row.with_values(attended(days, row, self._occasion)) for row in self._rows])

    def paste(self) -> None:
        """Add as many people of the same names, who are new."""
        cells = ("person.family_name", "person.given_names", "person.sex", "person.birth_year")
        usual = self._occasion.usual_values()
        fresh = [new_row(self._activity, usual) for _ in self._known]
        self._save(
            [
                row.with_values({cell: known.values.get(cell) for cell in cells})
                for row, known in zip(fresh, self._known, strict=True)
            ]
        )

    def _save(self, rows: Sequence[RosterRow]) -> None:
        self._rows = [row for row, _ in self._saving.save(rows, self._columns).values()]

    def _read(self) -> Roster:
        facts = Occasion(self._activity, "workshop", FIRST_DAY)
        lexicon = StoredLexicon(self._prepared.store.database, Words("en"), self._prepared.store.clock)
        with self._prepared.store.database.reader() as connection:
            return read_roster(connection, dataclasses.replace(facts, status="held"), lexicon)


def _by_the_driver(prepared: Prepared) -> Taken:
    raw = raw_database(prepared.folder / "raw-roster.ibcrdb")
    raw.execute("CREATE TABLE IF NOT EXISTS line (id BLOB PRIMARY KEY, days TEXT, hours REAL) WITHOUT ROWID")
    raw.execute("CREATE TABLE IF NOT EXISTS change (no INTEGER PRIMARY KEY, record BLOB, fields TEXT)")
    lines = [(uuid.uuid4().bytes, '["a","b","c"]', 18.0) for _ in range(ROWS)]
    changes = [(each[0], '{"session_ids":["a","b","c"],"hours":18.0}') for each in lines]

    def write() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT INTO line VALUES (?, ?, ?)", lines)
        raw.executemany("INSERT INTO change (record, fields) VALUES (?, ?)", changes)
        raw.execute("COMMIT")

    taken = measured(write)
    raw.close()
    return taken
