"""Makes two databases known to each other: a request, a grant, and words that two people compare by telephone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.identity import recall
from ibcr_desktop.storage.local_values import keep_locally
from ibcr_desktop.storage.log_tables import PACKAGE
from ibcr_desktop.storage.long_reads import long_reader
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.withdrawal import RECEIVED
from ibcr_desktop.sync.kept_files import remove_files_of_erased
from ibcr_desktop.sync.key_ring import (
    Correspondent,
    KeyRing,
    add_correspondent,
    key_ring,
    make_keys,
    remember_organisation,
    revoke,
)
from ibcr_desktop.sync.outgoing import FIRST_NUMBER, Making, note_made
from ibcr_desktop.sync.package_lines import Grant, Manifest, OfficeCode, ReceivedPackage
from ibcr_desktop.sync.package_reader import open_package
from ibcr_desktop.sync.pair_request import PairRequest, read_request, write_request
from ibcr_desktop.sync.receiving import Figures, accept
from ibcr_desktop.sync.refusals import NEWER_GRANT, PackageRefusedError
from ibcr_desktop.sync.sealing import PublicKeys, new_identity, recipient_of
from ibcr_desktop.sync.spoken_words import as_typed, spoken_words


@dataclass(frozen=True)
class Requested:
    """A request that was written, and the words that the office reads to headquarters."""

    path: Path
    office: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Granted:
    """A grant that was written.

    Attributes:
        office_words: what headquarters must hear from the office; ``words``: what it reads to the office.
        recovery_key: the organisation's secret recovery key, made with the first grant, kept nowhere and to be shown
            once: with it every package can be read when the database of headquarters is lost.
    """

    path: Path
    office: str
    office_words: tuple[str, ...]
    words: tuple[str, ...]
    recovery_key: str | None


@dataclass(frozen=True)
class Accepted:
    """A grant that was accepted, and the words that the office must hear from headquarters.

    ``left_behind``: what the disk refused besides, as in ``Merged``.
    """

    headquarters: str
    words: tuple[str, ...]
    left_behind: UserError | None = None


def request_pairing(database: Database, folder: Path, clock: Clock) -> Requested:
    """Write the request of this office; the same keys each time, so it may be sent again."""
    with database.reader() as connection:
        identity = recall(connection)
    if identity.is_headquarters:
        raise _wrong_side(N_("Headquarters does not ask to be paired: it grants what offices ask."))
    refuse_odd_code(identity.office)
    database.write(make_keys)
    with database.reader() as connection:
        ring = key_ring(connection)
    path = write_request(folder, ring.office, ring.secret, clock.now().isoformat(timespec="seconds"))
    return Requested(path, ring.office, spoken_words(ring.office, ring.secret.public))


def grant_pairing(
    database: Database, path: Path, folder: Path, clock: Clock, *, words: str | None = None, replaces: bool = False
) -> Granted:
    """Take the office of a request in, and write the grant with all that concerns the office.

    ``words``: those that the office read, compared with the request's. ``replaces``: the office's computer was lost or
    replaced; its key is withdrawn from the first number on that has not come. Raises UserError: this is not
    headquarters, no request, other words, an office that is paired already, a disk that refuses.
    """
    request = read_request(path)
    _refuse_other_words(words, request.words)
    made_at = clock.now().isoformat(timespec="seconds")
    recovery_key = database.write(lambda connection: _take_office_in(connection, request, made_at, replaces=replaces))
    with long_reader(database) as connection:
        ring = key_ring(connection)
        office = ring.by_key(request.keys.signing_key)
        assert office is not None  # noqa: S101 - taken in above
        grant = _grant(connection, ring, office)
        making = Making(connection, ring, office, clock, is_complete=True)
        packed = making.write_for_office(folder, "grant", grant=grant)
    note_made(database, packed)
    own_words = spoken_words(ring.office, ring.secret.public)
    return Granted(packed.path, request.office, request.words, own_words, recovery_key)


def revoke_office(database: Database, office: str, clock: Clock) -> None:
    """Refuse what the computer of an office makes from now on, because it was lost; raises UserError for none."""

    def work(connection: Connection) -> None:
        known = key_ring(connection).valid(office)
        if known is None:
            raise UserError(
                N_("{office} is not paired, so there is no computer to refuse."),
                N_("Nothing was changed."),
                N_("A file of a computer that is not paired is refused anyway."),
                office=office,
            )
        revoke(connection, known, _next_number(connection, office), clock.now().isoformat(timespec="seconds"))

    database.write(work)


def accept_grant(
    store: RecordStore, path: Path, *, back_up: Callable[[], object], words: str | None = None, replaces: bool = False
) -> Accepted:
    """Keep the keys of headquarters and merge what it sends with them, in one transaction, after ``back_up()``.

    ``words``: those that headquarters read. ``replaces``: the keys of a headquarters known before are withdrawn.
    Raises UserError, PackageRefusedError among them; nothing is changed then.
    """
    with store.database.reader() as connection:
        ring = key_ring(connection)
    with _opened_grant(path, ring) as package:
        manifest, keys = package.manifest, _keys_of_headquarters(package.manifest)
        accepted = Accepted(manifest.office, spoken_words(manifest.office, keys))
        _refuse_other_words(words, accepted.words)
        back_up()
        with store.database.writer() as connection:
            _keep_headquarters(connection, ring, manifest, store.clock, replaces=replaces)
            merged = accept(store, package, back_up=_backed_up, figures=Figures(wanted=False))
    store.announce(merged.kinds)
    return replace(accepted, left_behind=remove_files_of_erased(store.database))


@contextmanager
def _opened_grant(path: Path, ring: KeyRing) -> Iterator[ReceivedPackage]:
    """Open a grant; no newer one is set aside, for the two people have to compare its words first."""
    try:
        with open_package(path, ring, judged=_judge_grant) as package:
            yield package
    except PackageRefusedError as refused:
        if refused.is_newer:
            raise PackageRefusedError(NEWER_GRANT, file=path.name) from refused
        raise


def _backed_up() -> None:
    """Make no second backup inside the transaction."""


def refuse_odd_code(office: str) -> None:
    """Raise UserError for the code of an office that cannot stand in the name of a file."""
    try:
        msgspec.convert(office, OfficeCode)
    except msgspec.ValidationError as error:
        raise UserError(
            N_("The code of this office, “{office}”, cannot stand in the name of a file."),
            N_("Nothing was written."),
            N_("Use a code of up to 16 letters and figures, such as DKR."),
            office=office,
        ) from error


def _take_office_in(connection: Connection, request: PairRequest, made_at: str, *, replaces: bool) -> str | None:
    """Keep the keys of the office, and give the recovery key if it had to be made."""
    identity = recall(connection)
    if not identity.is_headquarters:
        raise _wrong_side(N_("Only headquarters grants a pairing; this is the database of an office."))
    refuse_odd_code(identity.office)
    make_keys(connection)
    ring = key_ring(connection)
    recovery_key = None
    if ring.organisation is None:
        recovery_key = new_identity()
        remember_organisation(connection, new_id(), recipient_of(recovery_key))
    same_key = ring.by_key(request.keys.signing_key)
    if same_key is not None and (same_key.office != request.office or same_key.revoked_from is not None):
        raise _used_before(request.office)
    known = ring.valid(request.office)
    if known is not None and known.keys != request.keys:
        if not replaces:
            raise _paired_already(request.office)
        revoke(connection, known, _next_number(connection, request.office), made_at)
    add_correspondent(connection, Correspondent(request.office, False, request.keys), made_at)
    return recovery_key


def _grant(connection: Connection, ring: KeyRing, office: Correspondent) -> Grant:
    assert ring.recovery_recipient is not None  # noqa: S101 - it is made together with the organisation
    return Grant(
        office_key=office.keys.signing_key,
        office_recipient=office.keys.recipient,
        recipient=ring.secret.public.recipient,
        recovery_recipient=ring.recovery_recipient,
        next_number=_next_number(connection, office.office),
    )


def _next_number(connection: Connection, office: str) -> int:
    """Give the number after the highest that came from the office."""
    came = select(func.max(PACKAGE.c.number)).where(PACKAGE.c.office == office, PACKAGE.c.direction == RECEIVED)
    return (connection.execute(came).scalar_one_or_none() or 0) + 1


def _judge_grant(manifest: Manifest, ring: KeyRing) -> str | None:
    """Give the reason why this is no grant for this database; who made it is for the two people on the telephone."""
    grant = manifest.grant
    if manifest.purpose != "grant" or grant is None or ring.is_headquarters or manifest.grade != "full":
        return "wrong_direction"
    asked = PublicKeys(grant.office_key, grant.office_recipient)
    if manifest.receiver != ring.office or asked != ring.secret.public:
        return "other_receiver"
    return None


def _keys_of_headquarters(manifest: Manifest) -> PublicKeys:
    assert manifest.grant is not None  # noqa: S101 - judged before
    return PublicKeys(manifest.sender_key, manifest.grant.recipient)


def _keep_headquarters(
    connection: Connection, ring: KeyRing, manifest: Manifest, clock: Clock, *, replaces: bool
) -> None:
    assert manifest.grant is not None  # noqa: S101 - judged before
    keys, now = _keys_of_headquarters(manifest), clock.now().isoformat(timespec="seconds")
    if ring.headquarters is not None and ring.headquarters.keys != keys:
        if not replaces:
            raise _paired_already(ring.headquarters.office)
        revoke(connection, ring.headquarters, 1, now)
    headquarters = Correspondent(manifest.office, True, keys)
    add_correspondent(connection, headquarters, now)
    remember_organisation(connection, manifest.organisation, manifest.grant.recovery_recipient)
    keep_locally(connection, {FIRST_NUMBER: str(manifest.grant.next_number)})


def _refuse_other_words(typed: str | None, words: tuple[str, ...]) -> None:
    if typed is not None and as_typed(typed) != words:
        raise UserError(
            N_("These are not the six words of the file: it may have been exchanged on its way."),
            N_("Nothing was paired."),
            N_("Compare the words once more by telephone. If they stay different, do not use this file."),
        )


def _paired_already(office: str) -> UserError:
    return UserError(
        N_("{office} is paired already, with other keys."),
        N_("Nothing was changed; the keys known so far stay valid."),
        N_("If its computer was lost or replaced, say so (--replaces); otherwise ask by telephone who made this file."),
        office=office,
    )


def _used_before(office: str) -> UserError:
    return UserError(
        N_("The key in this request of {office} was withdrawn, or belongs to another office."),
        N_("Nothing was changed."),
        N_("Let the office make a new database and a new request; a withdrawn key is never used again."),
        office=office,
    )


def _wrong_side(happened: str) -> UserError:
    return UserError(
        happened,
        N_("Nothing was changed."),
        N_("Open the other database, or ask your colleagues there to do this step."),
    )
