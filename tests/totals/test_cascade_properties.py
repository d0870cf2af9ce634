"""The cascade that is counted in bundles is the one that a person would count line by line, whatever the world.

``python -m tests.totals.test_cascade_properties`` tries many more worlds.
"""

import itertools
import random
import sys
import tempfile
import uuid
from pathlib import Path
from unittest.mock import patch

import pytest

from ibcr_desktop.totals import teaching as teaching_module
from ibcr_desktop.totals.certified_trainers import TrainerScope, certified_trainers
from ibcr_desktop.totals.teaching import Teaching
from ibcr_desktop.totals.trainer_cascade import Cascade, cascade_of
from tests.databases import add, new_database, store_of
from tests.totals.naive_cascade import World, naive_cascade, naive_certified, random_world
from tests.totals.year_builder import YearBuilder

SEEDS = 6


def check(builder: YearBuilder, seed: int) -> int:
    """Compare both counts in one world; gives how many people of the second generation were compared."""
    chance = random.Random(seed)  # noqa: S311 - invented people
    world = random_world(chance, add(builder.store, "organisation", name="École de police"))
    builder.store.write_all(world.writes())
    with patch.object(teaching_module, "ACTIVITIES_AT_ONCE", 5):
        return _check_trainers_of_a_scope(builder, world) + _check_single_trainers(builder, world)


def _check_trainers_of_a_scope(builder: YearBuilder, world: World) -> int:
    compared = 0
    everything = Teaching(builder.store.database)
    everything.read_all()
    for scope in itertools.starmap(
        TrainerScope, itertools.product((None, 2020, 2021), (None, "BKO"), (None, world.organisation))
    ):
        with builder.store.database.reader() as connection:
            trainers = certified_trainers(connection, everything, scope)
        assert trainers == naive_certified(world, scope)
        found = cascade_of(everything, trainers.keys(), trainers)
        compared += _same(found, *naive_cascade(world, trainers.keys(), trainers))
        assert set(found.trainers) == trainers.keys()
    return compared


def _check_single_trainers(builder: YearBuilder, world: World) -> int:
    everybody = sorted(world.people)
    groups = [*((each,) for each in everybody), tuple(everybody[:4])]
    return sum(
        _same(cascade_of(Teaching(builder.store.database), some), *naive_cascade(world, some, {})) for some in groups
    )


def _same(found: Cascade, first: dict[uuid.UUID, uuid.UUID], second: dict[uuid.UUID, uuid.UUID]) -> int:
    assert found.under() == {**first, **second}
    assert (tuple(found.first), tuple(found.second)) == (tuple(sorted(first)), tuple(sorted(second)))
    assert found.by_learner() == {each: list(second.values()).count(each) for each in first}
    below = [
        (list(first.values()).count(each), [first[one] for one in second.values()].count(each))
        for each in found.trainers
    ]
    assert found.by_trainer() == dict(zip(found.trainers, below, strict=True))
    return len(second)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_both_counts_agree(year: YearBuilder, seed: int) -> None:
    assert check(year, seed) > 10


def main() -> None:
    """Try as many worlds as the first word of the command line says."""
    for seed in range(int(sys.argv[1])):
        with tempfile.TemporaryDirectory() as folder, new_database(Path(folder), with_lists=True) as database:
            check(YearBuilder(store_of(database)), seed)
    print("agreed")  # noqa: T201 - the result


if __name__ == "__main__":
    main()
