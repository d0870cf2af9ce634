"""Measures the start of the program beside that of an empty window of the same toolkit."""

import statistics
from collections.abc import Iterator
from typing import Any

from benchmarks.child import run
from benchmarks.make_database import Prepared
from benchmarks.measuring import REPETITIONS, Line, megabytes

MOST_FOR_WINDOW, MOST_FOR_LIST, MOST_MEMORY = 1.5, 4.0, 2.0


def start(prepared: Prepared) -> Iterator[Line]:
    """Start both in turn, each in fresh processes, the first pair to warm the disk's cache."""
    run("bare_window_child")
    run("window_child", str(prepared.path))
    bare, ours, listed = [], [], []
    for _ in range(REPETITIONS):
        bare.append(run("bare_window_child"))
        ours.append(run("window_child"))
        listed.append(run("window_child", str(prepared.path)))
    limit = _until(bare, "painted")
    peer = f"bare PySide6 window: {limit:.2f} s"
    for work, taken, most in (
        ("start to the first painted window", _until(ours, "painted"), MOST_FOR_WINDOW),
        (
            f"start, unlock and list of {prepared.generator.size.people:,} people",
            _until(listed, "listed"),
            MOST_FOR_LIST,
        ),
    ):
        yield Line(work, peer, f"{taken:.2f} s", taken / limit, f"≤ {most:g} ×", taken / limit <= most)
    for work, told in (("after start", ours), ("with the database and the list open", listed)):
        least, most_of_it = _median(bare, "pss"), _median(told, "pss")
        resident = f"{megabytes(most_of_it)} (RSS {megabytes(_median(told, 'rss'))})"
        peer = f"bare window: {megabytes(least)} (RSS {megabytes(_median(bare, 'rss'))})"
        ratio = most_of_it / least
        yield Line(f"memory {work} (PSS)", peer, resident, ratio, f"≤ {MOST_MEMORY:g} ×", ratio <= MOST_MEMORY)


def _until(told: list[dict[str, Any]], moment: str) -> float:
    return float(statistics.median(each[moment] - each["begun"] for each in told))


def _median(told: list[dict[str, Any]], name: str) -> float:
    return float(statistics.median(each[name] for each in told))
