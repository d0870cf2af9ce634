"""Measures how long all pairs of a large database take, and the candidates of a name while it is typed."""

import random
import resource
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.duplicates.generated import generated
from benchmarks.duplicates.labelled import LabelledSet
from benchmarks.duplicates.ours import filled_database
from benchmarks.measuring import Taken, measured, medians, megabytes, p95
from ibcr_desktop.people.duplicates import candidate_pairs
from ibcr_desktop.people.known_people import TypedPerson, known_people

NAMES_TYPED = 40
FEWEST_LETTERS = 2


def speed(people: int) -> Iterator[str]:
    """Give a line for each piece of work on the generated records of so many people, half as many again."""
    labelled = generated(people=people)
    count, typed = len(labelled.rows), list(_typed(labelled))
    with tempfile.TemporaryDirectory() as folder:
        database, _ = filled_database(Path(folder), labelled)
        del labelled  # an office has its people in the database only
        try:
            with database.reader() as connection:
                yield f"{count:,} records, all pairs: {_seconds(measured(lambda: candidate_pairs(connection)))}"
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # kilobytes on Linux
                yield f"peak of the process, which made and wrote the people too: {megabytes(peak)}"
                times = [measured(partial(known_people, connection, each)) for each in typed]
                yield f"candidates of {len(typed)} half-typed names: median {medians(times).text()}, p95 {p95(times).text()}"
        finally:
            database.close()


def _typed(labelled: LabelledSet) -> Iterator[TypedPerson]:
    """Give names as they grow letter by letter, the family name first, from two letters to the whole."""
    for row in random.Random(1).sample(list(labelled.rows), NAMES_TYPED):
        family, given = row["family_name"], row["given_names"]
        for length in range(FEWEST_LETTERS, len(family) + 1):
            yield TypedPerson(family[:length])
        for length in range(1, len(given) + 1):
            yield TypedPerson(family, given[:length])


def _seconds(taken: Taken) -> str:
    return f"{taken.processor:.1f} s of the processor ({taken.clock:.1f} s by the clock)"
