"""Breaks the fold and the merge on purpose, one way at a time, and shows that random histories notice each.

``python -m tests.sync.mutants`` runs every mutant in a process of its own; with a name, that one in this process.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

HISTORIES: Final = "40"
UNBROKEN: Final = "nothing broken: must survive"
TESTS: Final = (  # the quick ones first; the first failure ends it
    "tests/storage/test_fold.py",
    "tests/storage/test_fold_properties.py",
    "tests/storage/test_fast_forward.py",
    "tests/sync/test_conflicts.py",
    "tests/sync/test_withdrawing.py",
    "tests/sync/test_incoming.py",
    "tests/sync/test_merging_properties.py",
)


@dataclass(frozen=True)
class Mutant:
    """One mistake: in a module, ``right`` is replaced by ``wrong``."""

    name: str
    module: str
    right: str
    wrong: str


FOLD, WITHDRAWAL = "ibcr_desktop.storage.fold", "ibcr_desktop.storage.withdrawal"
UNION, INCOMING = "ibcr_desktop.sync.union", "ibcr_desktop.sync.incoming"
REFOLD, FORWARD = "ibcr_desktop.storage.refold", "ibcr_desktop.storage.fast_forward"
CHANGES: Final = "ibcr_desktop.storage.changes"
COUNT_VALUES: Final = "for each in survivors}) > 1:"

MUTANTS: Final = (
    Mutant(UNBROKEN, FOLD, "", ""),
    Mutant("drop a parent in the fold", FOLD, "set(parents).union(", "set(parents[:1]).union("),
    Mutant("drop a parent on the way in", UNION, "else sorted(parents)", "else sorted(parents)[:1]"),
    Mutant(
        "see only the direct parents",
        FOLD,
        "set(parents).union(*(ancestors[parent] for parent in parents))",
        "set(parents)",
    ),
    Mutant(
        "compare clocks instead of ancestry",
        FOLD,
        "found = [each for each in versions if each.change_id not in passed]",
        "found = [max(versions, key=_seniority)]",
    ),
    Mutant(
        "ask about what was shipped",
        FOLD,
        "return [each for each in found if each.change_id not in self.shipped] or found",
        "return found",
    ),
    Mutant("ask about two shipped beginnings", FOLD, "if is_chosen and len(", "if len("),
    Mutant("contest a deletion by what was shipped", FOLD, " or edit.change_id in self.shipped", ""),
    Mutant("take what a person began for shipped", FOLD, 'None and "office" not in change.fields', "None"),
    Mutant("skip the rule of the owner", FOLD, "(self._is_owners(each, owner), *_seniority(each))", "_seniority(each)"),
    Mutant(
        "call equal values a conflict",
        FOLD,
        "for each in survivors}) > 1:",
        "for each in survivors}) > 1 or len(survivors) > 1:",
    ),
    Mutant("never call anything a conflict", FOLD, COUNT_VALUES, "for each in survivors}) > 9:"),
    Mutant("delete what somebody edits", FOLD, "self._contest_deletion(fields, conflicts)", "pass"),
    Mutant("contest a deletion that had seen the edit", FOLD, "return apart and not before", "return not before"),
    Mutant("contest a deletion by an edit made in the bin", FOLD, "return apart and not before", "return apart"),
    Mutant("let an erasure lose", FOLD, "if name in self.erased:", "if name in ():"),
    Mutant("count withdrawn changes", FOLD, "if not known[each].withdrawn]", "]"),
    Mutant("withdraw what another package carried too", WITHDRAWAL, "else_=~still_carried", "else_=true()"),
    Mutant("never withdraw anything", WITHDRAWAL, "else_=~still_carried", "else_=false()"),
    Mutant(
        "fold past a gap",
        FOLD,
        "            if all(parent in ancestors for parent in parents):\n",
        "            parents = tuple(each for each in parents if each in known)\n"
        "            if all(parent in ancestors for parent in parents):\n",
    ),
    Mutant("take an edit for a creation", INCOMING, "change.parents is None and change.action", "change.action"),
    Mutant("forget to fold what came", INCOMING, "refolded = refold(self._connection, ahead.left)", "refolded = []"),
    Mutant(
        "leave settled conflicts open",
        REFOLD,
        "if wanted.get(key) != value]:",
        "if key in wanted and wanted.get(key) != value]:",
    ),
    Mutant(
        "leave what arrived in the waiting list",
        REFOLD,
        "for record_id, _, _ in stored - wanted]",
        "for record_id, _, _ in ()]",
    ),
    Mutant(
        "name withdrawn changes as parents", FOLD, "ids = {each.change_id for each in active}", "ids = set(ancestors)"
    ),
    Mutant("leave out what a later package brings back", INCOMING, "if self._union.may_bring_back:", "if None:"),
    Mutant("forget the latest clock", UNION, "values(clock=self._clock)", "values(clock=LOG_STATE.c.clock)"),
    Mutant("take part of a known run for all of it", UNION, "return here == there and", "return bool(there) and"),
    Mutant("call what a package skipped known", UNION, "== len(here) - 1", ">= len(here) - 1"),
    Mutant("say that a package carried what it skipped", UNION, " and self[-1][2] == first - 1", ""),
    Mutant(
        "take another change for a known one",
        UNION,
        "elif known == (number, line.record, line.change.clock):",
        "elif known:",
    ),
    Mutant("go forward past a fork", FORWARD, "return line if len(line) == len(history) else None", "return line"),
    Mutant("go forward past what came late", FORWARD, "or line[-len(new) :] != new", ""),
    Mutant("go forward from what the log does not say", FORWARD, "and each.record_id not in shown_otherwise", ""),
    Mutant("go forward over an erasure", FORWARD, "each.is_erasure or", ""),
    Mutant("go forward on what was withdrawn", FORWARD, "or each.package in withdrawn", ""),
    Mutant("go forward over a corrected kind", FORWARD, '{"kind", *(', "{*("),
    Mutant("go forward in the table of another kind", FORWARD, 'if row.get("kind", kind.kind_name()) ==', "if True or"),
    Mutant("forget all but the last of several edits", FORWARD, "fields.update(json.loads", "fields = dict(json.loads"),
    Mutant(
        "call what is not understood understood",
        FORWARD,
        "is_understood = len(values) == len(fields)",
        "is_understood = True",
    ),
    Mutant("enter a waiting record beside its log", CHANGES, "        if waiting:\n", "        if False:\n"),
    Mutant("leave old words findable", FORWARD, "search_index.update(connection, kind, rows)", "pass"),
)


class _Breaking(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module with its mistake."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._mutant.module:
            return None
        found = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        assert found is not None
        assert found.origin is not None
        return importlib.util.spec_from_file_location(
            fullname, found.origin, loader=_Loader(fullname, found.origin, self._mutant)
        )


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, fullname: str, path: str, mutant: Mutant) -> None:
        super().__init__(fullname, path)
        self._mutant = mutant

    def get_code(self, fullname: str) -> object:  # type: ignore[override]  # past the cache of bytecode
        return self.source_to_code(self.get_data(self.get_filename(fullname)), self.get_filename(fullname))

    def get_data(self, path: str | bytes) -> bytes:
        """Give the source with the mistake in it."""
        source = Path(os.fsdecode(path)).read_text(encoding="utf-8")
        assert self._mutant.right in source, f"{self._mutant.name}: the line has changed"
        broken = source.replace(self._mutant.right, self._mutant.wrong, 1)
        return ("from sqlalchemy import true\n" if "true()" in self._mutant.wrong else "").encode() + broken.encode()


def survives(mutant: Mutant) -> bool:
    """Run the histories with the mistake, in this process, and say whether they pass."""
    sys.meta_path.insert(0, _Breaking(mutant))
    return pytest.main(["-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", *TESTS]) == 0


def main() -> int:
    """Run all; print what each became, and leave with the number of those that became what they must not."""
    wrong = 0
    for mutant in MUTANTS:
        variables = {**os.environ, "IBCR_HISTORIES": HISTORIES}
        command = [sys.executable, "-m", "tests.sync.mutants", mutant.name]
        left = subprocess.run(command, env=variables, capture_output=True, check=False)
        wrong += (left.returncode == 0) != (mutant.name == UNBROKEN)
        print(f"{'survives' if left.returncode == 0 else 'killed  '} {mutant.name}", flush=True)  # noqa: T201 - the result
    print(f"{len(MUTANTS) - 1} mutants; {wrong} runs ended otherwise than they must")  # noqa: T201 - the result
    return wrong


if __name__ == "__main__":
    if len(sys.argv) > 1:
        [chosen] = [each for each in MUTANTS if each.name == sys.argv[1]]
        sys.exit(0 if survives(chosen) else 1)
    sys.exit(main())
