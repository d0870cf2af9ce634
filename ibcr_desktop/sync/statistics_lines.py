"""What leaves an office without names: records under keyed codes and without any text, or only the totals."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.field_types import LinksType, LinkType, TextType
from ibcr_desktop.records.fields import Field, fields_of
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.rows import rows_of, table_of
from ibcr_desktop.sync.package_lines import ChangeLine, FigureLine, WriterLine
from ibcr_desktop.sync.sealing import keyed_code
from ibcr_desktop.totals.yearly_totals import compute
from ibcr_desktop.totals.years_with_records import choices

AT_ONCE: Final = 2_000
WRITER: Final = uuid.UUID(int=0)  # coded like a record, so that it is nobody's


@dataclass(frozen=True)
class PseudonymousLines:
    """Every record that is not deleted, as one creation; links lead to the same codes, so people count once.

    Personal fields and every field of free text are left out, since a name may stand in any text; what is left are
    codes of lists, numbers, days, yes and no. Reference records stay at home.
    """

    connection: Connection
    office: str
    key: bytes

    def counts(self) -> dict[str, int]:
        """Give how many records there are of each kind."""
        counts: Counter[str] = Counter()
        for kind in _kinds():
            rows = _rows(kind).subquery()
            counts[kind.kind_name()] = self.connection.execute(select(func.count()).select_from(rows)).scalar_one()
        return {kind: count for kind, count in counts.items() if count}

    def __iter__(self) -> Iterator[WriterLine | ChangeLine]:
        """Give one writer that stands for nobody, and the records."""
        writer = keyed_code(self.key, WRITER)
        yield WriterLine(writer, self.office, False, None, None, None, None)
        number = 0
        for kind in _kinds():
            told = [each for each in fields_of(kind) if is_told(each)]
            for row in self.connection.execution_options(yield_per=AT_ONCE).execute(_rows(kind)).mappings():
                number += 1
                yield ChangeLine(
                    writer=writer,
                    number=number,
                    clock=number,
                    kind=kind.kind_name(),
                    record_id=keyed_code(self.key, row["id"]),
                    parents=None,
                    action="set",
                    fields=self._fields(told, dict(row)),
                    claimed_at=0,
                    reason=None,
                )

    def _fields(self, told: list[Field], row: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {"office": row["office"], "state": row["state"]}
        for each in told:
            value = row[each.name]
            if value is not None:
                fields[each.name] = each.type.pack(self._coded(each, value))
        return fields

    def _coded(self, field: Field, value: Any) -> Any:
        if isinstance(field.type, LinkType):
            return keyed_code(self.key, value)
        if isinstance(field.type, LinksType):
            return tuple(sorted(keyed_code(self.key, each) for each in value))
        return value


def is_told(field: Field) -> bool:
    """Say whether a field may stand in a pseudonymous package."""
    return not field.personal and not isinstance(field.type, TextType)


def figure_lines(connection: Connection) -> Iterator[FigureLine]:
    """Give the figures of every year that has records."""
    for year in sorted(choices(connection).years):
        for figure in compute(connection, year).figures:
            outcome = figure.outcome
            yield FigureLine(year, figure.code, outcome.figure, outcome.low, outcome.high)


def _kinds() -> list[type[Record]]:
    return [kind for kind in ALL_KINDS if not kind.of_headquarters]


def _rows(kind: type[Record]) -> Select[Any]:
    return rows_of(kind).where(table_of(kind).c.deleted.is_(False))
