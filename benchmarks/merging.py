"""Measures merging: a first package as large as what is there, the same again, one per cent of it, a day's work."""

import hashlib
import resource
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.make_database import Generator, Prepared
from benchmarks.measuring import Line, Taken, measured
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.page_cache import page_cache_for
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import pack_values, table_of
from ibcr_desktop.sync.package_lines import BodyLine, ChangeLine, Manifest, ReceivedPackage, WriterLine
from ibcr_desktop.sync.receiving import Figures, accept, rehearse

OFFICE_RUN = uuid.UUID(int=77)
SEED = 2  # other people than those who are there
NO_FIGURES = Figures(wanted=False)
MOST_AS_RAW, MOST_AGAIN, MOST_REHEARSED, LONGEST_DAY = 2.5, 0.1, 1.3, 0.3
EDITS_A_DAY = 50


def merge(prepared: Prepared) -> Iterator[Line]:
    """Merge packages whose lines lie in memory already: reading them is measured by the worker process's own limits."""
    lines = list(_first_lines(prepared))
    store, count = prepared.store, len(lines) - 1
    rehearsed = measured(lambda: rehearse(store, _package(lines, 1), figures=NO_FIGURES))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = measured(lambda: _accept(store, lines, 1))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    raw = _insert_select(prepared, store)
    again = measured(lambda: _accept(store, lines, 1))
    other_way = measured(lambda: _accept(store, lines, 2))
    work = f"merge a first package of {count:,} changes"
    limit = f"INSERT … SELECT of the finished rows: {raw.text()}"
    yield _line(work, limit, first, raw, MOST_AS_RAW)
    yield _line("the same file again", f"the first time: {first.text()}", again, first, MOST_AGAIN)
    yield _line("the same content in another file", f"the first time: {first.text()}", other_way, first, MOST_AGAIN)
    yield _line("rehearse it", f"the merge: {first.text()}", rehearsed, first, MOST_REHEARSED)
    yield Line("memory that the merge added", "—", f"{grown / 1e6:,.0f} MB", None, "independent of the size", None)
    yield from _deltas(prepared, lines)


def _deltas(prepared: Prepared, lines: list[BodyLine]) -> Iterator[Line]:
    people = [line for line in lines if isinstance(line, ChangeLine) and line.kind == Person.kind_name()]
    for number, (name, edits, most) in enumerate(
        (("a day's work", EDITS_A_DAY, LONGEST_DAY), ("one per cent of it", max(1, len(lines) // 100), 2.0)), 3
    ):
        chosen = people[:: max(1, len(people) // edits)][:edits]
        delta = [lines[0], *(_edit(each, number, place) for place, each in enumerate(chosen))]
        taken = measured(lambda delta=delta, number=number: _accept(prepared.store, delta, number))  # type: ignore[misc]  # bound to its turn
        goal = f"≤ {most} s"
        yield Line(f"merge {name}: {len(chosen):,} edits", "—", taken.text(), None, goal, taken.processor <= most)


def _line(work: str, peer: str, taken: Taken, limit: Taken, most: float) -> Line:
    ratio = taken.processor / limit.processor
    return Line(work, peer, taken.text(), ratio, f"≤ {most} ×", ratio <= most)


def _accept(store: RecordStore, lines: list[BodyLine], number: int) -> None:
    accept(store, _package(lines, number), back_up=lambda: None, figures=NO_FIGURES)


def _first_lines(prepared: Prepared) -> Iterator[BodyLine]:
    """Give what an office of the same size would send first: one writer, one creation for every record."""
    yield WriterLine(OFFICE_RUN, "DKR", False, "laptop", "Exemple", "measured", None)
    for number, write in enumerate(Generator(prepared.generator.size, SEED).writes(), 1):
        yield ChangeLine(
            writer=OFFICE_RUN,
            number=number,
            clock=number,
            kind=write.kind.kind_name(),
            record_id=write.record_id,
            parents=None,
            action="set",
            fields=pack_values(write.kind, {name: value for name, value in write.values.items() if value is not None}),
            claimed_at=1_600_000_000,
            reason=None,
        )


def _edit(created: ChangeLine, turn: int, place: int) -> ChangeLine:
    return ChangeLine(
        writer=OFFICE_RUN,
        number=turn * 10**7 + place + 1,
        clock=10**8 + place,
        kind=created.kind,
        record_id=created.record_id,
        parents=((OFFICE_RUN, created.number),),
        action="set",
        fields={"function": f"Fonction {turn}"},
        claimed_at=1_600_100_000,
        reason=None,
    )


def _package(lines: list[BodyLine], number: int) -> ReceivedPackage:
    counts = Counter(line.kind for line in lines if isinstance(line, ChangeLine))
    manifest = Manifest(
        package=uuid.UUID(int=1000 + number),
        purpose="office",
        organisation=uuid.UUID(int=2),
        office="DKR",
        receiver="MTL",
        sender_key="0" * 64,
        receiver_key="age1" + "q" * 58,
        number=number,
        previous=None,
        format=1,
        schema=2,
        program="measured",
        grade="full",
        is_complete=True,
        made_at="2022-06-30",
        counts=dict(counts),
        writers=1,
        held={},
    )
    return ReceivedPackage(manifest, hashlib.sha256(str(number).encode()).digest(), iter(lines))


def _insert_select(prepared: Prepared, store: RecordStore) -> Taken:
    """Insert what the merge made, of log, records and search, into a copy that lacks it, by the engine alone."""
    path = prepared.folder / "raw-merge.ibcrdb"
    _without_the_merge(store.database, path)
    raw = Database.open(path, store.database._key())  # noqa: SLF001 - the same key as the database itself
    source = str(store.database.path).replace("'", "''")
    key = store.database._key().hex()  # noqa: SLF001 - as above
    try:
        with raw.reader() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("ROLLBACK")
            driver.execute("PRAGMA query_only=OFF")
            driver.execute(f"ATTACH DATABASE '{source}' AS merged KEY \"x'{key}'\"")
            driver.execute("PRAGMA cache_size=-409600")
            taken = measured(lambda: _copy_rows(driver))
            driver.execute("BEGIN")
    finally:
        raw.close()
        path.unlink()
    return taken


def _without_the_merge(database: Database, path: Path) -> None:
    database.copy_to(path)
    copy = Database.open(path, database._key())  # noqa: SLF001 - as above
    try:
        with copy.writer() as connection, page_cache_for(connection, 10**7):
            connection.exec_driver_sql("INSERT INTO local (name) VALUES ('guard_lifted')")
            mine = "(SELECT record_id FROM change WHERE package IS NOT NULL)"
            for table in {table_of(kind).name for kind in ALL_KINDS}:
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE id IN {mine}")
            connection.exec_driver_sql(f"DELETE FROM search_entry WHERE record_id IN {mine}")
            connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('rebuild')")
            connection.exec_driver_sql("DELETE FROM change WHERE package IS NOT NULL")
    finally:
        copy.close()


def _copy_rows(driver: Any) -> None:
    driver.execute("BEGIN IMMEDIATE")
    driver.execute("INSERT INTO main.change SELECT * FROM merged.change WHERE package IS NOT NULL")
    mine = "(SELECT record_id FROM merged.change WHERE package IS NOT NULL)"
    for table in sorted({table_of(kind).name for kind in ALL_KINDS}):
        driver.execute(f"INSERT INTO main.{table} SELECT * FROM merged.{table} WHERE id IN {mine}")
    driver.execute(f"INSERT INTO main.search_entry SELECT * FROM merged.search_entry WHERE record_id IN {mine}")
    driver.execute(
        "INSERT INTO main.search_words (rowid, words) SELECT no, words FROM main.search_entry "
        f"WHERE record_id IN {mine}"
    )
    driver.execute("COMMIT")
