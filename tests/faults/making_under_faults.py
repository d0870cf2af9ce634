"""Makes databases and changes passphrases while faults strike at every operation, and counts locked doors; a module."""

import errno
import json
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.key_file import WrongPassphraseError
from ibcr_desktop.storage.keys import LEAST_COST
from tests.faults.faulty_disk import KILL, Outcome, every_strike
from tests.storage.small_database import PASSPHRASE, add, make, texts

NAME: Final = "dakar.ibcrdb"
NEW_PASSPHRASE: Final = "another four words"


def make_one(folder: Path, tell: Callable[[str], None]) -> None:
    """Make a database; tell when that was acknowledged."""
    with suppress(UserError):
        make(folder / NAME)[0].close()
        tell("done")


def change_passphrase(folder: Path, tell: Callable[[str], None]) -> None:
    """Change the passphrase; tell when that was acknowledged."""
    with suppress(UserError):
        vault.change_passphrase(folder / NAME, PASSPHRASE, NEW_PASSPHRASE, cost=LEAST_COST)
        tell("done")


def judge_making(outcome: Outcome) -> str:
    """Say what is left of a database being made: whole, or out of the way of a second try."""
    path = outcome.folder / NAME
    if not path.exists():
        if outcome.told:
            return "lost"
        if not outcome.was_killed and [place.name for place in outcome.folder.iterdir()]:
            return "left something behind"
        make(path)[0].close()
    database = vault.open_database(path, PASSPHRASE, newest_schema=1, reserve_bytes=0)
    add(database, ["row"])
    database.close()
    return "fine"


def judge_change(outcome: Outcome) -> str:
    """Say which passphrase opens afterwards; after an acknowledgement only the new one may."""
    path = outcome.folder / NAME
    opened = []
    for passphrase in (NEW_PASSPHRASE, PASSPHRASE):
        with suppress(WrongPassphraseError):
            database = vault.open_database(path, passphrase, reserve_bytes=0)
            opened.append(passphrase)
            if texts(database) != ["before"]:
                return "lost"
            database.close()
    if len(opened) != 1:
        return f"{len(opened)} passphrases open it"
    return "fine" if opened == [NEW_PASSPHRASE] or not outcome.told else "old passphrase after all"


def main(folder: Path) -> None:
    """Print one JSON object: for each work and fault how often each judgement was given."""
    empty, made = folder / "empty", folder / "made"
    empty.mkdir()
    made.mkdir()
    database, _ = make(made / NAME)
    add(database, ["before"])
    database.close()
    (made / f"{NAME}.reserve").unlink()
    counts: dict[str, dict[str, int]] = {}
    for work, start, judge in ((make_one, empty, judge_making), (change_passphrase, made, judge_change)):
        for error in (KILL, errno.EIO, errno.ENOSPC):
            name = f"{work.__name__} {errno.errorcode.get(error, 'KILL')}"
            counts[name] = {}
            for outcome in every_strike(work, start, folder / work.__name__, error):
                judged = judge(outcome)
                counts[name][judged] = counts[name].get(judged, 0) + 1
                shutil.rmtree(outcome.folder)
    print(json.dumps(counts))  # noqa: T201 - the result of this module


if __name__ == "__main__":
    main(Path(sys.argv[1]))
