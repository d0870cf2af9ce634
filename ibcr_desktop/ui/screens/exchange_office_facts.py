"""Reads what the page of the exchange shows in an office, all at once, in the worker thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ibcr_desktop.records.fields import ANY_KIND
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.acknowledging import Acknowledgement, last_acknowledgement
from ibcr_desktop.sync.key_ring import headquarters_code
from ibcr_desktop.sync.questions import Asked, unsettled_questions
from ibcr_desktop.sync.unsent import OnItsWay, UnsentRecord, counted_by_kind, on_its_way, unsent_records
from ibcr_desktop.ui.screens.home_facts import Named, named_records

MOST_NAMED = 300  # of those that are not sent, the newest; the counts are those of all


@dataclass(frozen=True)
class OfficeFacts:
    """How the exchange with headquarters stands.

    Attributes:
        headquarters: its code; empty before the pairing.
        new: records begun since the last file, by kind; ``corrected``: how many older ones were changed.
        unsent: the newest of them with their titles.
        answer: the last one of headquarters; ``differing``: records that it shows otherwise, and whether it lacks
            changes of them.
        questions: what it asks, with the titles of the records.
    """

    headquarters: str
    way: OnItsWay
    new: Mapping[str, int]
    corrected: int
    unsent: tuple[tuple[UnsentRecord, Named], ...]
    answer: Acknowledgement | None
    differing: tuple[tuple[Named, bool], ...]
    questions: tuple[tuple[Asked, str], ...]


def read_office_facts(store: RecordStore, lexicon: StoredLexicon) -> OfficeFacts:
    """Read everything."""
    with store.database.reader() as connection:
        headquarters, way = headquarters_code(connection), on_its_way(connection)
        records = unsent_records(connection)
        answer = last_acknowledgement(connection)
        questions = unsettled_questions(connection, store.log.author.office)
    new, corrected = counted_by_kind(records)
    newest = records[:MOST_NAMED]
    differing = [(each.kind, one) for each in (answer.differing if answer else ()) for one in each.records]
    pending = {one for each in (answer.differing if answer else ()) for one in each.pending}
    named = named_records(lexicon, {*((each.kind, each.record_id) for each in newest), *differing})
    return OfficeFacts(
        headquarters=headquarters,
        way=way,
        new=new,
        corrected=corrected,
        unsent=tuple((each, named[each.record_id]) for each in newest if each.record_id in named),
        answer=answer,
        differing=tuple((named[each], each in pending) for _, each in differing if each in named),
        questions=with_titles(questions, lexicon),
    )


def with_titles(questions: Sequence[Asked], lexicon: StoredLexicon) -> tuple[tuple[Asked, str], ...]:
    """Give the questions with the titles of their records; one that is not here is shown without."""
    titles = lexicon.titles(ANY_KIND, {each.subject_id for each in questions})
    return tuple((each, titles.get(each.subject_id, "?")) for each in questions)
