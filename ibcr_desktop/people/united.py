"""What several records of one person say together: where the first is silent, the next one speaks, as in the totals."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ibcr_desktop.totals.people_table import SILENT


def united(records: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, Any]:
    """Give the values of some fields, of the canonical record first."""
    silent = (*SILENT, "")
    return {name: next((row[name] for row in records if row[name] not in silent), records[0][name]) for name in names}


def name_of(records: Iterable[Mapping[str, Any]]) -> str:
    """Give the name, in another script where there is no other, and the code of somebody without a name."""
    records = list(records)
    for row in records:
        name = " ".join(each for each in (row["family_name"], row["given_names"]) if each)
        if name or row["name_in_other_script"]:
            return name or str(row["name_in_other_script"])
    return next((row["public_code"] for row in records if row["public_code"]), "")
