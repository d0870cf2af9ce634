"""A hundred random joins and partings leave the database where it began, tables and totals alike.

``python -m tests.people.test_joining_properties`` runs many more of them.
"""

import random
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.people.people_list import listed_people
from ibcr_desktop.people.verdicts import decide, part
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.rows import table_of
from tests.databases import new_database, store_of
from tests.totals.year_builder import YearBuilder

STEPS = 100
SEXES = ("female", "male", "unknown")


def _year_of(year: YearBuilder, chance: random.Random) -> list[uuid.UUID]:
    """Make people in workshops, some together, some told apart or left open."""
    workshops = [year.workshop(title=f"Atelier {number}") for number in range(3)]
    people = [
        year.person(
            family_name="Diallo", given_names=f"Fatou {number}", sex=chance.choice(["female", "male", "unknown"])
        )
        for number in range(8)
    ]
    for each in people:
        for workshop in chance.sample(workshops, 2):
            year.takes_part(each, workshop, level=chance.choice(["trained", "equipped"]), hours=chance.randrange(1, 20))
    decide(year.store, people[0], people[1], "different")
    decide(year.store, people[2], people[3], "undecided")
    return people


def _contents(year: YearBuilder) -> dict[str, Any]:
    """Give everything but the log: the rows that are not in the bin, both indexes, the people, the totals."""
    with year.store.database.reader() as connection:
        tables = {
            table.name: sorted(
                repr(tuple(row)) for row in connection.execute(select(table).where(table.c.deleted.is_(False)))
            )
            for table in {table_of(kind) for kind in ALL_KINDS}
        }
        for name in ("search_entry", "name_key"):
            tables[name] = sorted(repr(tuple(row)) for row in connection.exec_driver_sql(f"SELECT * FROM {name}"))
        assert list(disagreements(connection)) == []
        people = list(listed_people(connection))
    figures = [(figure.code, figure.outcome) for figure in year.totals().figures]
    return {**tables, "people": people, "figures": figures}


def _join_and_part(year: YearBuilder, people: list[uuid.UUID], chance: random.Random, steps: int) -> int:
    """Join and part at random, then part all that is joined; give how many joins were made."""
    joined: set[tuple[uuid.UUID, uuid.UUID]] = set()
    made = 0
    for _ in range(steps):
        one, other = sorted(chance.sample(people, 2))
        try:
            if (one, other) in joined:
                part(year.store, one, other)
                joined.discard((one, other))
            else:
                decide(year.store, one, other, "same")
                joined.add((one, other))
                made += 1
        except UserError:  # somebody told two of them apart
            continue
    for pair in chance.sample(sorted(joined), len(joined)):
        part(year.store, *pair)
    return made


@pytest.mark.parametrize("seed", range(2))
def test_a_hundred_random_joins_and_partings_leave_the_database_equal_to_where_it_began(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    with new_database(tmp_path, with_lists=True) as database:
        year = YearBuilder(store_of(database))
        people = _year_of(year, chance)
        before = _contents(year)
        assert _join_and_part(year, people, chance, STEPS) > STEPS // 4
        assert _contents(year) == before


def main(rounds: int) -> None:
    """Run the property on many seeds."""
    for seed in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            test_a_hundred_random_joins_and_partings_leave_the_database_equal_to_where_it_began(Path(folder), seed)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
