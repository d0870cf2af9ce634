"""Tells the time, so that tests and the example organisation can choose what time it is."""

from datetime import UTC, date, datetime, timedelta


class Clock:
    """The clock of this computer. It may be wrong, so nothing that decides may depend on it."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Give the day it is here, by the zone of this computer."""
        return self.now().astimezone().date()


class FixedClock(Clock):
    """A clock that stands still until it is moved; its today is the day of the zone its moment was given in."""

    def __init__(self, moment: datetime) -> None:
        """Take an aware moment; ValueError for one without a zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs its zone")
        self.moment = moment

    def now(self) -> datetime:
        """Give the moment it stands at, in UTC."""
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        """Give the day it stands at."""
        return self.moment.date()

    def move(self, step: timedelta) -> None:
        """Move by ``step``, which may be negative: clocks are put back."""
        self.moment += step
