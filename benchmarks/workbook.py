"""Measures the yearly workbook beside openpyxl writing the same cells."""

import statistics
from collections.abc import Iterator

from benchmarks.child import run
from benchmarks.make_database import Prepared
from benchmarks.measuring import Line, Taken, medians, megabytes

TIMES, LARGE_TIMES = 3, 1  # at headquarters' size one workbook takes minutes
LARGE = 100_000  # people
MOST, MOST_BYTES = 1.3, 150e6


def workbook(prepared: Prepared) -> Iterator[Line]:
    """Write both in fresh processes, in turn."""
    ours_path, plain_path = prepared.folder / "ours.xlsx", prepared.folder / "plain.xlsx"
    ours, plain = [], []
    for _ in range(LARGE_TIMES if prepared.generator.size.people >= LARGE else TIMES):
        ours.append(run("workbook_child", "ours", str(prepared.path), str(ours_path)))
        plain.append(run("workbook_child", "plain", str(ours_path), str(plain_path)))
    limit = medians([Taken(each["processor"], each["clock"]) for each in plain])
    taken = medians([Taken(each["processor"], each["clock"]) for each in ours])
    ratio = taken.processor / limit.processor
    rows, cells = int(plain[0]["rows"]), int(plain[0]["cells"])
    yield Line(
        f"yearly workbook, {rows:,} rows and {cells:,} cells, read back",
        f"openpyxl write-only, the same cells without formats: {limit.text()}",
        taken.text(),
        ratio,
        f"≤ {MOST} ×",
        ratio <= MOST,
    )
    peak = statistics.median(each["peak"] for each in ours)
    before = statistics.median(each["before"] for each in ours)
    yield Line(
        "peak memory of the process that writes it",
        f"before writing, with the totals computed: {megabytes(before)}",
        megabytes(peak),
        peak / before,
        "≤ 150 MB",
        peak <= MOST_BYTES,
    )
    for each in (ours_path, plain_path):
        each.unlink()
