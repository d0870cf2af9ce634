"""Puts a conflict into words for whoever decides it: each version with its author and its time, the value before."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.conflicts import DELETED, Conflict, Version, competing_offices, count_conflicts, open_conflicts


@dataclass(frozen=True)
class OpenConflicts:
    """The first page of the open conflicts with the titles of their records.

    Attributes:
        count, offices: of all open conflicts: how many they are, and whose versions compete.
    """

    conflicts: tuple[Conflict, ...]
    titles: Mapping[uuid.UUID, str]
    count: int
    offices: Sequence[str]


def read_open_conflicts(store: RecordStore, lexicon: StoredLexicon) -> OpenConflicts:
    """Read what is open; for the worker, with a store and a lexicon of its own."""
    with store.database.reader() as connection:
        conflicts, count = open_conflicts(connection), count_conflicts(connection)
        offices = competing_offices(connection)
    return OpenConflicts(tuple(conflicts), _titles(conflicts, lexicon), count, offices)


def value_text(conflict: Conflict, version: Version, lexicon: Lexicon) -> str:
    """Give what a version wants, in words: a value, or for the bin what was done instead."""
    words = lexicon.words
    if conflict.field != DELETED:
        return conflict.text(version.value, lexicon) or words.translate(N_("(empty)"))
    if version.value:
        return words.translate(N_("Put the record into the bin"))
    known = fields_by_name(conflict.kind)
    labels = [words.translate(known[name].label) for name in version.sets if name in known]
    if not labels:
        return words.translate(N_("Keep the record"))
    return words.translate(N_("Keep the record: it was edited ({fields})")).format(fields=words.list_of(labels))


def before_text(conflict: Conflict, lexicon: Lexicon) -> str:
    """Say what the field was before the versions went apart."""
    words = lexicon.words
    if conflict.field == DELETED:
        return words.translate(N_("One deleted this record, and another edited it without knowing."))
    value = conflict.text(conflict.before, lexicon) if conflict.before is not None else ""
    if not value:
        return words.translate(N_("Before: (empty)"))
    return words.translate(N_("Before: {value}")).format(value=value)


def author_text(version: Version, words: Words) -> str:
    """Say who wrote a version, where, and when by the clock of that computer."""
    text = words.translate(N_("{person}, {office}, {moment} by the clock of that computer"))
    about = {"person": isolate_name(version.person or "–"), "office": isolate_name(version.office or "–")}
    said = text.format(moment=words.moment(version.claimed_at), **about)
    meanwhile = words.translate(N_("shown meanwhile"))
    return f"{said} · {meanwhile}" if version.is_shown else said


def _titles(conflicts: Iterable[Conflict], lexicon: StoredLexicon) -> dict[uuid.UUID, str]:
    by_kind: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for each in conflicts:
        by_kind[each.kind.kind_name()].add(each.record_id)
    titles: dict[uuid.UUID, str] = {}
    for kind_name, ids in by_kind.items():
        titles |= lexicon.titles(kind_name, ids)
    return titles
