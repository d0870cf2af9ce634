"""Measures the package of an office's year: its size, making it, and opening it, beside compressing the same lines."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
import zstandard

from benchmarks.make_database import Generator, Prepared
from benchmarks.measuring import Line, Taken, measured, megabytes
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE, NewOffice, found
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.key_ring import (
    Correspondent,
    KeyRing,
    add_correspondent,
    key_ring,
    make_keys,
    remember_organisation,
)
from ibcr_desktop.sync.outgoing import Packed, pack_for_headquarters
from ibcr_desktop.sync.package_file import LEVEL
from ibcr_desktop.sync.package_lines import BodyLine
from ibcr_desktop.sync.package_reader import open_package
from ibcr_desktop.sync.sealing import PublicKeys, SecretKeys

LARGEST = 3_000_000  # bytes: docs/performance.md, a year of one office
ORGANISATION = uuid.UUID(int=1)


def package(prepared: Prepared) -> Iterator[Line]:
    """Pack and open all records of an office of the chosen size, as one that sends for the first time."""
    receiver = SecretKeys.new()
    store = _office(prepared, receiver)
    with store.database.reader() as connection:
        sender = key_ring(connection).secret.public
    packs: list[Packed] = []
    packing = measured(lambda: packs.append(pack_for_headquarters(store.database, prepared.folder, store.clock)))
    packed = packs[0]
    store.database.close()
    lines: list[BodyLine] = []
    opening = measured(lambda: lines.extend(_read(packed.path, receiver, sender)))
    text = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
    compressing = measured(lambda: zstandard.ZstdCompressor(level=LEVEL).compress(text))
    size, changes = packed.path.stat().st_size, sum(packed.manifest.counts.values())
    yield Line(
        f"the package of {changes:,} changes",
        f"its lines: {megabytes(len(text))}",
        megabytes(size),
        size / len(text),
        "≤ 3 MB",
        size <= LARGEST,
    )
    yield _times("making it", packing, compressing)
    yield _times("proving and reading it, without the worker process’s own time", opening, compressing)


def _times(work: str, taken: Taken, compressing: Taken) -> Line:
    peer = f"compressing its lines: {compressing.text()}"
    return Line(work, peer, taken.text(), taken.clock / compressing.clock, "none", None)


def _office(prepared: Prepared, receiver: SecretKeys) -> RecordStore:
    path = prepared.folder / "one-office.ibcrdb"
    store, _ = found(path, EXAMPLE_PASSPHRASE, NewOffice("DKR"), prepared.store.clock, cost=LEAST_COST, reserve_bytes=0)
    with store.database.writer() as connection:
        store.log.write(connection, Generator(prepared.generator.size).writes())
        make_keys(connection)
        remember_organisation(connection, ORGANISATION, receiver.public.recipient)
        add_correspondent(connection, Correspondent("MTL", True, receiver.public), "")
    return store


def _read(path: Path, receiver: SecretKeys, sender: PublicKeys) -> list[BodyLine]:
    ring = KeyRing("MTL", True, receiver, ORGANISATION, None, (Correspondent("DKR", False, sender),))
    with open_package(path, ring) as opened:
        return list(opened.lines)
