"""Each trap of the example: what moves, and by how much, when its one record is changed."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.offices import country_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import person_link_id
from ibcr_desktop.sample.example import make_example
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.yearly_totals import Totals, compute
from tests.sample.sample_maker import sorted_pair, uid
from tests.sample.test_example import LATER, PUBLISHED

WATCHED = (*PUBLISHED, "event_participants")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordStore]:
    store = make_example(tmp_path_factory.mktemp("traps") / "example.ibcrdb", FixedClock(LATER))
    yield store
    store.database.close()


def counted(store: RecordStore, year: int = 2020) -> Totals:
    with store.database.reader() as connection:
        return compute(connection, year)


def moved(store: RecordStore, kind: str, record_id: str | uuid.UUID, **changes: Any) -> dict[str, float]:
    """Change one record in a transaction that is rolled back, and give the figures that moved, with their steps."""
    before = counted(store)
    after: list[Totals] = []

    def change_and_look() -> None:
        with store.database.writer() as connection:
            write = Write(kind_named(kind), uuid.UUID(str(record_id)), changes)
            assert store.log.write(connection, [write]).changed
            after.append(compute(connection, 2020))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        change_and_look()
    steps = {code: after[0].figure(code).outcome.figure - before.figure(code).outcome.figure for code in WATCHED}
    return {code: step for code, step in steps.items() if step}


def link_of_the_officer() -> uuid.UUID:
    return person_link_id(*sorted_pair(uid("person", "BFA 700"), uid("person", "BFA 701")))


def completion() -> uuid.UUID:
    return participation_id(uuid.UUID(uid("person", "CAN 702")), uuid.UUID(uid("workshop", "REPÈRE, module 1")))


TRAPS: dict[str, tuple[Callable[[], tuple[str, str | uuid.UUID]], dict[str, Any], dict[str, float]]] = {
    "the same officer under two spellings": (
        lambda: ("person_link", link_of_the_officer()),
        {"verdict": "different"},
        {"people_reached": 1},
    ),
    "a class that overlaps the list of names": (
        lambda: ("headcount", uid("headcount", "class of 146")),
        {"overlap": "none"},
        {"people_reached": 24, "girls_and_women": 6},
    ),
    "an event entered by two offices": (
        lambda: ("event", uid("event", "Forum de l’enfant (vu de Bamako)")),
        {"shared_key": None},
        {"events_contributed": 1, "event_participants": 60},
    ),
    "a workshop across 31 March": (
        lambda: ("workshop", uid("workshop", "Atelier à cheval sur deux exercices")),
        {"ends_on": date(2021, 3, 31)},
        {"workshops": 1, "people_reached": 30, "girls_and_women": 12},
    ),
    "a workshop that began in the year before": (
        lambda: ("workshop", uid("workshop", "Sensibilisation de fin d’exercice")),
        {"ends_on": date(2020, 3, 31)},
        {"workshops": -1, "people_reached": -45, "girls_and_women": -6},
    ),
    "a cancelled workshop": (
        lambda: ("workshop", uid("workshop", "Atelier annulé par la pandémie")),
        {"status": "held"},
        {"workshops": 1, "people_reached": 25, "girls_and_women": 5},
    ),
    "an intern who became an employee": (
        lambda: ("engagement", uid("engagement", "intern turned employee")),
        {"ends_on": date(2020, 3, 31)},
        {"interns": -1},
    ),
    "an estimate that nobody approved": (
        lambda: ("beneficiary_estimate", uid("beneficiary_estimate", "unapproved")),
        {"approved_by": "x", "approved_on": date(2021, 3, 1)},
        {"children_protected": 250_000},
    ),
    "two estimates of one area and service": (
        lambda: ("beneficiary_estimate", uid("beneficiary_estimate", "dakar by ratio")),
        {"service": "education"},
        {"children_protected": 35_000},
    ),
    "a course that a partner gave alone": (
        lambda: ("workshop", uid("workshop", "Formation donnée par l’école seule")),
        {"delivered_by": "co_delivered"},
        {"workshops": 1, "people_reached": 155, "girls_and_women": 31},
    ),
    "the audience of a radio campaign": (
        lambda: ("headcount", uid("headcount", "media audience")),
        {"basis": "estimate"},
        {"people_reached": 50_000},
    ),
    "an event that was only attended": (
        lambda: ("event", uid("event", "Conférence suivie sans intervention")),
        {"ibcr_role": "contributor"},
        {"events_contributed": 1, "event_participants": 180},
    ),
    "a self-paced course with one completion": (
        lambda: ("participation", completion()),
        {"completed_on": date(2021, 4, 1)},
        {"workshops": -1, "people_reached": -1},
    ),
    "a draft with everything right": (
        lambda: ("workshop", uid("workshop", "Brouillon où rien ne manque")),
        {"state": "complete"},
        {"workshops": 1, "people_reached": 40, "girls_and_women": 7},
    ),
    "a brief and its hearing": (
        lambda: ("advocacy_action", uid("advocacy_action", "hearing")),
        {"part_of_id": None},
        {"advocacy_actions": 1},
    ),
    "a translation": (
        lambda: ("deliverable", uid("deliverable", "competencies in English")),
        {"parent_edition_id": None},
        {"key_competencies": 1},
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_changing_the_record_of_a_trap_moves_just_these_figures(made: RecordStore, trap: str) -> None:
    record, changes, steps = TRAPS[trap]
    assert moved(made, *record(), **changes) == steps


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


def test_an_outcome_that_changes_after_the_year_changes_the_sentence_and_not_the_number(tmp_path: Path) -> None:
    store = make_example(tmp_path / "example.ibcrdb", FixedClock(LATER))
    outcome = uuid.UUID(uid("advocacy_outcome", "health coverage"))
    assert "health coverage" in counted(store).figure("advocacy_actions").text(Words("en"))
    store.save(kind_named("advocacy_outcome"), outcome, {"outcome_status": "pending"})
    figure = counted(store).figure("advocacy_actions")
    assert figure.outcome.figure == PUBLISHED["advocacy_actions"]
    assert "health coverage" not in figure.text(Words("en"))
    store.database.close()
