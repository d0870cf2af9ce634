"""What headquarters asks an office about a record of its, with the answer: a record like any other, so it travels."""

import uuid
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import ANY_KIND, day, link, long_text, yes_no
from ibcr_desktop.records.record import Record


class Question(Record):
    """A question in words; its ``office`` is the one that is asked, so it goes there and comes back with the answer."""

    __tablename__ = "question"
    singular, plural = N_("Question of headquarters"), N_("Questions of headquarters")
    title_fields = ("question",)

    subject_id: Mapped[uuid.UUID] = link(N_("Record"), ANY_KIND, in_table=True)
    question: Mapped[str] = long_text(N_("Question"), in_table=True, personal=True)  # it may tell who somebody is
    asked_on: Mapped[date] = day(N_("Asked on"), in_table=True)
    answer: Mapped[str | None] = long_text(N_("Answer of the office"), in_table=True, personal=True)  # so may this
    settled: Mapped[bool | None] = yes_no(
        N_("Settled"), in_table=True, help=N_("Headquarters has read the answer, and asks no more.")
    )
