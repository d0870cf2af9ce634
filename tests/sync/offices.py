"""Databases of headquarters and offices that know each other's keys, for tests of what travels between them."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.identity import Identity, remember
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.key_ring import (
    Correspondent,
    KeyRing,
    add_correspondent,
    key_ring,
    make_keys,
    remember_organisation,
)
from ibcr_desktop.sync.package_lines import BodyLine, ChangeLine, Manifest
from ibcr_desktop.sync.package_reader import open_package
from ibcr_desktop.sync.sealing import new_identity, recipient_of
from tests.databases import dakar, new_database, store_of

RECOVERY = new_identity()


@contextmanager
def office(folder: Path, code: str, *, is_headquarters: bool = False) -> Iterator[RecordStore]:
    """Give the store of an office whose database has keys but knows nobody."""
    with new_database(folder, f"{code}.ibcrdb") as database:
        with database.writer() as connection:
            remember(connection, Identity(code, "Awa Sarr", is_headquarters))
            make_keys(connection)
        yield store_of(database, author=dakar(office=code, is_headquarters=is_headquarters))


@contextmanager
def organisation(folder: Path, *codes: str) -> Iterator[dict[str, RecordStore]]:
    """Give headquarters (MTL) and offices that are paired with it, by their codes."""
    with ExitStack() as stack:
        stores = {"MTL": stack.enter_context(office(folder, "MTL", is_headquarters=True))}
        stores |= {code: stack.enter_context(office(folder, code)) for code in codes}
        organisation_id = new_id()
        keys = {code: ring_of(store).secret.public for code, store in stores.items()}
        for code, store in stores.items():
            with store.database.writer() as connection:
                remember_organisation(connection, organisation_id, recipient_of(RECOVERY))
                for other in codes if code == "MTL" else ["MTL"]:
                    add_correspondent(connection, Correspondent(other, other == "MTL", keys[other]), "2021")
        yield stores


def ring_of(store: RecordStore) -> KeyRing:
    """Give the keys of a database."""
    with store.database.reader() as connection:
        return key_ring(connection)


def read(path: Path, receiver: RecordStore) -> tuple[Manifest, list[BodyLine]]:
    """Open a package as its receiver would, and give all of it."""
    with open_package(path, ring_of(receiver)) as package:
        return package.manifest, list(package.lines)


def changes(lines: list[BodyLine]) -> list[ChangeLine]:
    """Give the changes among the lines."""
    return [each for each in lines if isinstance(each, ChangeLine)]


def records(lines: list[BodyLine]) -> set[uuid.UUID]:
    """Give the records that the lines are about."""
    return {each.record_id for each in changes(lines)}


def add_as(store: RecordStore, kind: str, record_id: uuid.UUID | None = None, /, **values: Any) -> uuid.UUID:
    """Write a record of the store's office and give its id."""
    record_id = record_id or new_id()
    whole = {"office": store.log.author.office, "state": "complete", **values}
    store.write_all([Write(kind_named(kind), record_id, whole)])
    return record_id
