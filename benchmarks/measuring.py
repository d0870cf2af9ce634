"""Takes times side by side and says how they compare with a limit or peer and with the goal."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


def seconds(work: Callable[[], object]) -> float:
    """Give how long the work takes once."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def median_seconds(work: Callable[[], object], times: int = REPETITIONS) -> float:
    """Give the median of several runs."""
    return statistics.median(seconds(work) for _ in range(times))


def p95(values: Sequence[float]) -> float:
    """Give the value that 95 of 100 do not exceed."""
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


def milliseconds(value: float) -> str:
    """Show seconds as milliseconds."""
    shown = value * MILLISECONDS
    return f"{shown:.2f} ms" if shown < 10 else f"{shown:,.0f} ms"


def megabytes(value: float) -> str:
    """Show bytes."""
    return f"{value / 1e6:,.1f} MB"
