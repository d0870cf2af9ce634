"""Who uses this database, and where: kept in it, encrypted, and never sent as such."""

import platform
from dataclasses import dataclass

from sqlalchemy import Connection

from ibcr_desktop import VERSION
from ibcr_desktop.storage.changes import Author
from ibcr_desktop.storage.local_values import keep_locally, local_values

_NAMES = {"office": "identity office", "person": "identity person", "is_headquarters": "identity headquarters"}


@dataclass(frozen=True)
class Identity:
    """The office that keeps this database and the person who enters."""

    office: str
    person: str = ""
    is_headquarters: bool = False

    def as_author(self) -> Author:
        """Begin a run of the program as this person: a new writer of the log."""
        return Author(
            office=self.office,
            person=self.person,
            device=platform.node(),
            program=VERSION,
            is_headquarters=self.is_headquarters,
        )


def remember(connection: Connection, identity: Identity) -> None:
    """Keep the identity, in place of an earlier one."""
    values = {
        "office": identity.office,
        "person": identity.person,
        "is_headquarters": "yes" if identity.is_headquarters else "",
    }
    keep_locally(connection, {_NAMES[name]: value for name, value in values.items()})


def recall(connection: Connection) -> Identity:
    """Give the identity that the database was founded with."""
    kept = local_values(connection)
    return Identity(
        office=kept.get(_NAMES["office"]) or "",
        person=kept.get(_NAMES["person"]) or "",
        is_headquarters=bool(kept.get(_NAMES["is_headquarters"])),
    )
