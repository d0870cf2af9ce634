"""Reads JSON lines into a database: by id, whole or not at all, every bad line named with its number and reason."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.record_files.lines import BadLineError, RecordLine, parse_line
from ibcr_desktop.records import kind_named, kinds_linked_as
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.records.record import problems as own_problems
from ibcr_desktop.storage.changes import ChangeLog, Write, Written
from ibcr_desktop.storage.contradictions import contradictory_ids
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.draft_again import judge_again
from ibcr_desktop.storage.invalid_codes import KnownCodes
from ibcr_desktop.storage.log_tables import CHANGE
from ibcr_desktop.storage.rows import record_of, table_of

LONGEST_LINE = 4 * 2**20  # bytes; the longest record that a form can make is far shorter
BATCH = 2_000


@dataclass(frozen=True)
class BadLine:
    """A line that was not taken; ``reason`` is marked English with placeholders that ``values`` fill."""

    number: int
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, words: Words) -> str:
        """Give the sentence for a person."""
        filled = {name: words.translate(str(value)) if value else value for name, value in self.values.items()}
        reason = words.translate(self.reason).format(**filled)
        return words.translate(N_("Line {number}: {reason}.")).format(number=self.number, reason=reason)


@dataclass
class Imported:
    """What an import did: counts of records, and the bad lines; nothing is kept when there are any, unless skipped.

    Attributes:
        new, changed, equal: records.
        made_drafts: records that the file calls complete and that are not.
        drafts_again: complete records that break a rule now and did not before, of the file or resting on it.
        kinds: names of the kinds that were touched.
    """

    new: int = 0
    changed: int = 0
    equal: int = 0
    made_drafts: int = 0
    drafts_again: int = 0
    bad: list[BadLine] = field(default_factory=list)
    kept: bool = True
    kinds: frozenset[str] = frozenset()


def import_records(
    database: Database,
    log: ChangeLog,
    path: Path,
    *,
    today: date,
    skip_bad: bool = False,
    tell: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Read a file twice: first to check every line and every link, then to write all good ones in one transaction.

    Links may name records anywhere in the file or in the database. Raises UserError when the file cannot be read.
    """
    checked = _Checked()
    with database.reader() as connection:
        for number, line in _lines(path, checked.bad):
            checked.add(number, line)
        checked.refuse_other_kinds(connection)
        checked.refuse_dangling(connection)
    bad = [checked.bad[number] for number in sorted(checked.bad)]
    if bad and not skip_bad:
        return Imported(bad=bad, kept=False)

    def work(connection: Connection) -> Imported:
        good = (line for number, line in _lines(path, {}) if number not in checked.bad)
        return _write(connection, log, good, today, tell)

    imported = database.write(work)
    imported.bad = bad
    return imported


def _write(
    connection: Connection, log: ChangeLog, lines: Iterator[RecordLine], today: date, tell: Callable[[int], None]
) -> Imported:
    count, claimed = 0, set()

    def writes() -> Iterator[Write]:
        nonlocal count
        for line in lines:
            count += 1
            claimed.add((line.kind, line.record_id))
            if count % BATCH == 0:
                tell(count)
            yield Write(line.kind, line.record_id, line.values)

    contradictory = contradictory_ids(connection)
    written = log.write(connection, writes())
    touched = set(written.new) | set(written.changed)
    drafts = list(_not_complete(connection, [each for each in claimed if each[1] in touched], today))
    log.write(connection, [Write(kind, record_id, {"state": State.DRAFT}) for kind, record_id in drafts])
    written.kinds |= judge_again(connection, written.records, today)
    result = _result(written, count, len(drafts))
    result.drafts_again = len(contradictory_ids(connection) - contradictory)
    return result


def _result(written: Written, count: int, made_drafts: int) -> Imported:
    new, changed = len(written.new), len(set(written.changed) - set(written.new))
    return Imported(new, changed, count - new - changed, made_drafts, kinds=frozenset(written.kinds))


def _not_complete(
    connection: Connection, touched: list[tuple[type[Record], uuid.UUID]], today: date
) -> Iterator[tuple[type[Record], uuid.UUID]]:
    """Give the records that are marked complete and break a rule of their own, or use a code that is in no list."""
    known = KnownCodes(connection)
    by_kind: dict[type[Record], list[uuid.UUID]] = {}
    for kind, record_id in touched:
        by_kind.setdefault(kind, []).append(record_id)
    for kind, ids in by_kind.items():
        table = table_of(kind)
        for start in range(0, len(ids), BATCH):
            some = select(table).where(table.c.id.in_(ids[start : start + BATCH]), table.c.state == State.COMPLETE)
            for row in connection.execute(some).mappings():
                breaks = any(each.blocks for each in own_problems(record_of(kind, dict(row)), today))
                if breaks or any(known.problems(kind, row, None)):
                    yield kind, row["id"]


class _Checked:
    """What the first reading learns: which ids the file brings, which links it makes, which lines are bad."""

    def __init__(self) -> None:
        self.bad: dict[int, BadLine] = {}
        self.kind_of: dict[uuid.UUID, str] = {}
        self.number_of: dict[uuid.UUID, int] = {}
        self.links: dict[uuid.UUID, list[tuple[int, str, str]]] = {}

    def add(self, number: int, line: RecordLine) -> None:
        """Note a line that is good by itself."""
        if line.record_id in self.kind_of:
            self._refuse(number, N_("the same id stands in line {first} already"), first=self.number_of[line.record_id])
            return
        self.kind_of[line.record_id] = line.kind.kind_name()
        self.number_of[line.record_id] = number
        for name, kind_name, target in line.links():
            self.links.setdefault(target, []).append((number, name, kind_name))

    def refuse_other_kinds(self, connection: Connection) -> None:
        """Refuse ids that the database knows as records of another table."""
        for record_id, stored in _stored_kinds(connection, list(self.kind_of)).items():
            if table_of(kind_named(stored)) is not table_of(kind_named(self.kind_of[record_id])):
                reason = N_("this id belongs to a record of the kind “{kind}”")
                self._refuse(self.number_of[record_id], reason, kind=stored)

    def refuse_dangling(self, connection: Connection) -> None:
        """Refuse links to nothing or to a record of another kind; then those to lines refused just now, and so on."""
        outside = _stored_kinds(connection, [each for each in self.links if each not in self.kind_of])
        progress = True
        while progress:
            progress = False
            for target, uses in self.links.items():
                for number, name, kind_name in uses:
                    if number not in self.bad and not self._leads_somewhere(target, kind_name, outside):
                        self._refuse(number, N_("“{name}” names a record that is nowhere"), name=name)
                        progress = True

    def _leads_somewhere(self, target: uuid.UUID, kind_name: str, outside: Mapping[uuid.UUID, str]) -> bool:
        if target in self.kind_of and self.number_of[target] in self.bad:
            return False
        found = self.kind_of.get(target) or outside.get(target)
        return found is not None and kind_named(found) in kinds_linked_as(kind_name)

    def _refuse(self, number: int, reason: str, **values: object) -> None:
        self.bad.setdefault(number, BadLine(number, reason, values))


def _stored_kinds(connection: Connection, ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Give the kinds of those records that the log knows."""
    found: dict[uuid.UUID, str] = {}
    for start in range(0, len(ids), BATCH):
        some = CHANGE.c.record_id.in_(ids[start : start + BATCH])
        for row in connection.execute(select(CHANGE.c.record_id, CHANGE.c.kind).where(some).order_by(CHANGE.c.arrived)):
            found[row.record_id] = row.kind
    return found


def _lines(path: Path, bad: dict[int, BadLine]) -> Iterator[tuple[int, RecordLine]]:
    """Give the good lines with their numbers and note the bad ones; empty lines are passed over."""
    try:
        with path.open("rb") as file:
            number = 0
            while raw := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(raw) > LONGEST_LINE:
                    bad[number] = BadLine(number, N_("the line is too long to be a record"))
                    _skip_line(file, raw)
                elif raw.strip():
                    try:
                        yield number, parse_line(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
                    except UnicodeDecodeError:
                        bad[number] = BadLine(number, N_("this is not text in UTF-8"))
                    except BadLineError as cause:
                        bad[number] = BadLine(number, cause.reason, cause.values)
    except OSError as cause:
        raise file_problem(cause, path) from cause


def _skip_line(file: Any, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = file.readline(LONGEST_LINE)
