"""Takes a merged package out again, and back in: its changes stay in the log, and count or not (docs/change-log.md)."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, update

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.draft_again import judge_again, judge_merged
from ibcr_desktop.storage.fold import Change, ChangeId
from ibcr_desktop.storage.log_tables import PACKAGE
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.refold import changes_of, refold
from ibcr_desktop.storage.rows import renew_fiscal_years, start_month
from ibcr_desktop.storage.withdrawal import MERGED, RECEIVED, WITHDRAWN
from ibcr_desktop.storage.written_records import WrittenRecords
from ibcr_desktop.sync import diary
from ibcr_desktop.sync.merged import Counts, Tell, tell_nobody
from ibcr_desktop.sync.touched import Touched

PAGE = 2_000  # records
MOST_NAMED = 1_000  # later edits; the rest is only counted


@dataclass(frozen=True)
class LaterEdit:
    """A change that still counts and builds on one that does not."""

    kind: str
    record_id: uuid.UUID
    change_id: ChangeId
    office: str


@dataclass
class Withdrawal:
    """What withdrawing a package, or taking it back in, changed.

    Attributes:
        counts: of the records that the package touches; ``waiting``: their creation was withdrawn, yet somebody edits
            them, so they are shown nowhere until it is taken back in.
        later_edits: at most 1,000 of them; ``later_edit_count``: all.
        kinds: names of the kinds that were touched.
    """

    counts: Counts = field(default_factory=Counts)
    later_edits: list[LaterEdit] = field(default_factory=list)
    later_edit_count: int = 0
    kinds: frozenset[str] = frozenset()


def withdraw(store: RecordStore, package: uuid.UUID, tell: Tell = tell_nobody) -> Withdrawal:
    """Leave the changes of a merged package out of the fold, except those that came in another one as well.

    One transaction; whatever ``tell`` raises undoes it. Raises UserError where no such package counts now.
    """
    with store.database.writer() as connection:
        done = _set_state(connection, store, package, (MERGED, WITHDRAWN), tell)
    store.announce(done.kinds)
    return done


def reinstate(store: RecordStore, package: uuid.UUID, tell: Tell = tell_nobody) -> Withdrawal:
    """Let the changes of a withdrawn package count again; else as ``withdraw``."""
    with store.database.writer() as connection:
        done = _set_state(connection, store, package, (WITHDRAWN, MERGED), tell)
    store.announce(done.kinds)
    return done


def rehearse_withdrawal(store: RecordStore, package: uuid.UUID, tell: Tell = tell_nobody) -> Withdrawal:
    """Tell what withdrawing the package would change, and which later edits build on it; nothing is kept."""
    with store.database.rehearsal() as connection:
        return _set_state(connection, store, package, (MERGED, WITHDRAWN), tell)


def _set_state(
    connection: Connection, store: RecordStore, package: uuid.UUID, states: tuple[str, str], tell: Tell
) -> Withdrawal:
    row = connection.execute(select(PACKAGE).where(PACKAGE.c.uuid == package)).one_or_none()
    if row is None or row.direction != RECEIVED or row.state != states[0]:
        raise _not_there(states[0])
    month = start_month(connection)
    connection.execute(update(PACKAGE).where(PACKAGE.c.no == row.no).values(state=states[1]))
    result, touched, kinds, done = Withdrawal(), Touched(connection), set[str](), 0
    written, today = WrittenRecords(), store.clock.today()
    total = _collect(connection, row.no)
    for ids in _pages(connection):
        tell(done, total)
        refolded = refold(connection, ids)
        touched.add_refolded(refolded, ())
        judge_merged(connection, refolded, today)
        written.add_refolded(refolded)
        kinds.update(each.kind.kind_name() for each in refolded if each.kind is not None)
        _note_later_edits(result, changes_of(connection, ids))
        done += len(ids)
    connection.exec_driver_sql("DROP TABLE temp.of_package")
    if start_month(connection) != month:
        renew_fiscal_years(connection)
    kinds |= judge_again(connection, written, today)
    tell(total, total)
    result.counts, result.kinds = touched.counts(), frozenset(kinds)
    act = diary.WITHDRAWN if states[1] == WITHDRAWN else diary.REINSTATED
    diary.note(connection, store, act, package, result.counts.as_dict())
    return result


def _collect(connection: Connection, package_no: int) -> int:
    """Put the records that a package touches into a table of their own, and give their number."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.of_package")
    connection.exec_driver_sql("CREATE TEMP TABLE of_package (record_id BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO temp.of_package SELECT c.record_id FROM carried AS k JOIN change AS c"
        " ON c.writer = k.writer AND c.number BETWEEN k.first AND k.last WHERE k.package = ?",
        (package_no,),
    )
    return int(connection.exec_driver_sql("SELECT count(*) FROM temp.of_package").scalar_one())


def _pages(connection: Connection) -> Iterator[list[uuid.UUID]]:
    last = b""
    statement = "SELECT record_id FROM temp.of_package WHERE record_id > ? ORDER BY record_id LIMIT ?"
    while page := list(connection.exec_driver_sql(statement, (last, PAGE)).scalars()):
        yield [uuid.UUID(bytes=each) for each in page]
        last = page[-1]


def _note_later_edits(result: Withdrawal, changes: dict[uuid.UUID, list[Change]]) -> None:
    for record_id, some in changes.items():
        for each in _built_on_withdrawn(some):
            result.later_edit_count += 1
            if len(result.later_edits) < MOST_NAMED:
                result.later_edits.append(LaterEdit(each.kind, record_id, each.change_id, each.office or ""))


def _built_on_withdrawn(changes: Sequence[Change]) -> list[Change]:
    """Give the changes that count and have a withdrawn one among their ancestors, however far back."""
    known = {each.change_id: each for each in changes}
    tainted = {each.change_id for each in changes if each.withdrawn}
    size = -1
    while size < len(tainted):
        size = len(tainted)
        tainted |= {each.change_id for each in changes if tainted.intersection(each.parents or ())}
    return [known[each] for each in sorted(tainted) if not known[each].withdrawn]


def _not_there(state: str) -> UserError:
    if state == MERGED:
        happened = N_("There is no merged package of that name to withdraw.")
    else:
        happened = N_("There is no withdrawn package of that name to take back in.")
    return UserError(happened, N_("Nothing was changed."), N_("Choose a package from the list of those that came."))
