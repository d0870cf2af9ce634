"""Takes times side by side and says how they compare with a limit or peer and with the goal."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MILLISECONDS = 1_000.0
REPETITIONS = 5


@dataclass(frozen=True)
class Line:
    """One comparison.

    Attributes:
        peer, ours: the measured values as texts with their units.
        ratio: ours divided by the peer's, None where the goal is absolute.
        is_met: None where no goal is set.
    """

    work: str
    peer: str
    ours: str
    ratio: float | None
    goal: str
    is_met: bool | None

    def text(self) -> str:
        """Give the line as a row of a Markdown table."""
        ratio = "—" if self.ratio is None else f"{self.ratio:.2f} ×"
        met = {None: "—", True: "yes", False: "**no**"}[self.is_met]
        return f"| {self.work} | {self.peer} | {self.ours} | {ratio} | {self.goal} | {met} |"


HEADING = "| work | limit or peer measured | ours | ratio | goal | met? |\n|---|---|---|---|---|---|"


class Taken(NamedTuple):
    """Seconds that a piece of work took.

    Attributes:
        processor: those in which the processor worked for it, whatever else the computer did.
        clock: those that a person waited, with the disk and with other programs.
    """

    processor: float
    clock: float

    def text(self) -> str:
        """Show both."""
        return f"{milliseconds(self.processor)} (by the clock {milliseconds(self.clock)})"


def measured(work: Callable[[], object]) -> Taken:
    """Give how long the work takes once."""
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return Taken(time.process_time() - processor, time.perf_counter() - clock)


def median(work: Callable[[], object], times: int = REPETITIONS) -> Taken:
    """Give the medians of several runs."""
    return medians([measured(work) for _ in range(times)])


def medians(runs: Sequence[Taken]) -> Taken:
    """Give the median of each clock."""
    return Taken(statistics.median(each.processor for each in runs), statistics.median(each.clock for each in runs))


def p95(runs: Sequence[Taken]) -> Taken:
    """Give the times that 95 of 100 runs do not exceed."""
    place = math.ceil(len(runs) * 0.95) - 1
    return Taken(sorted(each.processor for each in runs)[place], sorted(each.clock for each in runs)[place])


def milliseconds(value: float) -> str:
    """Show seconds as milliseconds."""
    shown = value * MILLISECONDS
    return f"{shown:.2f} ms" if shown < 10 else f"{shown:,.0f} ms"


def megabytes(value: float) -> str:
    """Show bytes."""
    return f"{value / 1e6:,.1f} MB"
