"""What headquarters asks an office about its records, and the answers: records that travel with the files of both."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.plain_text import clean
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Question
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.log_tables import CHANGE, WRITER
from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.storage.rows import present, table_of


@dataclass(frozen=True)
class Asked:
    """A question with what became of it.

    Attributes:
        office: who is asked; ``subject_id``: the record that it is about.
        answer: in words; None where nobody wrote one.
        is_changed: an office changed the record after the question was here, which may be the answer.
    """

    question_id: uuid.UUID
    office: str
    subject_id: uuid.UUID
    text: str
    asked_on: date | None
    answer: str | None
    is_changed: bool

    @property
    def is_open(self) -> bool:
        """Say whether nothing was done about it yet."""
        return self.answer is None and not self.is_changed


@dataclass(frozen=True)
class QuestionCount:
    """How many questions wait for an answer, and how many answers wait to be read."""

    waiting: int
    answered: int


def asked_office(opened: OpenedRecord, own_office: str) -> str:
    """Give the office that is asked about a record; raises UserError where headquarters itself keeps it."""
    if opened.office is None or opened.office == own_office:
        raise UserError(
            N_("This record is kept by headquarters, so there is no office to ask."),
            N_("Nothing was written."),
            N_("Correct the record here."),
        )
    return opened.office


def asking(opened: OpenedRecord, text: str, today: date, own_office: str) -> Write:
    """Give the write of a question about a record; raises UserError where no office can be asked, or nothing is."""
    office, question = asked_office(opened, own_office), clean(text, multiline=True)
    if not question:
        raise UserError(
            N_("The question is empty."),
            N_("Nothing was written."),
            N_("Write in words what the office shall tell you about this record."),
        )
    values = {
        "office": office,
        "subject_id": opened.record_id,
        "question": question,
        "asked_on": today,
        "state": State.COMPLETE,
    }
    return Write(Question, new_id(), values)


def answering(question_id: uuid.UUID, text: str) -> Write:
    """Give the write that answers a question in words; a later answer takes the place of an earlier one."""
    return Write(Question, question_id, {"answer": clean(text, multiline=True) or None})


def settling(question_id: uuid.UUID) -> Write:
    """Give the write by which headquarters asks no more."""
    return Write(Question, question_id, {"settled": True})


def taking_question_back(question_id: uuid.UUID) -> Write:
    """Give the write by which a question goes to the bin, here and at the office."""
    return Write(Question, question_id, {"deleted": True})


def unsettled_questions(connection: Connection, office: str | None = None) -> list[Asked]:
    """Give the questions that are not settled, of one office or all; the open ones first, then by their days."""
    table = table_of(Question)
    statement = select(table, _is_changed().label("is_changed")).where(_unsettled())
    if office is not None:
        statement = statement.where(table.c.office == office)
    rows = connection.execute(statement.order_by(table.c.asked_on, table.c.id))
    found = [
        Asked(
            question_id=row.id,
            office=row.office or "",
            subject_id=row.subject_id,
            text=row.question or "",
            asked_on=row.asked_on,
            answer=row.answer,
            is_changed=bool(row.is_changed),
        )
        for row in rows
        if row.subject_id is not None
    ]
    return sorted(found, key=lambda each: not each.is_open)


def question_counts(connection: Connection) -> Mapping[str, QuestionCount]:
    """Give, by office, how its unsettled questions stand; offices without any are left out."""
    table = table_of(Question)
    counts = select(table.c.office, func.count(), func.count(table.c.answer))
    rows = connection.execute(counts.where(_unsettled(), table.c.office.is_not(None)).group_by(table.c.office))
    return {office: QuestionCount(every - answered, answered) for office, every, answered in rows}


def waiting_count(connection: Connection, office: str) -> int:
    """Give how many questions an office has not answered."""
    return question_counts(connection).get(office, QuestionCount(0, 0)).waiting


def _unsettled() -> ColumnElement[bool]:
    table = table_of(Question)
    return present(table) & or_(table.c.settled.is_(None), table.c.settled.is_(False))


def _is_changed() -> ColumnElement[bool]:
    """Give the condition that an office's change of the record came into this database after the question did."""
    question = table_of(Question)
    asked, later = CHANGE.alias(), CHANGE.alias()
    since = select(func.min(asked.c.arrived)).where(asked.c.record_id == question.c.id).scalar_subquery()
    return exists().where(
        later.c.record_id == question.c.subject_id,
        later.c.arrived > since,
        WRITER.c.no == later.c.writer,
        WRITER.c.is_headquarters == 0,
    )
