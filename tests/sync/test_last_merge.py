"""Files that were merged in one go are known together, by what they brought."""

import uuid

from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.last_merge import last_merge, merge_rounds, read_twice, touched_by
from ibcr_desktop.sync.receiving import accept
from tests.databases import TODAY, add
from tests.sync.exchange import NO_FIGURES, packed


def merged_in(store: RecordStore, office: RecordStore, number: int, merge_round: uuid.UUID | None) -> None:
    accept(store, packed(office, number), back_up=lambda: None, figures=NO_FIGURES, merge_round=merge_round)


def test_what_several_files_of_one_go_brought_is_of_the_last_merge(
    office: RecordStore, headquarters: RecordStore
) -> None:
    go, ids = new_id(), []
    for number, merge_round in enumerate((None, new_id(), go, go), 1):
        ids.append(add(office, "workshop", title=f"Journée {number}", country="SEN", starts_on=TODAY.date()))
        merged_in(headquarters, office, number, merge_round)
    with headquarters.database.reader() as connection:
        rounds, last = merge_rounds(connection), last_merge(connection)
        assert last is not None
        assert touched_by(connection, last, ids) == set(ids[2:])
        assert touched_by(connection, rounds[1], ids) == {ids[1]}
    assert last == rounds[0]
    assert [each.files for each in rounds] == [(("DKR", 3), ("DKR", 4)), (("DKR", 2),), (("DKR", 1),)]
    assert last.claimed_at == TODAY


def test_pairs_are_listed_for_every_file_of_the_last_go_first_and_for_earlier_merges_too(
    office: RecordStore, headquarters: RecordStore
) -> None:
    day, go = TODAY.date(), new_id()
    for number, merge_round in enumerate((None, go, go), 1):
        title = f"Journée {number}"
        add(headquarters, "workshop", title=title, country="SEN", starts_on=day, office="MTL")
        add(office, "workshop", title=title, country="SEN", starts_on=day)
        merged_in(headquarters, office, number, merge_round)
    with headquarters.database.reader() as connection:
        found = read_twice(connection)
    assert [found.is_of_last_merge(each) for each in found.proposals] == [True, True, False]
    assert [found.is_of(each, found.merges[1]) for each in found.proposals] == [False, False, True]


def test_before_anything_was_merged_there_is_no_last_merge(headquarters: RecordStore) -> None:
    with headquarters.database.reader() as connection:
        assert last_merge(connection) is None
        assert read_twice(connection).merges == []
