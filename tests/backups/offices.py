"""A real office with its key file, whose clock a test moves."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from ibcr_desktop.backups.backup import Backup, Why
from ibcr_desktop.backups.making import make_backup
from ibcr_desktop.foundation.clock import Clock, FixedClock
from ibcr_desktop.records import Organisation
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.founding import NewOffice, enter, found
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.log_tables import WRITER
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import table_of
from tests.databases import TODAY, add

PASSPHRASE = "four plain words here"
CANARY = "Zéphyrine Canari"
A_DAY = timedelta(days=1)


def new_office(folder: Path, name: str = "dakar.ibcrdb", clock: Clock | None = None) -> RecordStore:
    """Make the database of an office with cheap keys; one organisation stands in it."""
    folder.mkdir(parents=True, exist_ok=True)
    office = NewOffice("DKR", "Dakar", "SEN", person="Awa Sarr")
    clock = clock or FixedClock(TODAY)
    store, _ = found(folder / name, PASSPHRASE, office, clock, cost=LEAST_COST, reserve_bytes=0)
    add(store, "organisation", name=CANARY)
    return store


def entered(path: Path, clock: Clock | None = None) -> RecordStore:
    """Begin a new run of the program on a database."""
    database = vault.open_database(path, PASSPHRASE, reserve_bytes=0)
    return enter(database, clock or FixedClock(TODAY), _no_upgrade)


def names(store: RecordStore) -> set[str]:
    """Give the names of the organisations that stand in a database."""
    with store.database.reader() as connection:
        return set(connection.execute(select(table_of(Organisation).c.name)).scalars())


def writer_count(store: RecordStore) -> int:
    """Give how many runs of the program the log knows."""
    with store.database.reader() as connection:
        return int(connection.execute(select(func.count()).select_from(WRITER)).scalar_one())


def back_up(store: RecordStore, why: Why = Why.ASKED) -> Backup:
    """Make a backup by the clock of the store."""
    return make_backup(store.database, why, store.clock)


def damage(path: Path) -> None:
    """Turn over one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _no_upgrade(_database: object) -> None:
    raise AssertionError
