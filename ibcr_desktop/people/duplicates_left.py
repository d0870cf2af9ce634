"""How many likely duplicates wait, for the home page: counted anew where that is quick, else as it was counted last."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, func, select

from ibcr_desktop.people.duplicates import Pair, candidate_pairs
from ibcr_desktop.people.evidence import Tier
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.local_values import keep_locally, local_value
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.long_reads import long_reader
from ibcr_desktop.storage.rows import present, table_of

NAME: Final = "possible duplicates"  # in ``local``: "what had arrived when they were counted, how many"
KINDS: Final = ("person", "person_link", "participation")
PAIR: Final = 2
MOST_PEOPLE: Final = 2_000  # compared in about a second; more are compared on the page of duplicates only


def duplicates_left(database: Database) -> int:
    """Give how many pairs are more than namesakes and were not put off; for the worker thread."""
    with database.reader() as connection:
        newest = _newest(connection)
        table = table_of(Person)
        people = connection.execute(select(func.count()).where(present(table))).scalar_one()
        counted_at, count = _noted(connection)
    if people < PAIR:
        return 0  # nothing is written into a database just because somebody looked at its home page
    if counted_at == newest or people > MOST_PEOPLE:
        return count
    with long_reader(database) as connection:
        count = likely(candidate_pairs(connection))
    note_duplicates(database, count, newest)
    return count


def duplicates_noted(database: Database) -> int:
    """Give the number as it was counted last, without comparing anybody."""
    with database.reader() as connection:
        return _noted(connection)[1]


def likely(pairs: Iterable[Pair]) -> int:
    """Count the pairs that somebody should look at soon."""
    return sum(each.tier is not Tier.NAME_ONLY and not each.is_open for each in pairs)


def note_duplicates(database: Database, count: int, counted_at: int | None = None) -> None:
    """Keep the number for the next look at the home page; without ``counted_at`` it holds for what is here now."""
    if database.read_only:
        return

    def work(connection: Connection) -> None:
        arrived = _newest(connection) if counted_at is None else counted_at
        keep_locally(connection, {NAME: f"{arrived} {count}"})

    database.write(work)


def _newest(connection: Connection) -> int:
    last = select(CHANGE.c.arrived).where(CHANGE.c.kind.in_(KINDS)).order_by(CHANGE.c.arrived.desc()).limit(1)
    return connection.execute(last).scalar_one_or_none() or 0


def _noted(connection: Connection) -> tuple[int, int]:
    text = local_value(connection, NAME) or "-1 0"
    counted_at, _, count = text.partition(" ")
    return int(counted_at), int(count)
