"""A package is taken out and back in: as if it had never come, and as if it had never left."""

import uuid
from typing import Any

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Organisation
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.package_lines import ReceivedPackage
from ibcr_desktop.sync.withdrawing import rehearse_withdrawal, reinstate, withdraw
from tests.databases import add
from tests.sync.exchange import assert_as_its_history, merge, packed, value, written


def since(number: int) -> Any:
    return lambda change: change.number >= number


def merged_id(store: RecordStore, package: ReceivedPackage) -> uuid.UUID:
    merge(store, package)
    return package.manifest.package


def test_new_records_go_and_come_back(office: RecordStore, headquarters: RecordStore) -> None:
    record = add(office, "organisation", name="École")
    package = merged_id(headquarters, packed(office))
    before = headquarters.open("organisation", record)
    out = withdraw(headquarters, package)
    assert (out.counts.deleted, out.counts.waiting, out.later_edits) == (1, 0, [])
    assert headquarters.open("organisation", record) is None
    assert_as_its_history(headquarters)
    back = reinstate(headquarters, package)
    assert (back.counts.new, set(back.kinds)) == (1, {"organisation"})
    assert headquarters.open("organisation", record) == before
    assert_as_its_history(headquarters)


def test_a_rehearsal_tells_the_same_and_keeps_nothing(office: RecordStore, headquarters: RecordStore) -> None:
    record = add(office, "organisation", name="École", country="SEN")
    package = merged_id(headquarters, packed(office))
    headquarters.save(Organisation, record, {"country": "MLI"})
    before = written(headquarters)
    rehearsed = rehearse_withdrawal(headquarters, package)
    assert written(headquarters) == before
    assert {each.record_id for each in rehearsed.later_edits} == {record}
    assert withdraw(headquarters, package).later_edits == rehearsed.later_edits


def test_edits_are_undone_and_the_rest_stays(office: RecordStore, headquarters: RecordStore) -> None:
    record = add(office, "organisation", name="École", country="SEN", state="draft")
    merge(headquarters, packed(office))
    office.save(Organisation, record, {"name": "École Un"})
    package = merged_id(headquarters, packed(office, 2, since(2)))
    office.save(Organisation, record, {"country": "MLI"})
    merge(headquarters, packed(office, 3, since(3)))
    out = withdraw(headquarters, package)
    assert out.counts.changed == 1
    assert [(each.record_id, each.office) for each in out.later_edits] == [(record, "DKR")]
    assert value(headquarters, "organisation", record, "name") == "École"
    assert value(headquarters, "organisation", record, "country") == "MLI"


def test_what_another_package_carries_too_stays(office: RecordStore, headquarters: RecordStore) -> None:
    record = add(office, "organisation", name="École")
    first = merged_id(headquarters, packed(office))
    second = merged_id(headquarters, packed(office, 2))
    withdraw(headquarters, first)
    assert value(headquarters, "organisation", record, "name") == "École"
    withdraw(headquarters, second)
    assert headquarters.open("organisation", record) is None
    reinstate(headquarters, second)
    assert value(headquarters, "organisation", record, "name") == "École"


def test_what_was_withdrawn_counts_again_when_another_package_brings_it(
    office: RecordStore, headquarters: RecordStore
) -> None:
    record = add(office, "organisation", name="École")
    withdraw(headquarters, merged_id(headquarters, packed(office)))
    cumulative = packed(office, 2)
    assert merge(headquarters, cumulative).counts.new == 1
    assert value(headquarters, "organisation", record, "name") == "École"
    withdraw(headquarters, cumulative.manifest.package)
    office.save(Organisation, record, {"name": "École Un"})
    merge(headquarters, packed(office, 3))
    assert value(headquarters, "organisation", record, "name") == "École Un"


def test_a_record_whose_creation_is_withdrawn_waits_while_somebody_edits_it(
    office: RecordStore, headquarters: RecordStore
) -> None:
    record = add(office, "organisation", name="École")
    package = merged_id(headquarters, packed(office))
    headquarters.save(Organisation, record, {"name": "École I"})
    out = withdraw(headquarters, package)
    assert out.counts.waiting == 1
    assert [each.office for each in out.later_edits] == ["MTL"]
    assert headquarters.open("organisation", record) is None
    reinstate(headquarters, package)
    assert value(headquarters, "organisation", record, "name") == "École I"


def test_a_record_entered_again_while_it_waits_is_folded_with_what_the_log_has_of_it(
    office: RecordStore, headquarters: RecordStore
) -> None:
    record = add(office, "organisation", name="École")
    package = merged_id(headquarters, packed(office))
    headquarters.save(Organisation, record, {"country": "MLI"})
    withdraw(headquarters, package)
    add(headquarters, "organisation", record, name="École I")
    assert value(headquarters, "organisation", record, "name") == "École I"
    assert value(headquarters, "organisation", record, "country") == "MLI"
    assert_as_its_history(headquarters)
    reinstate(headquarters, package)
    assert_as_its_history(headquarters)


def test_a_withdrawn_file_that_comes_again_is_not_merged_silently(
    office: RecordStore, headquarters: RecordStore
) -> None:
    add(office, "organisation", name="École")
    withdraw(headquarters, merged_id(headquarters, packed(office)))
    before = written(headquarters)
    with pytest.raises(UserError, match="withdrawn"):
        merge(headquarters, packed(office))
    assert written(headquarters) == before


def test_what_is_not_there_is_neither_withdrawn_nor_taken_back(office: RecordStore, headquarters: RecordStore) -> None:
    add(office, "organisation", name="École")
    package = merged_id(headquarters, packed(office))
    for act, name in ((withdraw, uuid.UUID(int=1)), (reinstate, package)):
        with pytest.raises(UserError, match="There is no"):
            act(headquarters, name)
    withdraw(headquarters, package)
    with pytest.raises(UserError, match="no merged package"):
        withdraw(headquarters, package)


def test_stopped_half_way_nothing_is_withdrawn(office: RecordStore, headquarters: RecordStore) -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    add(office, "organisation", name="École")
    package = merged_id(headquarters, packed(office))
    before = written(headquarters)
    with pytest.raises(InterruptedError):
        withdraw(headquarters, package, tell=stop)
    assert written(headquarters) == before


def test_what_a_package_skipped_goes_with_the_package_that_brought_it(
    office: RecordStore, headquarters: RecordStore
) -> None:
    first, skipped, last = (add(office, "organisation", name=name) for name in ("Une", "Deux", "Trois"))
    for number in (1, 2):  # the second time all of it is known, and there is nothing in the gap to see
        merge(headquarters, packed(office, number, lambda change: change.number != 2))
    package = merged_id(headquarters, packed(office, 3, lambda change: change.number == 2))
    withdraw(headquarters, package)
    assert [headquarters.open("organisation", each) is None for each in (first, skipped, last)] == [False, True, False]
    assert_as_its_history(headquarters)
