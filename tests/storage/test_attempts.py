"""Guessing gets slower, and nothing else happens."""

from ibcr_desktop.storage.attempts import Attempts


class Watch:
    """A clock that moves only when somebody sleeps or the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def test_the_pause_grows_from_nothing_to_a_minute_and_no_further() -> None:
    watch = Watch()
    attempts = Attempts(watch.now, watch.sleep)
    pauses = []
    for _ in range(20):
        attempts.wait()
        attempts.failed()
        pauses.append(attempts.pause_seconds)
    assert pauses == [0, 0, 1, 2, 4, 8, 16, 32] + [60] * 12
    assert watch.slept == pauses[2:-1]


def test_time_spent_elsewhere_counts_as_waiting() -> None:
    watch = Watch()
    attempts = Attempts(watch.now, watch.sleep)
    for _ in range(5):
        attempts.failed()
    assert attempts.seconds_to_wait() == 4
    watch.seconds += 3
    assert attempts.seconds_to_wait() == 1
    watch.seconds += 30
    attempts.wait()
    assert watch.slept == []


def test_the_right_passphrase_ends_the_waiting() -> None:
    watch = Watch()
    attempts = Attempts(watch.now, watch.sleep)
    for _ in range(5):
        attempts.failed()
    attempts.succeeded()
    assert attempts.seconds_to_wait() == 0
    attempts.failed()
    assert attempts.pause_seconds == 0


def test_a_first_attempt_never_waits() -> None:
    assert Attempts().seconds_to_wait() == 0
