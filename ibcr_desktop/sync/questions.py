"""What headquarters asks about records of this office, and the answers, which travel with the next file."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.plain_text import clean
from ibcr_desktop.records.confirmations import Confirmation, confirmation_id
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.rows import present, table_of
from ibcr_desktop.sync.package_lines import Question
from ibcr_desktop.sync.unsent import lacking_records

QUESTION: Final = "question"  # in the list of warnings: somebody's word about a record, as for a rule that warns


@dataclass(frozen=True)
class Asked:
    """A question with what became of it.

    Attributes:
        answer: in words; None where nobody wrote one.
        is_corrected: the record has a change that headquarters has not seen yet, which may be the answer.
    """

    question: Question
    answer: str | None
    is_corrected: bool

    @property
    def is_open(self) -> bool:
        """Say whether nothing was done about it yet."""
        return self.answer is None and not self.is_corrected


def asked(connection: Connection, questions: Sequence[Question]) -> list[Asked]:
    """Give the questions with their answers, the open ones first."""
    table = table_of(Confirmation)
    ids = {_answer_id(each): each for each in questions}
    answered = select(table.c.id, table.c.reason).where(table.c.id.in_(list(ids)), present(table))
    answers = {ids[row.id].question_id: row.reason or "" for row in connection.execute(answered)}
    corrected = lacking_records(connection, {each.record_id for each in questions})
    found = [Asked(each, answers.get(each.question_id), each.record_id in corrected) for each in questions]
    return sorted(found, key=lambda each: not each.is_open)


def answering(question: Question, text: str) -> Write:
    """Give the write that answers a question in words; a later answer takes the place of an earlier one."""
    values = {
        "subject_id": question.record_id,
        "warning": QUESTION,
        "seen": str(question.question_id),
        "reason": clean(text) or None,
        "state": State.COMPLETE,
        "deleted": False,
    }
    return Write(Confirmation, _answer_id(question), values)


def _answer_id(question: Question) -> uuid.UUID:
    return confirmation_id(question.record_id, QUESTION, str(question.question_id))
