"""The occasions on which people took part: an activity, or a day on which a self-paced course was completed."""

import functools
from collections.abc import Iterable, Iterator
from datetime import date

from ibcr_desktop.totals.year_data import Counted, Numbers


class Occasions:
    """Activities by number; a self-paced course has an occasion for each day on which somebody completed it."""

    def __init__(self) -> None:
        self._counted: list[Counted] = []
        self._activity_numbers = Numbers()

    def __len__(self) -> int:
        return len(self._counted)

    def __iter__(self) -> Iterator[Counted]:
        return iter(self._counted)

    def __getitem__(self, number: int) -> Counted:
        return self._counted[number]

    def add(self, counted: Counted) -> int:
        """Take an occasion and give its number; all are added before anything else is asked."""
        self._counted.append(counted)
        return len(self._counted) - 1

    def activity_number(self, counted: Counted) -> int:
        """Give the number of an activity, of one where nobody is named too."""
        number: int = self._activity_numbers[counted.key]
        return number

    @functools.cached_property
    def activities(self) -> list[int]:
        """The number of the activity of each occasion; the occasions of a self-paced course share it."""
        return [self.activity_number(each) for each in self._counted]

    @functools.cached_property
    def years(self) -> list[int]:
        """The calendar year in which each occasion ended."""
        return [_last_day(each).year for each in self._counted]

    @functools.cached_property
    def ranks(self) -> list[int]:
        """The rank of each occasion among all: the earlier, the higher."""
        ranks = [0] * len(self._counted)
        for rank, number in enumerate(sorted(range(len(ranks)), key=self._day_and_key, reverse=True)):
            ranks[number] = rank
        return ranks

    @functools.cached_property
    def shared(self) -> set[int]:
        """The numbers of the activities that several offices entered."""
        numbers = zip(self.activities, self._counted, strict=True)
        return {number for number, each in numbers if len(each.ids) > 1}

    def by_record(self, numbers: Iterable[int]) -> dict[bytes, int]:
        """Give the number of the activity of each record of some activities."""
        wanted = set(numbers)
        pairs = zip(self.activities, self._counted, strict=True)
        return {record_id.bytes: number for number, each in pairs if number in wanted for record_id in each.ids}

    def _day_and_key(self, number: int) -> tuple[date, bytes]:
        counted = self._counted[number]
        return _last_day(counted), counted.key.bytes


def _last_day(counted: Counted) -> date:
    day: date = counted.row["ends_on"]
    return day
