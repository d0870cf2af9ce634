"""Sets a file aside, merges, withdraws and takes back in a package while kills strike at file operations; a module.

``python -m tests.faults.merging_under_faults FOLDER 1`` strikes at every one of them, as ``run_with_shim`` starts it.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.schema import create_tables
from ibcr_desktop.sync.kept_files import kept_path
from ibcr_desktop.sync.key_ring import make_keys
from ibcr_desktop.sync.package_file import MAGIC
from ibcr_desktop.sync.package_lines import FORMAT, ReceivedPackage
from ibcr_desktop.sync.received import received_packages
from ibcr_desktop.sync.receiving import Figures, accept
from ibcr_desktop.sync.receiving_files import receive_file, set_aside_files
from ibcr_desktop.sync.withdrawing import reinstate, withdraw
from tests.databases import DATA_KEY, store_of
from tests.faults.faulty_disk import KILL, Outcome, every_strike
from tests.sync.exchange import package_of
from tests.sync.package_makers import a_change, a_writer

NAME: Final = "headquarters.ibcrdb"
FILE: Final = "DKR-0001.ibcr"
CONTENT: Final = b"as sealed by Dakar" * 1000
NEWER_FILE: Final = "DKR-0002.ibcr"
NEWER: Final = MAGIC + bytes([FORMAT + 1]) + CONTENT
RECORDS: Final = 10
NO_FIGURES: Final = Figures(wanted=False)
SET_ASIDE: Final = "set aside"
ACTS: Final = ("merged", "withdrawn", "taken back in")


def package() -> ReceivedPackage:
    """Give the package of Dakar: ten organisations."""
    lines = [
        a_change(
            number=number,
            clock=number,
            kind="organisation",
            record_id=UUID(int=100 + number),
            fields={"name": f"École {number}" * 20},
        )
        for number in range(1, RECORDS + 1)
    ]
    return replace(package_of([a_writer(), *lines]), sha256=hashlib.sha256(CONTENT).digest())


def merge_and_take_out_and_in(folder: Path, tell: Callable[[str], None]) -> None:
    """Set a file of a newer program aside, do the three acts, and tell each that was finished."""
    database = Database.open(folder / NAME, DATA_KEY)
    store = store_of(database)
    assert receive_file(store, folder / NEWER_FILE, back_up=lambda: None).outcome == SET_ASIDE
    tell(SET_ASIDE)
    accept(store, replace(package(), file=folder / FILE), back_up=lambda: None, figures=NO_FIGURES)
    tell(ACTS[0])
    withdraw(store, package().manifest.package)
    tell(ACTS[1])
    reinstate(store, package().manifest.package)
    tell(ACTS[2])
    database.close()


def judge(outcome: Outcome) -> dict[str, int]:
    """Open what is left without faults: each act happened or did not, and what was told did."""
    database = Database.open(outcome.folder / NAME, DATA_KEY)
    try:
        store = store_of(database)
        found, aside = _state(store), set_aside_files(store)
        damage = find_damage(database, thorough=True)
    finally:
        database.close()
    told = sum(each in outcome.told for each in ACTS)
    shown = {0: 0, 1: RECORDS, 2: 0, 3: RECORDS}
    kept = kept_path(outcome.folder / NAME, "DKR", 1, package().sha256)
    is_kept = kept.exists() and kept.read_bytes() == CONTENT
    waiting = [each.read_bytes() for each in aside]
    shutil.rmtree(outcome.folder)
    return {
        "runs": 1,
        "killed": int(outcome.was_killed),
        "lost": int(found["acts"] < told),
        "half": int(found["rows"] != shown[found["acts"]] or found["acts"] > told + 1 or found["differ"] > 0),
        "not set aside": int(waiting not in ([[NEWER]] if SET_ASIDE in outcome.told else [[], [NEWER]])),
        "not kept": int(found["acts"] > 0 and not is_kept),
        "damaged": len(damage),
    }


def _state(store: RecordStore) -> dict[str, Any]:
    with store.database.reader() as connection:
        acts = connection.exec_driver_sql("SELECT count(*) FROM diary").scalar_one()
        states = [each.state for each in received_packages(connection)]
        assert states == {0: [], 1: ["merged"], 2: ["withdrawn"], 3: ["merged"]}[acts]
        rows = connection.exec_driver_sql("SELECT count(*) FROM organisation").scalar_one()
        return {"acts": acts, "rows": rows, "differ": len(list(disagreements(connection)))}


def main(folder: Path, step: int) -> None:
    """Print one JSON object: the sums over every ``step``-th operation."""
    start = folder / "start"
    start.mkdir()
    (start / FILE).write_bytes(CONTENT)
    (start / NEWER_FILE).write_bytes(NEWER)
    database = Database.create(start / NAME, DATA_KEY)
    with database.writer() as connection:
        create_tables(connection)
        make_keys(connection)
    database.close()
    judged = [judge(outcome) for outcome in every_strike(merge_and_take_out_and_in, start, folder, KILL, step=step)]
    print(json.dumps({key: sum(one[key] for one in judged) for key in judged[0]}))  # noqa: T201 - the result of this module


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
