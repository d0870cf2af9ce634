"""Indicators are data: how a figure is counted and worded, by version."""

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import day, long_text, text, whole
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.record import Record


class Indicator(Record):
    """One version of the definition of one published figure."""

    __tablename__ = "indicator"
    singular, plural = N_("Indicator"), N_("Indicators")
    title_fields = ("code", "label_en")
    of_headquarters: ClassVar[bool] = True

    code: Mapped[str] = text(N_("Code"), in_table=True)
    version: Mapped[int] = whole(N_("Version"), in_table=True)
    valid_from: Mapped[date | None] = day(
        N_("Valid from"), in_table=True, help=N_("A fiscal year is counted by the version that holds on its last day.")
    )
    valid_to: Mapped[date | None] = day(N_("Valid to"), in_table=True)
    label_en: Mapped[str] = text(N_("English label"), in_table=True)
    label_fr: Mapped[str | None] = text(N_("French label"))
    label_es: Mapped[str | None] = text(N_("Spanish label"))
    definition: Mapped[str] = long_text(N_("Definition"), help=N_("Sources, filters and measure, as in the handbook."))


def indicator_id(code: str, version: int) -> uuid.UUID:
    """Give the id of a version of an indicator, the same in every database."""
    return derived_id("indicator", code, version)
