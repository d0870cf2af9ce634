"""Settles conflicts: a decision is an ordinary change that names all it saw, so it settles them everywhere."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.changes import Write, Written
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.conflicts import KIND, Conflict, Decision, Version, conflict_pages, count_conflicts
from ibcr_desktop.sync.diary import DECISION
from ibcr_desktop.sync.merged import Tell, tell_nobody

Rule = Callable[[Conflict], Sequence[Version]]


def decide(store: RecordStore, decisions: Iterable[Decision]) -> int:
    """Write decisions in one transaction, one change a record, and give how many fields they settle.

    The parents of the change are the heads that were shown, so a version that came later is asked about anew. A
    complete record that breaks a rule by it becomes a draft.
    """
    by_record: dict[uuid.UUID, list[Decision]] = defaultdict(list)
    for each in decisions:
        by_record[each.record_id].append(each)
    writes = [_write(some) for some in by_record.values()]

    def work(connection: Connection) -> Written:
        written = store.log.write(connection, writes, reason=DECISION)
        drafts = [
            Write(each.kind, each.record_id, {"state": State.DRAFT})
            for each in writes
            if any(problem.blocks for problem in store.problems_in(connection, each.kind, each.record_id))
        ]
        store.log.write(connection, drafts)
        return written

    if writes:
        store.write_as_one(work)
    return sum(len(some) for some in by_record.values())


def by_rule(conflicts: Iterable[Conflict], rule: Rule) -> list[Decision]:
    """Give a decision for each conflict in which the rule leaves one value; the others stay open for a person."""
    decisions = []
    for conflict in conflicts:
        chosen = rule(conflict)
        if chosen and all(each.value == chosen[0].value for each in chosen):
            decisions.append(conflict.keep(chosen[0]))
    return decisions


def all_by_rule(connection: Connection, rule: Rule, tell: Tell = tell_nobody) -> list[Decision]:
    """Give what a rule settles of all open conflicts; ``tell`` hears how many were looked at."""
    total, done, decisions = count_conflicts(connection), 0, list[Decision]()
    for page in conflict_pages(connection):
        decisions += by_rule(page, rule)
        done += len(page)
        tell(min(done, total), total)
    return decisions


def as_shown(conflict: Conflict) -> Sequence[Version]:
    """Keep what the record shows meanwhile: the version of whoever owns it."""
    return [each for each in conflict.versions if each.is_shown]


def of_headquarters(conflict: Conflict) -> Sequence[Version]:
    """Keep what headquarters wrote."""
    return [each for each in conflict.versions if each.from_headquarters]


def latest(conflict: Conflict) -> Sequence[Version]:
    """Keep what was written last, as the clocks claim."""
    last = max(each.claimed_at for each in conflict.versions)
    return [each for each in conflict.versions if each.claimed_at == last]


def of_office(code: str) -> Rule:
    """Keep what an office wrote."""
    return lambda conflict: [each for each in conflict.versions if each.office == code]


RULES: Final[Mapping[str, tuple[str, Rule]]] = {  # name on the command line → marked words, rule
    "shown": (N_("What is shown now"), as_shown),
    "headquarters": (N_("What headquarters wrote"), of_headquarters),
    "latest": (N_("What was written last, by the clocks of the computers"), latest),
}


def _write(decisions: list[Decision]) -> Write:
    first = decisions[0]
    values: dict[str, Any] = {each.field: each.value for each in decisions}
    kind = kind_named(values[KIND]) if KIND in values else first.kind
    return Write(kind, first.record_id, values, seen=first.heads)
