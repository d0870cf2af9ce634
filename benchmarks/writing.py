"""Measures a save as a form makes it, and the writing of many records at once."""

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from benchmarks.make_database import Prepared
from benchmarks.measuring import Line, Taken, measured, medians, megabytes, milliseconds, p95
from benchmarks.raw_database import RAW_KEY, raw_database
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.page_cache import CACHE_MB
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.schema import create_tables

SAVES = 200
LONGEST_SAVE = 0.020
LEAST_RATE = 50_000


def save(prepared: Prepared) -> Iterator[Line]:
    """Save one field of one person, again and again, in turn with a commit of one row by the driver."""
    raw = raw_database(prepared.folder / "raw-rows.ibcrdb")
    raw.execute("CREATE TABLE IF NOT EXISTS person (id BLOB PRIMARY KEY, function TEXT) WITHOUT ROWID")
    step = max(1, len(prepared.generator.people) // SAVES)
    people = prepared.generator.people[::step][:SAVES]
    with_limit, ours = [], []
    run = time.time_ns()  # what stands there already would not be written again
    for number, person in enumerate(people):

        def save_raw(row: tuple[bytes, str] = (person.bytes, f"Fonction {number} {run}")) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT OR REPLACE INTO person VALUES (?, ?)", row)
            raw.execute("COMMIT")

        with_limit.append(measured(save_raw))
        values = {"function": f"Fonction {number} {run}"}
        ours.append(measured(partial(prepared.store.save, Person, person, values)))
    raw.close()
    limit, taken = p95(with_limit), p95(ours)
    usual_limit, usual = medians(with_limit), medians(ours)
    yield Line(
        "save one field of a person, with its change: p95 by the clock",
        f"commit of one row by the driver: {_save_text(limit, usual_limit)}",
        _save_text(taken, usual),
        taken.clock / limit.clock,
        "≤ 20 ms",
        taken.clock <= LONGEST_SAVE,
    )


def bulk(prepared: Prepared) -> Iterator[Line]:
    """Compare the writing of the whole database with the insertion of its finished rows by the driver."""
    if prepared.written is None:
        return
    limit = _insert_finished_rows(prepared)
    ours, count = prepared.written, prepared.record_count
    yield Line(
        f"write {count:,} records with their changes and search words",
        f"the driver inserting the finished rows: {_rates(count, limit)}",
        _rates(count, ours),
        ours.processor / limit.processor,
        "≥ 50,000 records/s",
        count / ours.processor >= LEAST_RATE,
    )


def size(prepared: Prepared) -> Iterator[Line]:
    """Compare the file with the values in it."""
    with prepared.store.database.reader() as connection:
        raw = _driver(connection)
        values, changes = raw.execute("SELECT sum(length(CAST(fields AS BLOB))), count(*) FROM change").fetchone()
    ours = prepared.path.stat().st_size
    yield Line(
        "size of the file",
        f"the values as JSON: {megabytes(values)}, {values / changes:,.0f} bytes a record",
        f"{megabytes(ours)}, {ours / changes:,.0f} bytes a record",
        ours / values,
        "none",
        None,
    )


def _insert_finished_rows(prepared: Prepared) -> Taken:
    """Give what the driver alone takes for the same rows, tables, indexes and search words."""
    path = prepared.folder / "raw-bulk.ibcrdb"
    scratch = Database.create(path, RAW_KEY)
    with scratch.writer() as connection:
        create_tables(connection)
    scratch.close()
    raw = raw_database(path)
    raw.execute(f"PRAGMA cache_size=-{CACHE_MB * 1024}")  # no less than ours takes for so many records
    names = dict.fromkeys(["writer", "change", *(table_of(kind).name for kind in ALL_KINDS), "search_entry"])
    raw.execute("BEGIN IMMEDIATE")
    runs = []
    for name in names:
        with prepared.store.database.reader() as source:
            rows = _driver(source).execute(f"SELECT * FROM {name}").fetchall()
        if rows:
            statement = f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})"
            runs.append(measured(partial(raw.executemany, statement, rows)))
    words = "INSERT INTO search_words (rowid, words) SELECT no, words FROM search_entry"
    runs.append(measured(lambda: raw.execute(words)))
    runs.append(measured(lambda: raw.execute("COMMIT")))
    raw.close()
    path.unlink()
    return Taken(sum(each.processor for each in runs), sum(each.clock for each in runs))


def _rates(count: int, taken: Taken) -> str:
    return f"{count / taken.processor:,.0f} records/s (by the clock {count / taken.clock:,.0f})"


def _save_text(taken: Taken, usual: Taken) -> str:
    clock, usual_clock, processor, usual_processor = (
        milliseconds(each) for each in (taken.clock, usual.clock, taken.processor, usual.processor)
    )
    return f"{clock} (median {usual_clock}; processor {processor}, median {usual_processor})"


def _driver(connection: Any) -> Any:
    return connection.connection.driver_connection
