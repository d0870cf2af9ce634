"""Three releases of the schema exchange what they have: nothing is lost, and fields appear after the update."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from ibcr_desktop import records
from ibcr_desktop.records import Milestone, Person
from ibcr_desktop.storage import new_rows, rows
from ibcr_desktop.storage.log_tables import NOT_UNDERSTOOD
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.understanding import understand_anew
from tests.databases import add
from tests.sync.exchange import assert_as_its_history, count, merge, packed, value

HIDDEN_FIELD, HIDDEN_KIND = "disability", "milestone"


@contextmanager
def older_release(*, without_field: bool = False, without_kind: bool = False) -> Iterator[None]:
    """Let the program be one that lacks the field ``disability`` of people, or the kind ``milestone``."""
    types_of = rows.types_of

    def fewer_types(kind: type) -> object:
        return {name: each for name, each in types_of(kind).items() if not (kind is Person and name == HIDDEN_FIELD)}

    with pytest.MonkeyPatch.context() as patch:
        if without_field:
            patch.setattr(rows, "types_of", fewer_types)
            patch.setattr(new_rows, "types_of", fewer_types)
        if without_kind:
            patch.delitem(records._BY_NAME, HIDDEN_KIND)
        yield


def update(store: RecordStore) -> int:
    """Open the database with a release of another schema."""
    return store.database.write(lambda connection: understand_anew(connection, 99))


@pytest.fixture
def written(office: RecordStore) -> tuple[uuid.UUID, uuid.UUID]:
    """A person with the field and a record of the kind, written at the office with the newest release."""
    person = add(office, "person", family_name="Sarr", disability="none", state="draft")
    return person, add(office, "milestone", text_fr="Dix ans", state="draft")


def test_a_field_more_is_kept_and_appears_after_the_update(
    office: RecordStore, headquarters: RecordStore, written: tuple[uuid.UUID, uuid.UUID]
) -> None:
    person, _ = written
    with older_release(without_field=True):
        merge(headquarters, packed(office))
        assert value(headquarters, "person", person, HIDDEN_FIELD) is None
        headquarters.save(Person, person, {"given_names": "Awa"})
        assert_as_its_history(headquarters)
    assert update(headquarters) == 1
    assert value(headquarters, "person", person, HIDDEN_FIELD) == "none"
    assert value(headquarters, "person", person, "given_names") == "Awa"
    assert_as_its_history(headquarters)
    assert count(headquarters, NOT_UNDERSTOOD) == 0
    merge(office, packed(headquarters))
    assert value(office, "person", person, "given_names") == "Awa"
    assert value(office, "person", person, HIDDEN_FIELD) == "none"


def test_a_kind_more_is_kept_passed_on_and_appears_after_the_update(
    office: RecordStore, headquarters: RecordStore, written: tuple[uuid.UUID, uuid.UUID]
) -> None:
    _, milestone = written
    with older_release(without_kind=True):
        merged = merge(headquarters, packed(office))
        assert (merged.counts.new, merged.counts.waiting) == (1, 1)
        office.save(Milestone, milestone, {"text_fr": "Dix ans déjà"})
        merge(headquarters, packed(office, 2))
    assert headquarters.open("milestone", milestone) is None
    assert update(headquarters) == 1
    assert value(headquarters, "milestone", milestone, "text_fr") == "Dix ans déjà"
    assert_as_its_history(headquarters)
    assert update(headquarters) == 0


def test_two_older_releases_pass_each_others_news_on(
    office: RecordStore, headquarters: RecordStore, written: tuple[uuid.UUID, uuid.UUID]
) -> None:
    person, milestone = written
    with older_release(without_kind=True, without_field=True):
        merge(headquarters, packed(office))
        through_headquarters = packed(headquarters)
    with headquarters.database.reader() as connection:
        assert set(connection.execute(select(NOT_UNDERSTOOD.c.record_id)).scalars()) == {person, milestone}
    before = (office.open("person", person), office.open("milestone", milestone))
    assert merge(office, through_headquarters).counts.changed == 0
    assert (office.open("person", person), office.open("milestone", milestone)) == before
