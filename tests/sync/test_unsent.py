"""An office knows what is in no file yet, and what headquarters has not said to hold."""

from pathlib import Path

from ibcr_desktop.records.offices import country_id
from ibcr_desktop.storage.identity import Identity, remember
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.held import remember_held
from ibcr_desktop.sync.outgoing import pack_for_headquarters, pack_statistics
from ibcr_desktop.sync.unsent import (
    OnItsWay,
    UnsentRecord,
    counted_by_kind,
    lacking_records,
    on_its_way,
    unsent_records,
)
from tests.databases import TODAY, new_database, store_of
from tests.sync.offices import add_as, office, organisation


def way(store: RecordStore) -> OnItsWay:
    with store.database.reader() as connection:
        return on_its_way(connection)


def unsent(store: RecordStore) -> list[UnsentRecord]:
    with store.database.reader() as connection:
        return unsent_records(connection)


def test_what_was_written_is_unsent_until_a_file_is_made_and_unacknowledged_until_headquarters_holds_it(
    tmp_path: Path,
) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        school = add_as(dakar, "organisation", name="École")
        add_as(dakar, "organisation", school, name="Lycée")
        assert way(dakar) == OnItsWay(unsent=2, unacknowledged=0)
        pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        assert way(dakar) == OnItsWay(unsent=0, unacknowledged=2, number=1, made_at=TODAY)
        add_as(dakar, "organisation", school, name="Collège")
        with dakar.database.writer() as connection:
            remember_held(connection, "MTL", {dakar.log.author.run: 1})
        assert way(dakar) == OnItsWay(unsent=1, unacknowledged=1, number=1, made_at=TODAY)


def test_a_record_begun_since_the_last_file_is_new_and_an_older_one_corrected(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        old = add_as(dakar, "organisation", name="École")
        pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        new = add_as(dakar, "person", family_name="Diop")
        add_as(dakar, "organisation", old, name="Lycée")
        add_as(dakar, "person", new, family_name="Diop Sow")
        assert unsent(dakar) == [UnsentRecord("person", new, True), UnsentRecord("organisation", old, False)]
        assert counted_by_kind(unsent(dakar)) == ({"person": 1}, 1)


def test_a_file_without_names_counts_as_nothing_sent(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        add_as(dakar, "organisation", name="École")
        pack_statistics(dakar.database, tmp_path, dakar.clock, "totals")
        assert way(dakar) == OnItsWay(unsent=1, unacknowledged=0)


def test_a_headquarters_that_lost_something_makes_it_unacknowledged_again(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        dakar = stores["DKR"]
        school = add_as(dakar, "organisation", name="École")
        pack_for_headquarters(dakar.database, tmp_path, dakar.clock)
        for held, lacking in (({dakar.log.author.run: 1}, set()), ({}, {school})):
            with dakar.database.writer() as connection:
                remember_held(connection, "MTL", held)
                assert lacking_records(connection, {school}) == lacking
            assert way(dakar).unacknowledged == len(lacking)


def test_the_lists_that_every_database_begins_with_are_nobodys_work(tmp_path: Path) -> None:
    with new_database(tmp_path, with_lists=True) as database:
        dakar = store_of(database)
        with database.writer() as connection:
            remember(connection, Identity("DKR"))
        assert way(dakar).unsent == 0
        add_as(dakar, "country", country_id("SEN"), label_fr="Sénégal !", office=None)
        add_as(dakar, "term", list_code="theme", code="dakar", label_en="Ours", office=None)
        assert [each.is_new for each in unsent(dakar)] == [True, False]


def test_before_the_pairing_everything_is_unsent(tmp_path: Path) -> None:
    with office(tmp_path, "DKR") as dakar:
        add_as(dakar, "organisation", name="École")
        assert way(dakar) == OnItsWay(unsent=1, unacknowledged=0)
