"""What every record has: an id, the office that keeps it, draft or complete, deleted or not."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Boolean, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.column_types import RecordId
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.ids import snake_case
from ibcr_desktop.records.problems import Problem, error


class State(StrEnum):
    """A draft keeps whatever was typed; *complete* has been checked and counts."""

    DRAFT = "draft"
    COMPLETE = "complete"


class Base(DeclarativeBase):
    """The tables of the application share one set of names for their constraints."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Base):
    """Anything an office records.

    Class attributes:
        singular, plural: marked English names of the kind.
        title_fields: the fields whose values make the title, in order.
        counted_on: the field whose day decides the fiscal year, if the kind is counted by year.
        of_headquarters: headquarters owns the record, so its version is shown while a conflict is open.
    """

    __abstract__ = True

    singular: ClassVar[str]
    plural: ClassVar[str]
    title_fields: ClassVar[tuple[str, ...]] = ()
    counted_on: ClassVar[str | None] = None
    of_headquarters: ClassVar[bool] = False

    id: Mapped[uuid.UUID] = mapped_column(RecordId(), primary_key=True)
    office: Mapped[str | None] = mapped_column(Text)  # the code of the office that keeps it
    state: Mapped[str] = mapped_column(String(8), default=State.DRAFT)
    deleted: Mapped[bool] = mapped_column(Boolean, default=False)
    title_key: Mapped[str | None] = mapped_column(Text)  # derived: the folded title, for sorting and searching
    fiscal_year: Mapped[int | None] = mapped_column(Integer)  # derived: the year in which the fiscal year starts

    @classmethod
    def kind_name(cls) -> str:
        """Give the name of the kind in files, in the log and on the command line."""
        return snake_case(cls.__name__)

    @classmethod
    def following(cls, written: Mapping[str, Any], stored: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG003 - for kinds
        """Give values that follow from what is written over the stored ones; each kind says its own."""
        return {}

    def own_problems(self, today: date) -> Iterator[Problem]:  # noqa: ARG002 - for the kinds that override it
        """Give what is wrong between the fields of this record alone; each kind adds its own rules."""
        yield from ()


FILL_THIS_IN = N_("{field}: fill this in.")  # the one sentence of every empty field that *complete* needs

ENVELOPE = ("office", "state", "deleted")  # set and logged like fields, declared on every kind


def missing_problems(record: Record) -> Iterator[Problem]:
    """Give an error for each field that *complete* needs and that is empty."""
    for each in fields_of(type(record)):
        if each.required and getattr(record, each.name) is None:
            yield error(FILL_THIS_IN, each.name, field=each.label)


def problems(record: Record, today: date) -> Iterator[Problem]:
    """Give everything that is wrong with a record by itself, missing fields first."""
    yield from missing_problems(record)
    yield from record.own_problems(today)


def end_before_start(record: Record, start: str, end: str) -> Iterator[Problem]:
    """Give an error when a period ends before it starts."""
    first, last = getattr(record, start), getattr(record, end)
    if first is not None and last is not None and last < first:
        yield error(N_("The end is before the start. Correct one of the two dates."), end)
