"""Makes the example organisation: a database of headquarters with the shipped records of five offices."""

from datetime import date
from pathlib import Path

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.places import resource
from ibcr_desktop.foundation.safe_files import private_folder
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.record_files.import_records import import_records
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE, NewOffice, found
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.record_store import RecordStore

ITS_TODAY = date(2022, 6, 30)  # its last year is over; the clock of this computer may be wrong
SHOWN_REASONS = 3
NO_RESERVE = 0  # the example can be made again, so it keeps no room for a full disk


def make_example(path: Path, clock: Clock) -> RecordStore:
    """Make the database with its key file, and give it open; its passphrase is public, its people are invented.

    The passphrase protects nothing here, so the key costs as little as the format allows. Raises UserError when
    something has the name already or the disk refuses; ValueError when a shipped line is not good, which is a bug.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    office = NewOffice("MTL", person="Exemple", is_headquarters=True)
    store, _ = found(path, EXAMPLE_PASSPHRASE, office, clock, cost=LEAST_COST, reserve_bytes=NO_RESERVE)
    with private_folder() as folder:
        together = folder / "example.jsonl"  # the offices' records link to each other, so they come in as one file
        together.write_bytes(b"".join(each.read_bytes() for each in sorted(resource("sample").glob("*.jsonl"))))
        imported = import_records(store.database, store.log, together, today=ITS_TODAY)
    if imported.bad or imported.made_drafts:
        store.database.close()
        reasons = [each.text(Words("en")) for each in imported.bad[:SHOWN_REASONS]]
        raise ValueError(f"{reasons} … {len(imported.bad)} bad lines, {imported.made_drafts} made drafts")
    return store
