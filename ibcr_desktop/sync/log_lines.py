"""Reads chosen changes out of the log as the lines of a package, with every writer that they name."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from ibcr_desktop.records import PersonLink
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.storage.change_ids import WriterNumbers
from ibcr_desktop.storage.log_tables import CHANGE, WRITER
from ibcr_desktop.sync.package_lines import ChangeLine, WriterLine

AT_ONCE: Final = 2_000  # rows fetched together
_LINK: Final = PersonLink.kind_name()
_PERSONAL_OF_LINKS: Final = frozenset(each.name for each in fields_of(PersonLink) if each.personal)


@dataclass(frozen=True)
class LeftOut:
    """What an office is not told of others.

    ``staff_of_others``: of writers outside these offices the person and the computer are left out (None: everybody may
    be named). ``links``: of these verdicts the evidence is left out, since it speaks of somebody at another office.
    """

    staff_outside: Collection[str] | None = None
    links: Collection[uuid.UUID] = field(default_factory=frozenset)


class LogLines:
    """The changes that a condition on ``change`` chooses, as lines: each writer before what names it."""

    def __init__(self, connection: Connection, chosen: ColumnElement[bool], left_out: LeftOut | None = None) -> None:
        self._connection = connection
        self._chosen = chosen
        self._left_out = left_out or LeftOut()
        self._numbers = WriterNumbers(connection)
        self._writers = self._named_writers()

    @property
    def writers(self) -> int:
        """How many writer lines there are."""
        return len(self._writers)

    def counts(self) -> dict[str, int]:
        """Give how many changes there are of each kind."""
        by_kind = select(CHANGE.c.kind, func.count().label("changes")).where(self._chosen).group_by(CHANGE.c.kind)
        return {row.kind: row.changes for row in self._connection.execute(by_kind)}

    def __iter__(self) -> Iterator[WriterLine | ChangeLine]:
        """Give the lines, writer by writer and in the order of their numbers; memory does not grow with them."""
        for row in self._connection.execute(select(WRITER).order_by(WRITER.c.no)).all():
            if row.no in self._writers:
                yield self._writer_line(row)
        ordered = select(CHANGE).where(self._chosen).order_by(CHANGE.c.writer, CHANGE.c.number)
        for row in self._connection.execution_options(yield_per=AT_ONCE).execute(ordered):
            yield self._change_line(row)

    def _named_writers(self) -> set[int]:
        """Give the local numbers of all who wrote a chosen change, or one that such a change builds on."""
        named = set(self._connection.execute(select(CHANGE.c.writer).where(self._chosen).distinct()).scalars())
        parents = select(CHANGE.c.parents).where(self._chosen, CHANGE.c.parents.is_not(None)).distinct()
        for text in self._connection.execute(parents).scalars():
            named.update(int(each.partition(".")[0]) for each in text.split())
        return named

    def _writer_line(self, row: Any) -> WriterLine:
        offices = self._left_out.staff_outside
        is_told = offices is None or bool(row.is_headquarters) or row.office in offices
        return WriterLine(
            uuid=row.uuid,
            office=row.office,
            is_headquarters=bool(row.is_headquarters),
            device=row.device if is_told else None,
            person=row.person if is_told else None,
            program=row.program,
            started_at=row.started_at,
        )

    def _change_line(self, row: Any) -> ChangeLine:
        fields = msgspec.json.decode(row.fields)
        if row.kind == _LINK and row.record_id in self._left_out.links:
            fields = {name: value for name, value in fields.items() if name not in _PERSONAL_OF_LINKS}
        return ChangeLine(
            writer=self._numbers.by_no[row.writer],
            number=row.number,
            clock=row.clock,
            kind=row.kind,
            record_id=row.record_id,
            parents=None if row.parents is None else self._numbers.unpack(row.parents),
            action=row.action,
            fields=fields,
            claimed_at=row.claimed_at,
            reason=row.reason,
        )
