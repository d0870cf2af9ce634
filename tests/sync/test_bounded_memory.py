"""The memory of a merge does not grow with the package (docs/change-log.md, property 13)."""

import tracemalloc
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync import incoming
from ibcr_desktop.sync.package_lines import BodyLine
from ibcr_desktop.sync.receiving import Figures, accept
from tests.sync.exchange import package_of
from tests.sync.package_makers import a_change, a_writer

FEW, MANY = 4_000, 16_000  # lines; more than are remembered one by one
ROOM = 1.25  # the same work takes a little more or less each time


def lines(first: int, count: int) -> Iterator[BodyLine]:
    """Give headcounts that nobody knows, one at a time, as they come out of a file."""
    yield a_writer()
    for number in range(first, first + count):
        fields = {"females": number, "state": "complete"}
        yield a_change(number=number, clock=number, kind="headcount", record_id=uuid.UUID(int=number), fields=fields)


def peak_of_merging(store: RecordStore, number: int, first: int, count: int) -> int:
    """Merge a package whose lines are made on the way, and give the most memory that Python held meanwhile."""
    package = replace(
        package_of([], number, counts={"headcount": count}, writers=1),
        sha256=bytes([number] * 32),
        lines=lines(first, count),
    )
    tracemalloc.start()
    try:
        accept(store, package, back_up=lambda: None, figures=Figures(wanted=False))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_four_times_as_many_lines_take_no_more_memory(
    headquarters: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "BATCH", 500)
    peak_of_merging(headquarters, 1, 1, 10)  # what is made once and kept
    few = peak_of_merging(headquarters, 2, 100, FEW)
    many = peak_of_merging(headquarters, 3, 100 + FEW, MANY)
    assert many < few * ROOM
