"""Makes each further guess of a passphrase wait longer, and never deletes or locks anything for good."""

import time
from collections.abc import Callable
from typing import Final

FREE_ATTEMPTS: Final = 2  # a slip of the finger costs nothing
LONGEST_PAUSE_SECONDS: Final = 60.0


class Attempts:
    """Counts failed attempts in memory since the last success; closing the program forgets them."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        """Take a clock in seconds that never jumps, and a way to wait."""
        self._now = now
        self._sleep = sleep
        self._free_again_at = 0.0
        self.failed_count = 0

    @property
    def pause_seconds(self) -> float:
        """The pause that the failures so far demand: 0, 0, then 1, 2, 4 … up to 60 seconds."""
        extra = self.failed_count - FREE_ATTEMPTS
        return 0.0 if extra <= 0 else min(2.0 ** min(extra - 1, 10), LONGEST_PAUSE_SECONDS)

    def seconds_to_wait(self) -> float:
        """Give how long the next attempt still has to wait, for a screen that counts down by itself."""
        return max(0.0, self._free_again_at - self._now()) if self.failed_count else 0.0

    def wait(self) -> None:
        """Wait until the next attempt is due."""
        seconds = self.seconds_to_wait()
        if seconds > 0:
            self._sleep(seconds)

    def failed(self) -> None:
        """Note a failed attempt."""
        self.failed_count += 1
        self._free_again_at = self._now() + self.pause_seconds

    def succeeded(self) -> None:
        """Forget the failures."""
        self.failed_count = 0
