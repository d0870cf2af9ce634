"""Leads to a record that a link names, under the kind that it has: the link may lead to several kinds."""

import uuid
from typing import Final

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.context import Context

NOT_HERE: Final = N_("This record is not in this database.")


def go_to_linked(context: Context, kind_name: str, record_id: uuid.UUID) -> None:
    """Open the record; ``kind_name`` is that of a link. Where it is not here, say so in the page."""
    opened = context.store.open(kind_name, record_id)
    if opened is None:
        context.messages.show_text(context.words.translate(NOT_HERE))
    else:
        context.go.to_record(opened.kind.kind_name(), record_id)
