"""The parts of one activity, as its page shows them, and the draft that follows it."""

import uuid
from datetime import date

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import Headcount
from ibcr_desktop.storage.activity_parts import next_draft, parts_of
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add


def test_groups_of_other_activities_and_in_the_bin_are_left_out(store: RecordStore) -> None:
    activity = add(store, "workshop", title="Cours")
    add(store, "headcount", activity_id=activity, total=3, females=3, deleted=True)
    add(store, "headcount", activity_id=add(store, "event"), total=5, males=5)
    group = add(store, "headcount", activity_id=activity, total=7, females=2, males=4)
    lexicon = StoredLexicon(store.database, Words("en"), store.clock)
    assert [each.record_id for each in parts_of(store.database, Headcount, activity, lexicon)] == [group]


def test_the_next_draft_follows_by_its_first_day_and_begins_again_after_the_last(store: RecordStore) -> None:
    def draft(day: int, **values: object) -> uuid.UUID:
        return add(store, "workshop", **{"starts_on": date(2021, 3, day), "state": "draft", **values})

    done = add(store, "workshop", starts_on=date(2021, 3, 5))
    first, later = draft(1), draft(9)
    draft(7, deleted=True)
    assert next_draft(store.database, done) == later
    assert next_draft(store.database, later) == first


def test_without_another_draft_there_is_none(store: RecordStore) -> None:
    assert next_draft(store.database, add(store, "workshop", state="draft")) is None
