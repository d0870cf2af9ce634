"""Five separate databases of the example, laid together at headquarters, give the published list."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Workshop
from ibcr_desktop.sample.separate_offices import OFFICES, SeparateOffices, make_separate_offices
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE
from ibcr_desktop.storage.log_tables import CONFLICT, WAITING
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.yearly_totals import compute
from tests.sample.test_example import PUBLISHED

LATER = datetime(2022, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SeparateOffices:
    return make_separate_offices(tmp_path_factory.mktemp("offices"), FixedClock(LATER), merged=True)


@pytest.fixture(scope="module")
def headquarters(made: SeparateOffices) -> Iterator[Database]:
    database = vault.open_database(made.headquarters, EXAMPLE_PASSPHRASE, reserve_bytes=0)
    yield database
    database.close()


def test_headquarters_counts_the_published_list_out_of_five_databases(headquarters: Database) -> None:
    with headquarters.reader() as connection:
        figures = {each.code: each.outcome.figure for each in compute(connection, 2020).figures}
    assert {code: figures[code] for code in PUBLISHED} == PUBLISHED


def test_databases_that_begin_alike_have_nothing_to_argue_about(headquarters: Database) -> None:
    with headquarters.reader() as connection:
        assert not connection.execute(select(CONFLICT)).all()
        assert not connection.execute(select(WAITING)).all()
        assert not list(disagreements(connection))


def test_each_office_keeps_its_own_records_and_has_made_its_first_package(made: SeparateOffices) -> None:
    assert [path.name for path in made.packages.values()] == [f"{code}-0001-2022-07-01.ibcr" for code in OFFICES]
    for code, path in made.offices.items():
        database = vault.open_database(path, EXAMPLE_PASSPHRASE, reserve_bytes=0)
        with database.reader() as connection:
            offices = set(connection.execute(select(table_of(Workshop).c.office)).scalars())
        database.close()
        assert offices == {code}


def test_a_name_that_is_taken_stops_everything_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "office-OUA.ibcrdb").write_bytes(b"mine")
    with pytest.raises(UserError, match="already a file"):
        make_separate_offices(tmp_path, FixedClock(LATER))
    assert [path.name for path in tmp_path.glob("*.ibcrdb")] == ["office-OUA.ibcrdb"]
