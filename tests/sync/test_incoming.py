"""Merging by example: what is new, changed, equal, deleted, asked, waiting and refused."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Organisation, Person
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.search_index import kinds_with_words, match_expression, matching
from ibcr_desktop.sync.merged import MissingPackages
from ibcr_desktop.sync.package_lines import BodyLine, ChangeLine
from ibcr_desktop.sync.receiving import accept, rehearse
from tests.databases import add
from tests.sync.exchange import count, merge, package_of, packed, value, written
from tests.sync.package_makers import a_change, a_writer


def found_by(connection: Connection, text: str) -> list[uuid.UUID]:
    numbers = kinds_with_words(connection).values()
    return [each for some in matching(connection, match_expression(text) or "", numbers, 10).values() for each in some]


def change(number: int, **changes: Any) -> ChangeLine:
    return a_change(number=number, clock=number, **changes)


def one_writer_and(*changes: ChangeLine) -> list[BodyLine]:
    return [a_writer(), *changes]


def test_records_nobody_knew_are_there_with_all_their_fields(office: RecordStore, headquarters: RecordStore) -> None:
    person = add(office, "person", family_name="Sarr", given_names="Awa", birth_year=1980, sex="female")
    workshop = add(office, "workshop", title="Cours", starts_on=None, themes=("child_participation",))
    part = add(office, "participation", person_id=person, activity_id=workshop, level="trained", hours=6.5)
    merged = merge(headquarters, packed(office))
    assert (merged.outcome, merged.counts.new, merged.counts.changed) == ("merged", 3, 0)
    assert merged.kinds == {"person", "workshop", "participation"}
    for kind, record_id in (("person", person), ("activity", workshop), ("participation", part)):
        there, here = headquarters.open(kind, record_id), office.open(kind, record_id)
        assert there is not None
        assert there == here


def test_what_was_merged_is_found(office: RecordStore, headquarters: RecordStore) -> None:
    person = add(office, "person", family_name="Sarr", given_names="Awa")
    merge(headquarters, packed(office))
    office.save(Person, person, {"family_name": "Ndiaye"})
    merge(headquarters, packed(office, 2))
    with headquarters.database.reader() as connection:
        found = {text: set(found_by(connection, text)) for text in ("ndiaye", "sarr")}
    assert found == {"ndiaye": {person}, "sarr": set()}


def test_a_later_edit_changes_the_record_and_the_same_again_nothing(
    office: RecordStore, headquarters: RecordStore
) -> None:
    record = add(office, "organisation", name="École")
    merge(headquarters, packed(office))
    office.save(Organisation, record, {"name": "École Un"})
    merged = merge(headquarters, packed(office, 2))
    assert (merged.counts.new, merged.counts.changed, merged.counts.equal) == (0, 1, 0)
    assert value(headquarters, "organisation", record, "name") == "École Un"
    again = merge(headquarters, packed(office, 3))
    assert again.counts.as_dict() == {**again.counts.as_dict(), "new": 0, "changed": 0, "equal": 1, "conflicts": 0}


def test_the_same_file_twice_says_so_and_writes_nothing(office: RecordStore, headquarters: RecordStore) -> None:
    add(office, "organisation", name="École")
    merge(headquarters, packed(office))
    before = written(headquarters)
    assert merge(headquarters, packed(office)).outcome == "already merged"
    assert written(headquarters) == before


def test_a_rehearsal_finds_what_the_merge_does_and_keeps_nothing(
    office: RecordStore, headquarters: RecordStore
) -> None:
    add(office, "organisation", name="École")
    before = written(headquarters)
    rehearsed = rehearse(headquarters, packed(office))
    assert written(headquarters) == before
    merged = accept(headquarters, packed(office), back_up=lambda: None)
    assert rehearsed == replace(merged, outcome="rehearsed")


def test_two_edits_of_one_field_are_a_question_and_of_two_fields_none(
    office: RecordStore, headquarters: RecordStore
) -> None:
    record = add(office, "organisation", name="École", country="SEN")
    merge(headquarters, packed(office))
    office.save(Organisation, record, {"name": "École Un"})
    headquarters.save(Organisation, record, {"name": "École I", "country": "MLI"})
    merged = merge(headquarters, packed(office, 2))
    assert merged.counts.conflicts == 1
    opened = headquarters.open("organisation", record)
    assert opened is not None
    assert opened.contested == {"name"}
    assert (opened.values["name"], opened.values["country"]) == ("École Un", "MLI")


def test_a_deletion_is_counted_apart_and_one_against_an_edit_is_asked(
    office: RecordStore, headquarters: RecordStore
) -> None:
    gone, edited = (add(office, "organisation", name=name) for name in ("Une", "Deux"))
    merge(headquarters, packed(office))
    headquarters.save(Organisation, edited, {"name": "Deux bis"})
    office.put_in_bin(Organisation, gone)
    office.put_in_bin(Organisation, edited)
    merged = merge(headquarters, packed(office, 2))
    assert (merged.counts.deleted, merged.counts.conflicts) == (1, 1)
    opened = headquarters.open("organisation", edited)
    assert opened is not None
    assert not opened.deleted
    assert opened.contested == {"deleted"}


def test_a_change_whose_parent_has_not_arrived_waits_and_the_package_is_named(
    office: RecordStore, headquarters: RecordStore
) -> None:
    record = add(office, "organisation", name="École")
    office.save(Organisation, record, {"name": "École Un"})
    first, second = (lambda change: change.number == 1), (lambda change: change.number == 2)
    merged = merge(headquarters, packed(office, 2, second))
    assert (merged.outcome, merged.counts.waiting, merged.counts.new) == ("waiting", 1, 0)
    assert merged.missing == (MissingPackages("DKR", (1,)),)
    assert headquarters.open("organisation", record) is None
    late = merge(headquarters, packed(office, 1, first))
    assert (late.outcome, late.counts.new, late.missing) == ("merged", 1, ())
    assert value(headquarters, "organisation", record, "name") == "École Un"


def test_a_skipped_number_is_named_though_nothing_waits(office: RecordStore, headquarters: RecordStore) -> None:
    add(office, "organisation", name="École")
    merge(headquarters, packed(office, 1))
    assert merge(headquarters, packed(office, 4)).missing == (MissingPackages("DKR", (2, 3)),)


def test_a_record_of_a_kind_or_with_a_field_of_a_newer_release_stays_in_the_log(headquarters: RecordStore) -> None:
    lines = one_writer_and(
        change(1, kind="webinar", fields={"title": "En ligne"}),
        change(2, record_id=uuid.UUID(int=6), kind="organisation", fields={"name": "École", "motto": "Lire"}),
    )
    merged = merge(headquarters, package_of(lines))
    assert (merged.counts.new, merged.counts.waiting, merged.refused) == (1, 1, [])
    assert value(headquarters, "organisation", uuid.UUID(int=6), "name") == "École"
    assert count(headquarters, CHANGE) == 2


def test_a_line_that_cannot_be_is_left_out_with_its_number_and_reason(
    office: RecordStore, headquarters: RecordStore
) -> None:
    person = add(office, "person", family_name="Sarr")
    merge(headquarters, packed(office))
    good = change(1, record_id=uuid.UUID(int=6), kind="organisation", fields={"name": "École"})
    lines = one_writer_and(
        good,
        change(2, record_id=person, kind="organisation", fields={"name": "École"}),
        change(3, record_id=uuid.UUID(int=8), parents=((uuid.UUID(int=99), 1),)),
        change(3, record_id=uuid.UUID(int=9)),
    )
    lines.append(msgspec.structs.replace(good, number=5, clock=2**50))
    merged = merge(headquarters, package_of(lines, 2))
    assert [each.number for each in merged.refused] == [4, 5, 7]
    assert (merged.counts.new, merged.outcome) == (2, "merged")


def test_a_number_that_stands_for_another_change_is_refused(headquarters: RecordStore) -> None:
    merge(headquarters, package_of(one_writer_and(change(1, kind="milestone", fields={"title": "Un"}))))
    forged = change(1, record_id=uuid.UUID(int=77), kind="milestone", fields={"title": "Deux"})
    merged = merge(headquarters, package_of(one_writer_and(forged), 2))
    assert [each.number for each in merged.refused] == [3]
    assert headquarters.open("milestone", uuid.UUID(int=77)) is None


def test_known_changes_out_of_their_order_are_refused_one_by_one(headquarters: RecordStore) -> None:
    changes = [change(number, record_id=uuid.UUID(int=number)) for number in (1, 2, 3)]
    merge(headquarters, package_of(one_writer_and(*changes)))
    merged = merge(headquarters, package_of(one_writer_and(changes[2], changes[0], changes[1]), 2))
    assert [each.number for each in merged.refused] == [4, 5]
    assert (merged.counts.new, merged.counts.equal) == (0, 1)


@pytest.mark.parametrize("wrong", [{"counts": {"milestone": 2}}, {"counts": {}}, {"writers": 2}])
def test_counts_that_disagree_with_the_first_line_undo_everything(
    headquarters: RecordStore, wrong: dict[str, Any]
) -> None:
    before = written(headquarters)
    with pytest.raises(UserError, match="first line"):
        merge(headquarters, package_of(one_writer_and(change(1)), **wrong))
    assert written(headquarters) == before


def test_a_line_that_fails_half_way_undoes_everything(headquarters: RecordStore) -> None:
    def lines() -> Iterator[BodyLine]:
        yield from one_writer_and(change(1))
        raise InterruptedError

    before = written(headquarters)
    package = replace(package_of(one_writer_and(change(1))), lines=lines())
    with pytest.raises(InterruptedError):
        merge(headquarters, package)
    assert written(headquarters) == before


def test_an_erasure_wins_whatever_arrives_and_blanks_the_log(office: RecordStore, headquarters: RecordStore) -> None:
    person = add(office, "person", family_name="Sarr", sex="female")
    merge(headquarters, packed(office))
    with headquarters.database.writer() as connection:
        headquarters.log.write(connection, [Write(Person, person, {"family_name": None})], erases=True)
    office.save(Person, person, {"family_name": "Ndiaye"})
    merge(headquarters, packed(office, 2))
    assert value(headquarters, "person", person, "family_name") is None
    assert value(headquarters, "person", person, "sex") == "female"
    with headquarters.database.reader() as connection:
        log = " ".join(connection.execute(select(CHANGE.c.fields)).scalars())
    assert "Ndiaye" not in log
    assert "Sarr" not in log


def test_progress_is_told_and_may_stop_the_merge(office: RecordStore, headquarters: RecordStore) -> None:
    add(office, "organisation", name="École")
    told: list[tuple[int, int]] = []
    accept(headquarters, packed(office), back_up=lambda: None, tell=lambda done, total: told.append((done, total)))
    assert told == [(0, 1), (1, 1)]

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    add(office, "organisation", name="Lycée")
    before = written(headquarters)
    with pytest.raises(InterruptedError):
        accept(headquarters, packed(office, 2), back_up=lambda: None, tell=stop)
    assert written(headquarters) == before


def test_without_a_backup_nothing_is_merged(office: RecordStore, headquarters: RecordStore) -> None:
    def fail() -> None:
        raise InterruptedError

    add(office, "organisation", name="École")
    before = written(headquarters)
    with pytest.raises(InterruptedError):
        accept(headquarters, packed(office), back_up=fail)
    assert written(headquarters) == before
