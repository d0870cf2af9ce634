"""Warnings that somebody has looked at and found right: kept as records, so that headquarters sees them too."""

import uuid

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import ANY_KIND, choice, link, text
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.record import Record


class Confirmation(Record):
    """Somebody's word that a record is right although a rule warns; it holds as long as the value stays the same."""

    __tablename__ = "confirmation"
    singular, plural = N_("Confirmed warning"), N_("Confirmed warnings")
    title_fields = ("warning", "subject_id")

    subject_id: Mapped[uuid.UUID] = link(N_("Record"), ANY_KIND, in_table=True)
    warning: Mapped[str] = choice(N_("Warning"), "warning", in_table=True)
    seen: Mapped[str | None] = text(
        N_("Confirmed value"), in_table=True, help=N_("The warning comes back when this changes.")
    )
    reason: Mapped[str | None] = text(N_("Reason"), in_table=True, personal=True)  # it may tell who somebody is


def confirmation_id(subject: uuid.UUID, warning: str, seen: str | None) -> uuid.UUID:
    """Give the one id of a confirmation: given by two offices, it is still one record."""
    return derived_id("confirmation", subject, warning, seen or "")
