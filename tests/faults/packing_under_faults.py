"""Packs while faults strike at every file operation, and says what is left of package and database; a module."""

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import select

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import HOME_VARIABLE
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.log_tables import PACKAGE
from ibcr_desktop.sync.outgoing import pack_for_headquarters
from tests.databases import DATA_KEY, TODAY
from tests.faults.faulty_disk import KILL, Outcome, every_strike
from tests.sync.offices import add_as, organisation, ring_of
from tests.sync.package_makers import refusal_in_this_process

NAME: Final = "DKR.ibcrdb"


def pack(folder: Path, tell: Callable[[str], None]) -> None:
    """Make the office's package; tell when that was acknowledged."""
    database = Database.open(folder / NAME, DATA_KEY)
    with suppress(UserError):
        pack_for_headquarters(database, folder, FixedClock(TODAY))
        tell("done")


def judge(outcome: Outcome, identity: str) -> str:
    """Say what is left: a whole package or none, and a list of packages that names no file that is not there."""
    packages = list(outcome.folder.glob("*.ibcr"))
    database = Database.open(outcome.folder / NAME, DATA_KEY)
    with database.reader() as connection:
        noted = len(connection.execute(select(PACKAGE.c.no)).all())
    if any(refusal_in_this_process(each, identity) != "accepted" for each in packages):
        return "half a package"
    if len(packages) < noted or (outcome.told and not noted):
        return "lost"
    if not outcome.was_killed and list(outcome.folder.glob("*.part")):
        return "left something behind"
    again = pack_for_headquarters(database, outcome.folder, FixedClock(TODAY))
    database.close()
    return "fine" if again.manifest.number == noted + 1 and again.path not in packages else "written over"


def main(folder: Path) -> None:
    """Print one JSON object: for each fault how often each judgement was given."""
    os.environ[HOME_VARIABLE] = str(folder / "home")
    made = folder / "made"
    made.mkdir()
    with organisation(made, "DKR") as stores:
        add_as(stores["DKR"], "organisation", name="École")
        identity = ring_of(stores["MTL"]).secret.identity
    (made / "MTL.ibcrdb").unlink()
    counts: dict[str, dict[str, int]] = {}
    for error in (KILL, errno.EIO, errno.ENOSPC):
        name = errno.errorcode.get(error, "KILL")
        counts[name] = {}
        for outcome in every_strike(pack, made, folder / "struck", error):
            judged = judge(outcome, identity)
            counts[name][judged] = counts[name].get(judged, 0) + 1
            shutil.rmtree(outcome.folder)
    print(json.dumps(counts))  # noqa: T201 - the result of this module


if __name__ == "__main__":
    main(Path(sys.argv[1]))
