"""Measures taking in a real file: its proofs, the worker process that reads it, the merge, and the memory of it all."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from benchmarks.child import run
from benchmarks.make_database import Prepared
from benchmarks.measuring import Line, Taken, megabytes
from benchmarks.merging import first_lines, manifest_of
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE
from ibcr_desktop.sync.key_ring import Correspondent, add_correspondent, key_ring, make_keys, remember_organisation
from ibcr_desktop.sync.package_file import write_package
from ibcr_desktop.sync.sealing import SecretKeys

ORGANISATION = uuid.UUID(int=2)
MOST_GROWN = 550_000_000  # bytes: the engine's pages (400 MB at most) with their own headers, and a batch of lines
MOST_OF_WORKER = 300_000_000


def receive(prepared: Prepared) -> Iterator[Line]:
    """Take a first file of the chosen size into a copy of the database, in a process of its own."""
    folder = prepared.folder / "receiving"
    folder.mkdir()
    try:
        path = _copied(prepared, folder)
        package = _package(prepared, folder, path)
        told = run("receiving_child", str(path), str(package))
        count, size = int(told["changes"]), package.stat().st_size
    finally:
        shutil.rmtree(folder)
    taken, worker = Taken(told["processor"], told["clock"]), Taken(told["worker"], told["clock"])
    yield Line(
        f"receive a first file of {count:,} changes, {megabytes(size)}: this process",
        f"the worker process that proves and parses it: {worker.text()}",
        taken.text(),
        None,
        "none",
        None,
    )
    grown = told["end"] - told["start"]
    yield Line(
        "memory of this process while it does",
        f"before: {megabytes(told['start'])}; at a quarter of the lines: {megabytes(told['quarter'])}",
        f"at its peak: {megabytes(told['end'])}; of the worker process: {megabytes(told['worker_peak'])}",
        None,
        "≤ 550 MB more however large the file; ≤ 300 MB",
        grown <= MOST_GROWN and told["worker_peak"] <= MOST_OF_WORKER,
    )


def _copied(prepared: Prepared, folder: Path) -> Path:
    """Give the place of a copy of the database, with its key file."""
    path = folder / prepared.path.name
    prepared.store.database.copy_to(path)
    for each in prepared.path.parent.glob(f"{path.stem}.ibcrkey*"):
        shutil.copy(each, folder)
    return path


def _package(prepared: Prepared, folder: Path, path: Path) -> Path:
    """Write the first package of an office that the copy is paired with, and give its place."""
    sender = SecretKeys.new()
    database = vault.open_database(path, EXAMPLE_PASSPHRASE)
    with database.writer() as connection:
        make_keys(connection)
        remember_organisation(connection, ORGANISATION, sender.public.recipient)
        add_correspondent(connection, Correspondent("DKR", False, sender.public), "")
        receiver = key_ring(connection).secret.public.recipient
    database.close()
    manifest = structs.replace(
        manifest_of(first_lines(prepared.generator.size), 1),
        sender_key=sender.public.signing_key,
        receiver_key=receiver,
    )
    package = folder / "DKR-0001.ibcr"
    write_package(package, manifest, first_lines(prepared.generator.size), sender, [receiver])
    return package
