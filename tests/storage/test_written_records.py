"""What a transaction wrote, told to the rules: which records, and which of their fields."""

import uuid
from collections.abc import Mapping
from typing import Any

from ibcr_desktop.records import Participation
from ibcr_desktop.storage.refold import Refolded
from ibcr_desktop.storage.written_records import WrittenRecords

PERSON, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def refolded(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Refolded:
    return Refolded(uuid.uuid4(), Participation, before, after, frozenset(), waits=False, was_forked=False)


def test_of_records_that_were_edited_only_the_fields_with_another_value_count() -> None:
    written = WrittenRecords()
    row = {"person_id": PERSON, "hours": 1.0, "level": "trained"}
    written.add_refolded([refolded(row, {**row, "hours": 2.0}), refolded(row, {**row, "level": "equipped"})])
    assert written.has(Participation, "hours")
    assert written.has(Participation, "level")
    assert not written.has(Participation, "person_id", "state")


def test_a_record_that_came_or_left_may_have_any_field() -> None:
    for before, after in ((None, {"hours": 1.0}), ({"hours": 1.0}, None)):
        written = WrittenRecords()
        written.add_refolded([refolded({"hours": 1.0}, {"hours": 2.0}), refolded(before, after)])
        assert written.has(Participation, "person_id")


def test_what_is_as_it_was_was_not_written() -> None:
    written = WrittenRecords()
    written.add_refolded([refolded({"hours": 1.0}, {"hours": 1.0})])
    assert not written.has(Participation)


def test_where_a_link_led_before_is_remembered() -> None:
    written = WrittenRecords()
    written.add_refolded([refolded({"person_id": PERSON}, {"person_id": OTHER})])
    assert written.left == {PERSON}
