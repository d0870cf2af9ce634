"""What every paper says of its activity: the row that it is read from, place and dates as the language writes them."""

import uuid
from typing import Any

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.storage.rows import table_of


def activity_row(connection: Connection, activity_id: uuid.UUID) -> Any:
    """Give what paper says of an activity; raises UserError where it is not here."""
    table = table_of(Activity)
    names = ("id", "office", "code", "title", "place", "country", "starts_on", "ends_on")
    row = connection.execute(select(*(table.c[name] for name in names)).where(table.c.id == activity_id)).first()
    if row is None:
        raise UserError(
            N_("This activity is not in this database."),
            N_("Nothing was written."),
            N_("Open it in the program, or check its code."),
        )
    return row


def place_of(activity: Any, lexicon: Lexicon) -> str:
    """Give town and country of an activity, as far as they are known."""
    country = lexicon.label("country", activity.country) if activity.country else ""
    return ", ".join(each for each in (activity.place, country) if each)


def line_of(label: str, value: str, words: Words) -> str:
    """Give a fact with its label (marked English) as the language writes them."""
    return words.translate(N_("{label}: {value}")).format(label=words.translate(label), value=value)


def period(first: Any, last: Any, words: Words) -> str:
    """Give a day, or the days from one to another, in words."""
    if first is None or last is None or first == last:
        known = first or last
        return words.day(known) if known else ""
    return words.translate(N_("{first} to {last}")).format(first=words.day(first), last=words.day(last))
