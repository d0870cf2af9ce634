"""Keeps the logo that certificates carry: inside the encrypted file, bounded, and a picture of two known kinds.

It stands beside the log and not in it: what the log holds stays for ever and travels with every copy.
"""

import base64
from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.local_values import forget_locally, keep_locally, local_value

NAME: Final = "certificate logo"
MOST_BYTES: Final = 300_000  # a logo of some centimetres in print quality is a tenth of it
BEGINNINGS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG, JPEG
NO_PICTURE: Final = (
    N_("This file is not a picture that can stand on certificates."),
    N_("Nothing was changed."),
    N_("Choose a PNG or JPEG picture of a usual size."),
)


def keep_logo(connection: Connection, picture: bytes | None) -> None:
    """Keep a picture in place of an earlier one; None forgets it.

    Raises UserError where it is too large or neither PNG nor JPEG; the earlier one then stays.
    """
    if picture is None:
        forget_locally(connection, NAME)
        return
    _check(picture)
    keep_locally(connection, {NAME: base64.b64encode(picture).decode()})


def logo_of(connection: Connection) -> bytes | None:
    """Give the picture, or None where none was chosen."""
    text = local_value(connection, NAME)
    return base64.b64decode(text) if text else None


def _check(picture: bytes) -> None:
    if not picture.startswith(BEGINNINGS):
        raise UserError(*NO_PICTURE)
    if len(picture) > MOST_BYTES:
        raise UserError(
            N_("This picture is too large for a logo."),
            N_("Nothing was changed."),
            N_("Choose a smaller one: 600 dots across are enough."),
        )
