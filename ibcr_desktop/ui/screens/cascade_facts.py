"""Counts what the page of the trainer cascade shows, in the worker thread."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.titles import titles_of
from ibcr_desktop.totals.certified_trainers import TrainerScope, certified_trainers, years_of_certification
from ibcr_desktop.totals.teaching import Teaching, Told
from ibcr_desktop.totals.trainer_cascade import Cascade, cascade_of

MOST_NAMED: Final = 300  # trainers; all of them stand in the list behind their figure


@dataclass(frozen=True)
class NamedTrainer:
    """One trainer, and how many people of each generation he or she stands at the head of."""

    person_id: uuid.UUID
    name: str
    first: int
    second: int


@dataclass(frozen=True)
class CascadeFacts:
    """What was counted, for which trainers, and the years that can be chosen; the busiest trainers first."""

    scope: TrainerScope
    cascade: Cascade
    trainers: tuple[NamedTrainer, ...]
    years: tuple[tuple[int, str], ...]


def read_cascade(store: RecordStore, lexicon: StoredLexicon, scope: TrainerScope, told: Told) -> CascadeFacts:
    """Count in short reads, so that nobody who saves has to wait; ``told`` hears how far it is, and may end it."""
    teaching = Teaching(store.database, told)
    teaching.read_all()
    with store.database.reader() as connection:
        trainers = certified_trainers(connection, teaching, scope)
        years = years_of_certification(connection, teaching)
    cascade = cascade_of(teaching, trainers.keys(), trainers)
    by_trainer = cascade.by_trainer()
    busiest = sorted(by_trainer, key=lambda each: (-sum(by_trainer[each]), each))[:MOST_NAMED]
    with store.database.reader() as connection:
        names = titles_of(connection, "person", busiest, lexicon)
    return CascadeFacts(scope, cascade, tuple(_named(each, by_trainer, names) for each in busiest), years)


def _named(
    person_id: uuid.UUID, counts: Mapping[uuid.UUID, tuple[int, int]], names: Mapping[uuid.UUID, str]
) -> NamedTrainer:
    return NamedTrainer(person_id, names.get(person_id, ""), *counts[person_id])
