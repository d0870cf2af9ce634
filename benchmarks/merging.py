"""Measures merging: a first package as large as what is there, the same again, one per cent of it, a day's work."""

import gc
import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.make_database import Generator, Prepared, Size
from benchmarks.measuring import Line, Taken, measured
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import pack_values, table_of
from ibcr_desktop.sync.package_lines import BodyLine, ChangeLine, Manifest, Packed, ReceivedPackage, WriterLine
from ibcr_desktop.sync.receiving import Figures, accept, rehearse

OFFICE_RUN = uuid.UUID(int=77)
SEED = 2  # other people than those who are there
NO_FIGURES = Figures(wanted=False)
MOST_AS_RAW, MOST_AGAIN, MOST_REHEARSED, LONGEST_DAY, LONGEST_PERCENT = 2.5, 0.1, 1.3, 0.3, 2.0
EDITS_A_DAY = 50
MINE = "IN (SELECT record_id FROM temp.mine)"
AS_MADE = "ORDER BY rowid"
MADE_BY_A_MERGE = {  # table → which of its rows, in the order in which they came
    "writer": f"uuid = x'{OFFICE_RUN.hex}'",
    "package": "direction = 'received'",
    "change": f"package IS NOT NULL {AS_MADE}",
    **dict.fromkeys(sorted({table_of(kind).name for kind in ALL_KINDS}), f"id {MINE} {AS_MADE}"),
    "search_entry": f"record_id {MINE} {AS_MADE}",
    "name_key": f"person_id {MINE}",
}
EDITED: dict[str, tuple[str, Packed]] = {  # a field of each kind, and a value that nobody has yet
    "person": ("function", "Fonction {}"),
    "participation": ("hours", 0.25),
    "workshop": ("place", "Lieu {}"),
    "event": ("place", "Lieu {}"),
    "headcount": ("females", 1_000),
}


def merge(prepared: Prepared) -> Iterator[Line]:
    """Merge packages whose lines lie in memory already; "receive" measures the same from a file, with its proofs."""
    lines, peer = list(first_lines(prepared.generator.size)), _Peer(prepared)
    gc.freeze()  # lines of a file pass by and are gone: those that lie here are not looked through again and again
    store, count = prepared.store, len(lines) - 1
    rehearsed = measured(lambda: rehearse(store, _package(lines, 1), figures=NO_FIGURES))
    first = measured(lambda: _accept(store, lines, 1))
    raw = peer.insert_select()
    again = measured(lambda: _accept(store, lines, 1))
    other_way = measured(lambda: _accept(store, lines, 2))
    work = f"merge a first package of {count:,} changes into a headquarters of the same size"
    limit = f"INSERT … SELECT of the finished rows out of another encrypted file: {raw.text()}"
    once = f"the first time: {first.text()}"
    yield _line(work, limit, first, raw, MOST_AS_RAW)
    yield _line("the same file again", once, again, first, MOST_AGAIN)
    yield _line("the same content in another file", once, other_way, first, MOST_AGAIN)
    yield _line("rehearse it, without the totals", f"the merge: {first.text()}", rehearsed, first, MOST_REHEARSED)
    yield from _deltas(prepared, lines)


def _deltas(prepared: Prepared, lines: list[BodyLine]) -> Iterator[Line]:
    """Merge edits of a day, and of one per cent of what came first; no record is edited twice."""
    changes = [line for line in lines if isinstance(line, ChangeLine) and line.kind in EDITED]
    percent = max(1, len(lines) // 100)
    edited: set[uuid.UUID] = set()
    for number, (work, choose, count, most) in enumerate(
        (
            ("a day's work: {:,} edits all over the file", _spread, EDITS_A_DAY, LONGEST_DAY),
            ("one per cent of it: {:,} edits of records that came together", _together, percent, LONGEST_PERCENT),
            ("as many edits all over the file: {:,}", _spread, percent, LONGEST_PERCENT),
            ("as many edits of words by which people are found: {:,}", _people, percent, LONGEST_PERCENT),
        ),
        3,
    ):
        chosen = choose([each for each in changes if each.record_id not in edited], count)
        edited.update(each.record_id for each in chosen)
        delta = [lines[0], *(_edit(each, number, place) for place, each in enumerate(chosen))]
        taken = measured(lambda delta=delta, number=number: _accept(prepared.store, delta, number))  # type: ignore[misc]  # bound to its turn
        name, goal = f"merge {work.format(len(chosen))}", f"≤ {most} s"
        yield Line(name, "—", taken.text(), None, goal, taken.processor <= most)


def _spread(changes: list[ChangeLine], count: int) -> list[ChangeLine]:
    return changes[:: max(1, len(changes) // count)][:count]


def _together(changes: list[ChangeLine], count: int) -> list[ChangeLine]:
    """Give neighbours of each kind, in proportion: what a season brought is corrected in the next."""
    by_kind: dict[str, list[ChangeLine]] = defaultdict(list)
    for each in changes:
        by_kind[each.kind].append(each)
    return [each for some in by_kind.values() for each in some[: round(len(some) * count / len(changes))]]


def _people(changes: list[ChangeLine], count: int) -> list[ChangeLine]:
    return _spread([each for each in changes if each.kind == Person.kind_name()], count)


def _line(work: str, peer: str, taken: Taken, limit: Taken, most: float) -> Line:
    ratio = taken.processor / limit.processor
    return Line(work, peer, taken.text(), ratio, f"≤ {most} ×", ratio <= most)


def _accept(store: RecordStore, lines: list[BodyLine], number: int) -> None:
    accept(store, _package(lines, number), back_up=lambda: None, figures=NO_FIGURES)


def first_lines(size: Size) -> Iterator[BodyLine]:
    """Give what an office of the same size would send first: one writer, one creation for every record."""
    yield WriterLine(OFFICE_RUN, "DKR", False, "laptop", "Exemple", "measured", None)
    for number, write in enumerate(Generator(size, SEED).writes(), 1):
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
    name, value = EDITED[created.kind]
    return ChangeLine(
        writer=OFFICE_RUN,
        number=turn * 10**7 + place + 1,
        clock=10**8 + place,
        kind=created.kind,
        record_id=created.record_id,
        parents=((OFFICE_RUN, created.number),),
        action="set",
        fields={name: value.format(turn) if isinstance(value, str) else value},
        claimed_at=1_600_100_000,
        reason=None,
    )


def _package(lines: list[BodyLine], number: int) -> ReceivedPackage:
    return ReceivedPackage(manifest_of(lines, number), hashlib.sha256(str(number).encode()).digest(), iter(lines))


def manifest_of(lines: Iterable[BodyLine], number: int) -> Manifest:
    """Give the first line of a package of Dakar with these lines and one writer."""
    return Manifest(
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
        counts=dict(Counter(line.kind for line in lines if isinstance(line, ChangeLine))),
        writers=1,
        held={},
    )


class _Peer:
    """The same rows, inserted by the engine alone into a copy of what was there before the merge."""

    def __init__(self, prepared: Prepared) -> None:
        self._merged = prepared.store.database
        self._key = self._merged._key()  # noqa: SLF001 - the same key as the database itself
        self._before, self._finished = prepared.folder / "before.ibcrdb", prepared.folder / "finished.ibcrdb"
        self._merged.copy_to(self._before)

    def insert_select(self) -> Taken:
        """Put what the merge made into a file of its own, and measure taking it from there."""
        Database.create(self._finished, self._key).close()
        before = Database.open(self._before, self._key)
        try:
            with self._with_finished(self._merged) as driver:
                _put_aside(driver)
            with self._with_finished(before) as driver:
                return measured(lambda: _take(driver))
        finally:
            before.close()
            self._before.unlink()
            self._finished.unlink()

    @contextmanager
    def _with_finished(self, database: Database) -> Iterator[Any]:
        with database.reader() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("ROLLBACK")
            driver.execute("PRAGMA query_only=OFF")
            driver.execute("PRAGMA cache_size=-409600")
            path = str(self._finished).replace("'", "''")
            driver.execute(f"ATTACH DATABASE '{path}' AS finished KEY \"x'{self._key.hex()}'\"")
            yield driver
            driver.execute("DETACH DATABASE finished")
            driver.execute("BEGIN")


def _put_aside(driver: Any) -> None:
    driver.execute("CREATE TEMP TABLE mine AS SELECT DISTINCT record_id FROM main.change WHERE package IS NOT NULL")
    driver.execute("CREATE UNIQUE INDEX temp.of_mine ON mine (record_id)")
    for table, chosen in MADE_BY_A_MERGE.items():
        driver.execute(f"CREATE TABLE finished.{table} AS SELECT * FROM main.{table} WHERE {chosen}")
    driver.execute("DROP TABLE temp.mine")


def _take(driver: Any) -> None:
    driver.execute("BEGIN IMMEDIATE")
    for table in MADE_BY_A_MERGE:
        driver.execute(f"INSERT INTO main.{table} SELECT * FROM finished.{table}")
    driver.execute("INSERT INTO main.search_words (rowid, words) SELECT no, words FROM finished.search_entry")
    driver.execute("COMMIT")
