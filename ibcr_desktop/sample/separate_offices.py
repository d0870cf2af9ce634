"""Makes the example organisation as it is in life: five separate databases, paired, and the offices' first packages."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import resource
from ibcr_desktop.foundation.safe_files import private_folder
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.record_files.lines import parse_line
from ibcr_desktop.sample.example import NO_RESERVE
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE, NewOffice, found
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.outgoing import pack_for_headquarters
from ibcr_desktop.sync.pairing import accept_grant, grant_pairing, request_pairing
from ibcr_desktop.sync.receiving import Figures, accept
from ibcr_desktop.sync.receiving_files import opened_file

HEADQUARTERS: Final = "MTL"
OFFICES: Final = ("BKO", "DKR", "FIH", "OUA")


@dataclass(frozen=True)
class SeparateOffices:
    """Where the databases and the first packages lie: by the code of the office."""

    headquarters: Path
    offices: dict[str, Path]
    packages: dict[str, Path]


def headquarters_path(folder: Path) -> Path:
    """Give the place of the database of headquarters."""
    return folder / "headquarters.ibcrdb"


def make_separate_offices(folder: Path, clock: Clock, *, merged: bool = False) -> SeparateOffices:
    """Make five databases with the passphrase of the example, pair them, and let each office pack its records.

    ``merged``: headquarters then takes all four packages in; otherwise it is left as it was before. Raises UserError
    when something has one of the names already, or the disk refuses.
    """
    places = SeparateOffices(
        headquarters_path(folder), {code: folder / f"office-{code}.ibcrdb" for code in OFFICES}, {}
    )
    for path in (places.headquarters, *places.offices.values()):
        if path.exists():
            raise _taken(path)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        headquarters = _founded(stack, places.headquarters, HEADQUARTERS, clock)
        by_hand = stack.enter_context(private_folder())  # the files of pairing are of no use afterwards
        for code, path in places.offices.items():
            office = _founded(stack, path, code, clock)
            _pair(headquarters, office, by_hand)
            places.packages[code] = pack_for_headquarters(office.database, folder, clock).path
        if merged:
            for package in places.packages.values():
                _take_in(headquarters, package)
    return places


def _founded(stack: ExitStack, path: Path, code: str, clock: Clock) -> RecordStore:
    """Make the database of an office with its shipped records; some lead to records that only another office has."""
    office = NewOffice(code, person="Exemple", is_headquarters=code == HEADQUARTERS)
    store, _ = found(path, EXAMPLE_PASSPHRASE, office, clock, cost=LEAST_COST, reserve_bytes=NO_RESERVE)
    stack.callback(store.database.close)
    text = resource(f"sample/{code}.jsonl").read_text(encoding="utf-8")
    lines = [parse_line(line) for line in text.splitlines()]
    store.write_all([Write(each.kind, each.record_id, each.values) for each in lines])
    return store


def _pair(headquarters: RecordStore, office: RecordStore, folder: Path) -> None:
    """Let both sides take each step of pairing, the words compared."""
    asked = request_pairing(office.database, folder, office.clock)
    granted = grant_pairing(headquarters.database, asked.path, folder, headquarters.clock, words=" ".join(asked.words))
    accept_grant(office, granted.path, back_up=_nothing_to_lose, words=" ".join(granted.words))


def _take_in(headquarters: RecordStore, path: Path) -> None:
    with opened_file(headquarters, path) as package:
        accept(headquarters, package, back_up=_nothing_to_lose, figures=Figures(wanted=False))


def _nothing_to_lose() -> None:
    """Make no backup: the example can be made again."""


def _taken(path: Path) -> UserError:
    return UserError(
        N_("There is already a file {name} in this folder."),
        N_("Nothing was written over."),
        N_("Choose another name or another folder."),
        name=path.name,
    )
