"""Going forward without the fold makes the very tables that the fold makes, and leaves to it what is less simple."""

import json
import random
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select, text

from ibcr_desktop.records import Workshop
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.fast_forward import Forwarded, fast_forward
from ibcr_desktop.storage.fold import Change, ChangeId
from ibcr_desktop.storage.log_tables import CHANGE, CONFLICT, CONTRADICTION, NOT_UNDERSTOOD, PACKAGE, WAITING, WRITER
from ibcr_desktop.storage.refold import refold
from ibcr_desktop.storage.rows import table_of
from tests.storage.histories import OFFICES, World, worlds
from tests.sync.offices_in_memory import OpenTransaction

APRIL = 4
COUNTED, WITHDRAWN = 1, 2  # local numbers of packages
RECORD = uuid.UUID(int=1000)
SHOWN = (table_of(Workshop), CONFLICT, WAITING, NOT_UNDERSTOOD)


@dataclass(frozen=True)
class Entry:
    """A change of a record, as it came."""

    record_id: uuid.UUID
    change: Change
    package: int | None = None


@cache
def _databases() -> tuple[OpenTransaction, OpenTransaction]:
    return OpenTransaction(), OpenTransaction()


@contextmanager
def emptied(database: OpenTransaction) -> Iterator[Connection]:
    """Give a database that knows the offices and two packages, one of them withdrawn; it forgets everything again."""
    connection = database.connection
    for number, office in enumerate(OFFICES, 1):
        row = {"no": number, "uuid": uuid.UUID(int=number), "office": office, "is_headquarters": int(office == "MTL")}
        connection.execute(insert(WRITER), row)
    for number, state in ((COUNTED, "merged"), (WITHDRAWN, "withdrawn")):
        connection.execute(insert(PACKAGE), {"no": number, "uuid": uuid.UUID(int=number), "state": state})
    try:
        yield connection
    finally:
        database.forget()


@pytest.fixture
def connection() -> Iterator[Connection]:
    """An empty database."""
    with emptied(_databases()[0]) as made:
        yield made


def log(connection: Connection, entries: Iterable[Entry]) -> int:
    """Write the entries into the log, and give the number of the last one before them."""
    before = connection.execute(select(func.max(CHANGE.c.arrived))).scalar_one() or 0
    numbers = WriterNumbers(connection)
    for each in entries:
        change = each.change
        row = {
            "writer": numbers.by_uuid[change.change_id.writer],
            "number": change.change_id.number,
            "clock": change.clock,
            "kind": change.kind,
            "record_id": each.record_id,
            "parents": None if change.parents is None else numbers.pack(change.parents),
            "action": "erase" if change.erases else "set",
            "fields": json.dumps(change.fields),
            "package": each.package,
            "claimed_at": 0,
        }
        connection.execute(insert(CHANGE), row)
    return int(before)


def shown(connection: Connection) -> list[Any]:
    """Give everything that follows from the log."""
    tables = [sorted(map(repr, connection.execute(select(table)))) for table in SHOWN]
    return [*tables, sorted(connection.execute(text("SELECT record_id, words FROM search_entry")).all())]


def forward(connection: Connection, old: Iterable[Entry], new: list[Entry]) -> Forwarded:
    """Let the old entries be there and folded, and go forward with the new ones."""
    old = list(old)
    log(connection, old)
    refold(connection, list({each.record_id for each in old}))
    since = log(connection, new)
    return fast_forward(connection, list(dict.fromkeys(each.record_id for each in new)), since, APRIL)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Entry]]:
    """Draw the entries of up to three records; some came with packages, some name a field of a newer release."""
    made = []
    for place, world in enumerate(draw(st.lists(worlds(), min_size=1, max_size=3))):
        packages = st.sampled_from((None, None, None, COUNTED, COUNTED, WITHDRAWN) if draw(st.booleans()) else (None,))
        newer = draw(st.booleans())
        changes = [_moved(each, 1000 * place, newer=newer) for each in world.changes.values()]
        made.append([Entry(uuid.UUID(int=1000 + place), each, draw(packages)) for each in changes])
    return made


def _moved(change: Change, offset: int, *, newer: bool) -> Change:
    """Give the change with numbers that no other record has; ``newer``: with a field that is not known here."""
    parents = change.parents and tuple(ChangeId(writer, number + offset) for writer, number in change.parents)
    fields = {"invented_later" if newer and name == "status" else name: each for name, each in change.fields.items()}
    writer, number = change.change_id
    return replace(change, change_id=ChangeId(writer, number + offset), parents=parents, fields=fields)


@given(histories(), st.integers(0, 2**32 - 1), st.booleans())
def test_the_tables_are_those_of_the_fold(made: list[list[Entry]], seed: int, in_order: bool) -> None:
    pick = random.Random(seed)  # noqa: S311 - an order only
    old, new = [], []
    for entries in made:
        arriving = entries if in_order else pick.sample(entries, len(entries))
        here = pick.randint(0, len(arriving))
        old += arriving[:here]
        new += arriving[here : pick.randint(here, len(arriving))]
    with emptied(_databases()[0]) as one, emptied(_databases()[1]) as other:
        refold(one, forward(one, old, new).left)
        log(other, [*old, *new])
        refold(other, list({each.record_id for each in (*old, *new)}))
        assert shown(one) == shown(other)


def grown(*fields: dict[str, Any]) -> list[Entry]:
    """Give a record at Dakar whose changes were made one after the other."""
    world = World()
    for each in fields:
        world.write(0, each)
    return [Entry(RECORD, each) for each in world.changes.values()]


def test_edits_on_the_head_need_no_fold(connection: Connection) -> None:
    entries = grown({"title": "a"}, {"title": "b", "place": "x"}, {"title": "c"})
    done = forward(connection, entries[:1], entries[1:])
    assert (done.left, done.new) == ([], {})
    assert [(each.before["title"], each.after["title"]) for each in done.edited if each.before and each.after] == [
        ("a", "c")
    ]


def test_a_creation_that_comes_with_its_edits_needs_no_fold(connection: Connection) -> None:
    done = forward(connection, [], grown({"title": "a"}, {"title": "b"}))
    assert (done.left, done.edited, dict(done.new)) == ([], [], {Workshop: [RECORD]})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda old, new: (old, replace(new, change=replace(new.change, parents=()))),
        lambda old, new: (old, replace(new, change=replace(new.change, parents=None))),
        lambda old, new: (old, replace(new, change=replace(new.change, parents=(old[0].change.change_id,)))),
        lambda old, new: ([replace(old[0], change=replace(old[0].change, kind="spaceship")), old[1]], new),
        lambda old, new: ([old[0], replace(old[1], change=replace(old[1].change, fields={"kind": "event"}))], new),
        lambda old, new: (old, replace(new, change=replace(new.change, fields={"kind": "event"}))),
        lambda old, new: (old, replace(new, change=replace(new.change, fields={"invented_later": 1}))),
        lambda old, new: (old, replace(new, change=replace(new.change, fields={"title": 7}))),
        lambda old, new: (old, replace(new, change=replace(new.change, erases=True))),
        lambda old, new: ([old[0], replace(old[1], change=replace(old[1].change, erases=True))], new),
        lambda old, new: ([old[0], replace(old[1], package=WITHDRAWN)], new),
        lambda old, new: (old[1:], new),
        lambda _, new: ([], new),
        lambda _, new: ([], replace(new, change=replace(new.change, parents=()))),
    ],
    ids=[
        *(
            "no parents",
            "a second creation",
            "not on the head",
            "unknown kind",
            "a kind corrected before",
            "a kind corrected now",
        ),
        *("unknown field", "another shape", "an erasure", "erased before", "withdrawn", "a gap", "nothing before"),
        "nothing at all",
    ],
)
def test_what_is_less_simple_is_left_to_the_fold(connection: Connection, spoil: Any) -> None:
    *before, last = grown({"title": "a"}, {"title": "b"}, {"place": "x"})
    old, new = spoil(before, last)
    assert forward(connection, old, [new]).left == [RECORD]


def test_a_record_that_two_wrote_apart_is_left_to_the_fold_also_once_somebody_saw_both(connection: Connection) -> None:
    world = World()
    world.write(0, {"title": "a"})
    world.send(0, 1)
    world.write(0, {"title": "b"})
    world.write(1, {"place": "x"})
    world.send(1, 0)
    world.write(0, {"status": "c"})
    world.write(0, {"status": "d"})
    entries = [Entry(RECORD, each) for each in world.changes.values()]
    assert forward(connection, entries[:-1], entries[-1:]).left == [RECORD]


def test_a_change_that_comes_late_is_left_to_the_fold(connection: Connection) -> None:
    first, late, last = grown({"title": "a"}, {"title": "b"}, {"title": "c"})
    assert forward(connection, [first, last], [late]).left == [RECORD]


def test_a_record_that_is_shown_otherwise_than_its_log_says_is_left_to_the_fold(connection: Connection) -> None:
    first, edit = grown({"title": "a", "state": "complete"}, {"state": "complete", "place": "x"})
    connection.execute(insert(CONTRADICTION), {"record_id": RECORD, "kind": "workshop", "rule": "own"})
    assert forward(connection, [first], [edit]).left == [RECORD]


def test_a_creation_whose_kind_was_corrected_since_is_left_to_the_fold(connection: Connection) -> None:
    assert forward(connection, [], grown({"title": "a"}, {"kind": "event"})).left == [RECORD]
