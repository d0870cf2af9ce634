"""Where the organisation was spoken of."""

from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, text, yes_no
from ibcr_desktop.records.record import Record


class MediaMention(Record):
    """One article, broadcast or advertisement."""

    __tablename__ = "media_mention"
    singular, plural = N_("Media mention"), N_("Media mentions")
    title_fields = ("outlet", "topic")
    counted_on = "appeared_on"

    appeared_on: Mapped[date] = day(N_("Date"), in_table=True)
    outlet: Mapped[str] = text(N_("Newspaper, station or site"), in_table=True)
    country: Mapped[str | None] = choice(N_("Country"), "country", in_table=True)
    medium: Mapped[str | None] = choice(N_("Medium"), "medium", in_table=True)
    topic: Mapped[str | None] = text(N_("Topic"), in_table=True)
    address: Mapped[str | None] = text(N_("Web address"))
    is_paid: Mapped[bool | None] = yes_no(N_("Paid advertisement"))
