"""Saves rows while the disk fails or kills strike at every operation, and counts the losses; run as a module."""

import errno
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from tests.faults.faulty_disk import KILL, Outcome, every_strike
from tests.storage.small_database import add, one_table, texts

KEY: Final = bytes(range(32))
NAME: Final = "dakar.ibcrdb"
SAVES, ROWS = 5, 3


def rows_of(save: int) -> list[str]:
    """Give the rows of one save; they are large enough to need several pages."""
    return [f"save {save} row {row} " + "x" * 3000 for row in range(ROWS)]


def save_again_and_again(folder: Path, tell: Callable[[str], None]) -> None:
    """Open the database and save; tell each save that was acknowledged, and each one that was refused."""
    try:
        database = Database.open(folder / NAME, KEY)
    except UserError:
        tell("refused to open")
        return
    for save in range(SAVES):
        try:
            add(database, rows_of(save))
        except UserError:
            tell(f"refused {save}")
        else:
            tell(f"saved {save}")
    database.close()


def judge(outcome: Outcome) -> dict[str, int]:
    """Open what is left without faults, and count what must never be and what may be."""
    database = Database.open(outcome.folder / NAME, KEY)
    found = texts(database)
    damage = find_damage(database, thorough=True)
    database.close()
    told = {line for line in outcome.told if line.startswith("saved")}
    whole = {save for save in range(SAVES) if set(rows_of(save)) <= set(found)}
    part = {save for save in range(SAVES) if set(rows_of(save)) & set(found)} - whole
    shutil.rmtree(outcome.folder)
    return {
        "runs": 1,
        "killed": int(outcome.was_killed),
        "refused": sum("refused" in line for line in outcome.told),
        "lost": sum(f"saved {save}" in told for save in set(range(SAVES)) - whole) + (found[:1] != ["before"]),
        "half": len(part) + len(found) - len(set(found)),
        "damaged": len(damage),
        "saved though not told": sum(f"saved {save}" not in told for save in whole),
    }


def main(folder: Path) -> None:
    """Print one JSON object: for each kind of fault the sums over all points."""
    start = folder / "start"
    start.mkdir()
    database = Database.create(start / NAME, KEY)
    one_table(database)
    add(database, ["before"])
    database.close()
    totals: dict[str, dict[str, int]] = {}
    for name, error, ever in (
        ("killed", KILL, False),
        ("input/output error once", errno.EIO, False),
        ("input/output error from then on", errno.EIO, True),
        ("disk full once", errno.ENOSPC, False),
        ("disk full from then on", errno.ENOSPC, True),
    ):
        step = 3 if ever else 1  # what lasts is struck less often, since one strike brings the rest
        outcomes = every_strike(save_again_and_again, start, folder, error, ever=ever, step=step)
        judged = [judge(outcome) for outcome in outcomes]
        totals[name] = {key: sum(one[key] for one in judged) for key in judged[0]}
    print(json.dumps(totals))  # noqa: T201 - the result of this module


if __name__ == "__main__":
    main(Path(sys.argv[1]))
