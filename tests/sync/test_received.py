"""The lists of offices and of packages say what came, what is missing and what is open."""

from ibcr_desktop.records import Organisation
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.received import office_entries, received_packages
from ibcr_desktop.sync.withdrawing import withdraw
from tests.databases import TODAY, add
from tests.sync.exchange import merge, packed


def test_an_office_shows_its_last_package_its_gaps_and_what_is_open(
    office: RecordStore, headquarters: RecordStore
) -> None:
    add(headquarters, "office", code="DKR", name="Dakar")
    add(headquarters, "office", code="BKO", name="Bamako")
    add(headquarters, "office", code="MTL", name="Montréal", is_headquarters=True)
    record = add(office, "organisation", name="École", state="draft")
    merge(headquarters, packed(office, 1))
    headquarters.save(Organisation, record, {"name": "École I"})
    office.save(Organisation, record, {"name": "École Un"})
    merge(headquarters, packed(office, 3))
    with headquarters.database.reader() as connection:
        bamako, dakar = office_entries(connection)
    assert (bamako.code, bamako.name, bamako.last) == ("BKO", "Bamako", None)
    assert dakar.last is not None
    assert (dakar.last.number, dakar.last.taken_at, dakar.last.taken_by) == (3, TODAY, "Anne Roy")
    assert (dakar.missing, dakar.waiting, dakar.drafts, dakar.conflicts) == ((2,), 0, 1, 1)


def test_an_office_whose_changes_are_awaited_is_listed_before_anything_came_of_it(
    office: RecordStore, headquarters: RecordStore
) -> None:
    record = add(office, "organisation", name="École", state="draft")
    office.save(Organisation, record, {"name": "École Un"})
    merge(headquarters, packed(office, 2, lambda change: change.number > 1))
    with headquarters.database.reader() as connection:
        (dakar,) = office_entries(connection)
    assert (dakar.missing, dakar.waiting) == ((1,), 1)


def test_a_withdrawn_package_is_still_listed_but_is_not_the_last(
    office: RecordStore, headquarters: RecordStore
) -> None:
    add(office, "organisation", name="École")
    merge(headquarters, packed(office, 1))
    add(office, "organisation", name="Lycée")
    second = packed(office, 2)
    merge(headquarters, second)
    withdraw(headquarters, second.manifest.package)
    with headquarters.database.reader() as connection:
        (dakar,) = office_entries(connection)
        listed = received_packages(connection, "DKR")
        assert received_packages(connection, "BKO") == []
    assert [(each.number, each.state) for each in listed] == [(2, "withdrawn"), (1, "merged")]
    assert dakar.last == listed[1]
