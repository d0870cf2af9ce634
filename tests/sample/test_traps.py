"""Each trap of the example: what moves, and by how much, when its one record is changed."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.offices import country_id
from ibcr_desktop.sample.example import make_example
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.yearly_totals import Totals, compute
from tests.sample.make_sample import FOLDER
from tests.sample.naive_count import Line, figures, read_lines
from tests.sample.sample_maker import uid
from tests.sample.test_example import LATER, PUBLISHED, figures_of
from tests.sample.traps import TRAPS, Trap


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordStore]:
    store = make_example(tmp_path_factory.mktemp("traps") / "example.ibcrdb", FixedClock(LATER))
    yield store
    store.database.close()


def counted(store: RecordStore, year: int = 2020) -> Totals:
    with store.database.reader() as connection:
        return compute(connection, year)


def with_change(store: RecordStore, trap: Trap) -> Totals:
    """Change one record through the log, count, and roll it back."""
    fields = {each.name: each for each in fields_of(kind_named(trap.kind))}
    values = {
        name: fields[name].type.unpack(value) if name in fields and value is not None else value
        for name, value in trap.changes.items()
    }
    after: list[Totals] = []

    def change_and_look() -> None:
        with store.database.writer() as connection:
            write = Write(kind_named(trap.kind), uuid.UUID(trap.record_id), values)
            assert store.log.write(connection, [write]).changed
            after.append(compute(connection, trap.year))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        change_and_look()
    return after[0]


def changed_lines(trap: Trap) -> list[Line]:
    """Change the record's line as the store would."""
    lines = read_lines(FOLDER)
    line = next(each for each in lines if each["id"] == trap.record_id)
    for name, value in trap.changes.items():
        where = line if name in ("state", "deleted") else line["fields"]
        where[name] = value
    return lines


def steps(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {code: step for code in before if (step := after[code] - before[code])}


@pytest.mark.parametrize("name", TRAPS)
def test_changing_the_record_of_a_trap_moves_just_these_figures(made: RecordStore, name: str) -> None:
    trap = TRAPS[name]
    assert steps(figures_of(counted(made, trap.year)), figures_of(with_change(made, trap))) == trap.steps


@pytest.mark.parametrize("name", TRAPS)
def test_the_naive_count_takes_the_same_steps(name: str) -> None:
    trap = TRAPS[name]
    assert steps(figures(read_lines(FOLDER), trap.year), figures(changed_lines(trap), trap.year)) == trap.steps


def test_afghanistan_lies_in_the_middle_east_by_the_map_of_the_organisation(tmp_path: Path) -> None:
    store = make_example(tmp_path / "example.ibcrdb", FixedClock(LATER))
    assert counted(store).figure("countries").outcome.breakdown["region"] == {
        "africa": 9 + 1,
        "americas": 5,
        "middle_east": 1,
    }
    store.save(kind_named("country"), country_id("AFG"), {"region": "asia"})
    assert counted(store).figure("countries").text(Words("en")).endswith("in Africa, the Americas and Asia")
    store.database.close()


@pytest.mark.parametrize("change", [{"outcome_status": "pending"}, {"reached_on": date(2021, 10, 1)}])
def test_an_outcome_changed_after_the_year_moves_the_sentence_and_no_number(
    tmp_path: Path, change: dict[str, object]
) -> None:
    """One is no longer reached; the other was reached after the report's date, 30 September."""
    store = make_example(tmp_path / "example.ibcrdb", FixedClock(LATER))
    outcome = uuid.UUID(uid("advocacy_outcome", "health coverage"))
    before = counted(store)
    assert "health coverage" in before.figure("advocacy_actions").text(Words("en"))
    store.save(kind_named("advocacy_outcome"), outcome, change)
    after = counted(store)
    assert figures_of(after) == figures_of(before)
    assert after.figure("advocacy_actions").outcome.figure == PUBLISHED["advocacy_actions"]
    assert "health coverage" not in after.figure("advocacy_actions").text(Words("en"))
    store.database.close()
