"""Tells how far an export is, at most ten times a second, and stops it when a person wants to."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

TELLS_APART: Final = 0.1  # seconds
ROWS_BETWEEN_LOOKS: Final = 100

Item = TypeVar("Item")


class StoppedError(Exception):
    """A person stopped the work; nothing was put in place."""


class Progress:
    """What is done of what there is to do, in steps that count alike (rows, mostly)."""

    def __init__(
        self,
        tell: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take who hears ``(done, total)`` and who knows whether to stop; both are called in the working thread."""
        self._tell = tell
        self._cancelled = cancelled
        self._told_at = 0.0
        self.done = 0
        self.total = 0

    def is_cancelled(self) -> bool:
        """Say whether the work is no longer wanted; for those who cannot bear an exception."""
        try:
            return self._cancelled()
        except Exception:  # noqa: BLE001 - the caller's own way of saying so; ``look`` lets it through
            return True

    def look(self) -> None:
        """Raise StoppedError if the work is no longer wanted; tell how far it is if that was not told just now."""
        if self._cancelled():
            raise StoppedError
        now = time.monotonic()
        if now - self._told_at >= TELLS_APART:
            self._told_at = now
            self._tell(min(self.done, self.total), self.total)

    def step(self, count: int = 1) -> None:
        """Say that so many steps are done."""
        self.done += count
        self.look()

    def stretch(self, steps: int, size: int) -> "Stretch":
        """Give a stretch of so many steps for work that is measured otherwise, ``size`` of it in all."""
        return Stretch(self, self.done, steps, max(1, size))

    def finish(self) -> None:
        """Tell that everything is done."""
        self._tell(self.total, self.total)

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """Give the items on, counting them as steps."""
        since = 0
        for item in items:
            yield item
            since += 1
            if since == ROWS_BETWEEN_LOOKS:
                self.step(since)
                since = 0
        self.step(since)


class Stretch:
    """A part of the way on which bytes are counted."""

    def __init__(self, progress: Progress, begun_at: int, steps: int, size: int) -> None:
        self._progress = progress
        self._begun_at = begun_at
        self._steps = steps
        self._size = size
        self._seen = 0

    def advance(self, count: int) -> None:
        """Say that so much more is done; raise StoppedError if the work is no longer wanted."""
        self._seen += count
        self._progress.done = self._begun_at + int(self._steps * min(1.0, self._seen / self._size))
        self._progress.look()
