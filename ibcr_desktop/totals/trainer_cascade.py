"""Who trained whom: the people a trainer trained, and those whom these trained later, nobody twice.

Counted are complete records only: a *trainer* of a held activity, and its *participants* at the level *trained*.
People who were counted without names are not in it.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from ibcr_desktop.totals.outcome import Ids
from ibcr_desktop.totals.teaching import LONG_AGO, Course, Teaching


class Cascade:
    """Two generations of people trained; no trainer of the beginning is in either.

    Attributes:
        trainers: those of the beginning.
        first: the people of the first generation.
        second: the people of the second generation.
    """

    def __init__(
        self,
        ids: list[bytes],
        trainers: Collection[int],
        taught_by: Mapping[int, int],
        passed_on_by: Mapping[int, int],
    ) -> None:
        """Take the ids of people by number, and who was the first to train each person of either generation."""
        self._ids, self._numbers = ids, trainers
        self._taught_by, self._passed_on_by = taught_by, passed_on_by
        self.trainers, self.first, self.second = map(self._packed, (trainers, taught_by, passed_on_by))

    def by_trainer(self) -> Mapping[uuid.UUID, tuple[int, int]]:
        """Give how many people of the first and of the second generation each trainer stands at the head of.

        Everybody is under one trainer, so both columns add up to the figures; who trained nobody has two zeros.
        """
        first = Counter(self._taught_by.values())
        second = Counter(map(self._taught_by.__getitem__, self._passed_on_by.values()))
        return {self._id(each): (first[each], second[each]) for each in self._numbers}

    def by_learner(self) -> Mapping[uuid.UUID, int]:
        """Give how many people of the second generation each person of the first was the first to train."""
        passed_on = Counter(self._passed_on_by.values())
        return {self._id(each): passed_on[each] for each in self._taught_by}

    def under(self) -> Mapping[uuid.UUID, uuid.UUID]:
        """Give who was the first to train each person of either generation."""
        both = (*self._taught_by.items(), *self._passed_on_by.items())
        return {self._id(learner): self._id(trainer) for learner, trainer in both}

    def _id(self, number: int) -> uuid.UUID:
        return uuid.UUID(bytes=self._ids[number])

    def _packed(self, numbers: Collection[int]) -> Ids:
        raw = b"".join(sorted(map(self._ids.__getitem__, numbers)))
        return Ids(len(numbers), lambda: raw)


def cascade_of(
    teaching: Teaching, trainer_ids: Collection[uuid.UUID], since: Mapping[uuid.UUID, date] | None = None
) -> Cascade:
    """Count the cascade of one trainer, or of several as if they were one.

    ``since`` names the day from which on the courses of a trainer count, by any of his or her ids; all without a day.

    Somebody of the first generation passes on only what was taught after his or her own course had ended. Circles end:
    whoever trained, or was trained before, is not counted again.
    """
    number_of = teaching.people
    trainers = frozenset(number_of[each.bytes] for each in trainer_ids)
    begins = {number_of[each.bytes]: day for each, day in (since or {}).items()}
    teaching.read_taught_by(trainers)
    courses = [each for each in teaching.courses_of(trainers) if each.starts_on >= begins.get(each.trainer, LONG_AGO)]
    first = _first_to_train(teaching, courses, trainers)
    teaching.read_taught_by(first)
    later = [each for each in teaching.courses_of(first.keys()) if each.starts_on >= first[each.trainer].ends_on]
    second = _first_to_train(teaching, later, trainers | first.keys())
    return Cascade(
        number_of.ids,
        trainers,
        {learner: course.trainer for learner, course in first.items()},
        {learner: course.trainer for learner, course in second.items()},
    )


def _first_to_train(teaching: Teaching, courses: Iterable[Course], known: AbstractSet[int]) -> dict[int, Course]:
    """Give the course in which each person was trained first, those ``known`` left out."""
    found: dict[int, Course] = {}
    seen = set(known | teaching.not_counted)
    for course in sorted(courses):
        fresh = set(teaching.learners_at(course.activity)) - seen
        found.update(dict.fromkeys(fresh, course))
        seen |= fresh
    return found
