"""Keeps the keys of this database and of those it is paired with, inside the encrypted database."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, Connection, insert, select, update

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.identity import recall
from ibcr_desktop.storage.local_values import keep_locally, local_values
from ibcr_desktop.storage.log_tables import CORRESPONDENT, PACKAGE
from ibcr_desktop.storage.withdrawal import RECEIVED
from ibcr_desktop.sync.sealing import PublicKeys, SecretKeys

MADE: Final = "made"  # in ``package.direction`` and ``state``

_SEED: Final = "package signing key"
_IDENTITY: Final = "package identity"
_ORGANISATION: Final = "organisation"
_RECOVERY: Final = "recovery recipient"
_PSEUDONYMS: Final = "pseudonym key"


@dataclass(frozen=True)
class Correspondent:
    """Another database that this one is paired with.

    ``revoked_from``: its packages from this number on are refused. ``received``: for a revoked one, the packages that
    came before, number → id, since a thief could use a number again.
    """

    office: str
    is_headquarters: bool
    keys: PublicKeys
    revoked_from: int | None = None
    received: Mapping[int, uuid.UUID] = field(default_factory=dict)

    def refuses(self, number: int, package: uuid.UUID) -> bool:
        """Say whether a package signed with this key comes too late, or uses the number of one that came."""
        if self.revoked_from is None:
            return False
        return number >= self.revoked_from or self.received.get(number, package) != package


@dataclass(frozen=True)
class KeyRing:
    """All that is needed to make a package here, or to judge one that came.

    ``organisation`` is None before headquarters grants its first office, or before an office accepts the grant.
    """

    office: str
    is_headquarters: bool
    secret: SecretKeys
    organisation: uuid.UUID | None
    recovery_recipient: str | None
    correspondents: tuple[Correspondent, ...]

    def by_key(self, signing_key: str) -> Correspondent | None:
        """Give the correspondent that signs with this key."""
        return next((each for each in self.correspondents if each.keys.signing_key == signing_key), None)

    def valid(self, office: str) -> Correspondent | None:
        """Give the correspondent of that office whose key was not withdrawn."""
        found = (each for each in self.correspondents if each.office == office and each.revoked_from is None)
        return next(found, None)

    @property
    def headquarters(self) -> Correspondent | None:
        """The database of headquarters that this office is paired with."""
        return next((each for each in self.correspondents if each.is_headquarters and each.revoked_from is None), None)

    @property
    def paired_offices(self) -> tuple[Correspondent, ...]:
        """The offices whose key was not withdrawn, by code."""
        valid = (each for each in self.correspondents if not each.is_headquarters and each.revoked_from is None)
        return tuple(sorted(valid, key=lambda each: each.office))

    def recipients(self, receiver: Correspondent) -> list[str]:
        """Give for whom a package is sealed: its receiver, and the recovery key of the organisation."""
        return [receiver.keys.recipient, *([self.recovery_recipient] if self.recovery_recipient else [])]


def make_keys(connection: Connection) -> PublicKeys:
    """Make the keys of this database unless it has some, and give the public ones."""
    kept = local_values(connection)
    if _SEED not in kept:
        secret = SecretKeys.new()
        keep_locally(connection, {_SEED: secret.seed.hex(), _IDENTITY: secret.identity})
        return secret.public
    return SecretKeys(bytes.fromhex(kept[_SEED]), kept[_IDENTITY]).public


def make_pseudonym_key(connection: Connection) -> None:
    """Make the key that turns ids into codes, unless there is one; it never leaves this database."""
    if _PSEUDONYMS not in local_values(connection):
        keep_locally(connection, {_PSEUDONYMS: secrets.token_hex(32)})


def pseudonym_key(connection: Connection) -> bytes:
    """Give the key that turns ids into codes."""
    return bytes.fromhex(local_values(connection)[_PSEUDONYMS])


def key_ring(connection: Connection) -> KeyRing:
    """Read the keys; raises UserError where no pairing was begun."""
    kept = local_values(connection)
    if _SEED not in kept:
        raise UserError(
            N_("This database is not paired with another one yet."),
            N_("Nothing was made or changed."),
            N_("Make a request for headquarters first (pair-request), or let headquarters take in a request."),
        )
    identity = recall(connection)
    return KeyRing(
        office=identity.office,
        is_headquarters=identity.is_headquarters,
        secret=SecretKeys(bytes.fromhex(kept[_SEED]), kept[_IDENTITY]),
        organisation=uuid.UUID(kept[_ORGANISATION]) if _ORGANISATION in kept else None,
        recovery_recipient=kept.get(_RECOVERY),
        correspondents=tuple(_correspondents(connection)),
    )


def headquarters_code(connection: Connection) -> str:
    """Give the code of the headquarters that this office is paired with; empty before the pairing."""
    valid = CORRESPONDENT.c.revoked_from.is_(None) & (CORRESPONDENT.c.is_headquarters == 1)
    return connection.execute(select(CORRESPONDENT.c.office).where(valid)).scalars().first() or ""


def remember_organisation(connection: Connection, organisation: uuid.UUID, recovery_recipient: str) -> None:
    """Keep to which organisation this database belongs, and its recovery key's public part."""
    keep_locally(connection, {_ORGANISATION: str(organisation), _RECOVERY: recovery_recipient})


def add_correspondent(connection: Connection, correspondent: Correspondent, paired_at: str) -> None:
    """Keep the keys of another database; keys that were there already stay as they are."""
    if connection.execute(select(CORRESPONDENT.c.no).where(_is(correspondent.keys.signing_key))).first():
        return
    row = {
        "office": correspondent.office,
        "is_headquarters": int(correspondent.is_headquarters),
        "signing_key": bytes.fromhex(correspondent.keys.signing_key),
        "recipient": correspondent.keys.recipient,
        "paired_at": paired_at,
    }
    connection.execute(insert(CORRESPONDENT), row)


def revoke(connection: Connection, correspondent: Correspondent, from_number: int, revoked_at: str) -> None:
    """Refuse what the key signs from a package number on; earlier packages may still arrive."""
    statement = update(CORRESPONDENT).where(_is(correspondent.keys.signing_key))
    connection.execute(statement.values(revoked_from=from_number, revoked_at=revoked_at))


def _is(signing_key: str) -> ColumnElement[bool]:
    return CORRESPONDENT.c.signing_key == bytes.fromhex(signing_key)


def _correspondents(connection: Connection) -> list[Correspondent]:
    return [
        Correspondent(
            office=row.office,
            is_headquarters=bool(row.is_headquarters),
            keys=PublicKeys(row.signing_key.hex(), row.recipient),
            revoked_from=row.revoked_from,
            received=_received(connection, row.office) if row.revoked_from is not None else {},
        )
        for row in connection.execute(select(CORRESPONDENT).order_by(CORRESPONDENT.c.no)).all()
    ]


def _received(connection: Connection, office: str) -> dict[int, uuid.UUID]:
    came = select(PACKAGE.c.number, PACKAGE.c.uuid).where(PACKAGE.c.office == office, PACKAGE.c.direction == RECEIVED)
    return {row.number: row.uuid for row in connection.execute(came)}
