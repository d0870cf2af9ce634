"""Measures the trainer cascade on a copy of the database to which trainers are added."""

import random
import shutil
from collections.abc import Iterator
from functools import partial

from sqlalchemy import select

from benchmarks.make_database import COUNTED_YEAR, Prepared, prepare
from benchmarks.measuring import Line, median
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.participations import Participation, participation_id
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.certified_trainers import TrainerScope
from ibcr_desktop.totals.teaching import Teaching
from ibcr_desktop.totals.trainer_cascade import cascade_of
from ibcr_desktop.ui.screens.cascade_facts import CascadeFacts, read_cascade

PEOPLE_FOR_A_TRAINER = 50
TRAINERS_OF_AN_ACTIVITY = 2
WALK = "SELECT activity_id, group_concat(hex(person_id), '') FROM participation GROUP BY activity_id"


def cascade(prepared: Prepared) -> Iterator[Line]:
    """Count everybody's cascade as the page does, that of one year's trainers, and one trainer's as the card does."""
    folder = prepared.folder / "with trainers"
    folder.mkdir()
    for each in prepared.folder.glob("measured.*"):
        shutil.copy(each, folder)
    store = prepare(folder, prepared.generator.size).store
    store.write_all(_teaching(prepared, store))
    with store.database.reader() as connection:
        limit = median(lambda: connection.exec_driver_sql(WALK).fetchall())
    peer = f"the engine walking the index, activity by activity: {limit.text()}"
    for whose, scope in (("all trainers", TrainerScope()), ("the trainers of one year", TrainerScope(COUNTED_YEAR))):
        found = _count(store, scope)
        ours = median(partial(_count, store, scope))
        work = f"trainer cascade of {whose}: {_people(found)}"
        yield Line(work, peer, ours.text(), ours.processor / limit.processor, "none", None)
    busiest = _count(store, TrainerScope()).trainers[0].person_id
    ours = median(lambda: cascade_of(Teaching(store.database), [busiest]))
    work = "the same of the busiest trainer, on the card"
    yield Line(work, peer, ours.text(), ours.processor / limit.processor, "none", None)
    store.database.close()
    shutil.rmtree(folder)


def _count(store: RecordStore, scope: TrainerScope) -> CascadeFacts:
    return read_cascade(
        store, StoredLexicon(store.database, Words("fr"), store.clock), scope, lambda _done, _total: None
    )


def _people(found: CascadeFacts) -> str:
    parts = found.cascade.trainers, found.cascade.first, found.cascade.second
    return " + ".join(f"{len(each):,}" for each in parts)


def _teaching(prepared: Prepared, store: RecordStore) -> list[Write]:
    """Certify one of so many people somewhere, and let two of them teach each activity."""
    chance, people = random.Random(3), prepared.generator.people  # noqa: S311 - invented people, nothing secret
    trainers = chance.sample(people, len(people) // PEOPLE_FOR_A_TRAINER)
    with store.database.reader() as connection:
        activities = list(connection.execute(select(table_of(Activity).c.id)).scalars())
    taught = {
        participation_id(each, activity): (each, activity, {"role": "trainer"})
        for activity in activities
        for each in chance.sample(trainers, TRAINERS_OF_AN_ACTIVITY)
    }
    certified = {
        participation_id(each, activity): (each, activity, {"role": "participant", "certified_trainer": True})
        for each in trainers
        for activity in chance.sample(activities, 1)
    }
    about = {"office": "DKR", "state": "complete", "level": "trained"}
    return [
        Write(Participation, line, {**about, "person_id": person, "activity_id": activity, **role})
        for line, (person, activity, role) in {**certified, **taught}.items()
    ]
