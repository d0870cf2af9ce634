"""Names what has not arrived: packages whose numbers are skipped, and those that something here waits for."""

from collections import Counter, defaultdict

from sqlalchemy import Connection, select

from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.log_tables import PACKAGE, WAITING, WRITER
from ibcr_desktop.storage.withdrawal import MERGED, RECEIVED, WITHDRAWN
from ibcr_desktop.sync.merged import MissingPackages


def missing_packages(connection: Connection) -> tuple[MissingPackages, ...]:
    """Give, by office, the numbers that have not arrived below the highest one that has.

    Packages are cumulative, so a skipped number alone is no loss; where changes of the office wait, everything below
    its first package is named too, and the office even where no package of it is known.
    """
    statement = select(PACKAGE.c.office, PACKAGE.c.number).where(
        PACKAGE.c.direction == RECEIVED, PACKAGE.c.state.in_([MERGED, WITHDRAWN])
    )
    numbers: dict[str, set[int]] = defaultdict(set)
    for office, number in connection.execute(statement):
        numbers[office].add(number)
    awaited = awaited_by_office(connection).keys()
    missing = []
    for office in sorted(numbers.keys() | awaited):
        known = numbers.get(office, set())
        first = 1 if office in awaited else min(known)
        gaps = tuple(number for number in range(first, max(known, default=0)) if number not in known)
        if gaps or office in awaited:
            missing.append(MissingPackages(office, gaps))
    return tuple(missing)


def awaited_by_office(connection: Connection) -> Counter[str]:
    """Give, by office, how many records wait for a change that was written there and is not here."""
    packed = connection.execute(select(WAITING.c.waiting_for).where(WAITING.c.waiting_for != "")).scalars().all()
    if not packed:
        return Counter()
    numbers = WriterNumbers(connection)
    offices = {row.uuid: row.office for row in connection.execute(select(WRITER.c.uuid, WRITER.c.office))}
    found: Counter[str] = Counter()
    for text in packed:
        found.update({office for each in numbers.unpack(text) if (office := offices[each.writer])})
    return found
