"""Reads what the page of the exchange shows in an office, all at once, in the worker thread."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.acknowledging import Acknowledgement, last_acknowledgement
from ibcr_desktop.sync.key_ring import headquarters_code
from ibcr_desktop.sync.questions import Asked, asked
from ibcr_desktop.sync.unsent import OnItsWay, UnsentRecord, counted_by_kind, on_its_way, unsent_records
from ibcr_desktop.ui.screens.home_facts import Named, named_records

MOST_NAMED = 300  # the newest; the counts are those of all


@dataclass(frozen=True)
class OfficeFacts:
    """How the exchange with headquarters stands.

    Attributes:
        headquarters: its code; empty before the pairing.
        new: records begun since the last file, by kind; ``corrected``: how many older ones were changed.
        unsent: the newest of them with their titles.
        answer: the last one of headquarters; ``pending``: records that differ since it lacks changes of them.
        questions: what it asks, with the records.
    """

    headquarters: str
    way: OnItsWay
    new: Mapping[str, int]
    corrected: int
    unsent: tuple[tuple[UnsentRecord, Named], ...]
    answer: Acknowledgement | None
    pending: tuple[Named, ...]
    questions: tuple[tuple[Asked, Named], ...]


def read_office_facts(store: RecordStore, lexicon: StoredLexicon) -> OfficeFacts:
    """Read everything."""
    with store.database.reader() as connection:
        headquarters, way = headquarters_code(connection), on_its_way(connection)
        records = unsent_records(connection)
        answer = last_acknowledgement(connection)
        questions = asked(connection, answer.questions) if answer is not None else []
    new, corrected = counted_by_kind(records)
    newest = records[:MOST_NAMED]
    pending = [(each.kind, one) for each in (answer.differing if answer else ()) for one in each.pending[:MOST_NAMED]]
    wanted = [(each.question.kind, each.question.record_id) for each in questions]
    named = named_records(lexicon, {*((each.kind, each.record_id) for each in newest), *pending, *wanted})
    return OfficeFacts(
        headquarters=headquarters,
        way=way,
        new=new,
        corrected=corrected,
        unsent=tuple((each, named[each.record_id]) for each in newest if each.record_id in named),
        answer=answer,
        pending=tuple(named[record_id] for _, record_id in pending if record_id in named),
        questions=tuple((each, _named(each, named)) for each in questions),
    )


def _named(asked_about: Asked, named: Mapping[uuid.UUID, Named]) -> Named:
    """Give the record of a question; one that is not here is shown without its title."""
    question = asked_about.question
    return named.get(question.record_id) or Named(question.kind, question.record_id, "?")
