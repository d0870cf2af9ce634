"""Founds the database of an office, and goes back to work in one that exists."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.office_code import RULE, is_office_code
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.offices import Country, Office, country_id, office_id
from ibcr_desktop.records.record import Record, State
from ibcr_desktop.storage import keys, vault
from ibcr_desktop.storage.changes import ChangeLog, Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.identity import Identity, recall, remember
from ibcr_desktop.storage.judging_anew import judge_anew, judge_put_off
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.reference_data import add_reference_data
from ibcr_desktop.storage.reserve_file import RESERVE_BYTES
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.storage.schema import SCHEMA_NUMBER, create_tables
from ibcr_desktop.storage.understanding import understand_anew
from ibcr_desktop.storage.upgrades import BackUp, upgrade

EXAMPLE_PASSPHRASE = "example"  # noqa: S105 - public on purpose: the example holds invented people only


@dataclass(frozen=True)
class NewOffice:
    """Who and where, as the first start asks it."""

    code: str
    name: str | None = None
    country: str | None = None
    person: str = ""
    is_headquarters: bool = False


def found(
    path: Path,
    passphrase: str,
    office: NewOffice,
    clock: Clock,
    *,
    cost: keys.Cost = keys.USUAL_COST,
    reserve_bytes: int = RESERVE_BYTES,
) -> tuple[RecordStore, str]:
    """Make the database of an office with its tables and reference records; give it open, and the recovery code.

    Raises UserError for a code that no office can have, an unknown country, a weak passphrase (except that of the
    example), a taken name or a disk that refuses; nothing stays behind then.
    """
    if not is_office_code(office.code):
        raise UserError(RULE, N_("Nothing was made."), N_("Choose another code."))
    identity = Identity(office.code, office.person, office.is_headquarters)
    log = ChangeLog(identity.as_author(), clock)

    def fill(database: Database) -> None:
        with database.writer() as connection:
            create_tables(connection)
            remember(connection, identity)
            add_reference_data(connection, log)
            _refuse_unknown_country(connection, office)
            _add_office(connection, log, office)

    database, code = vault.create_database(
        path,
        passphrase,
        schema=fill,
        cost=cost,
        reserve_bytes=reserve_bytes,
        weak_passphrase_allowed=passphrase == EXAMPLE_PASSPHRASE,
    )
    return RecordStore(database, log, clock), code


def enter(database: Database, clock: Clock, back_up: BackUp) -> RecordStore:
    """Begin a run of the program on an open database; its schema and its reference records are brought up to date.

    ``back_up`` is called before a schema is upgraded, never otherwise.
    """
    if not database.read_only:
        upgrade(database, back_up)
    with database.reader() as connection:
        identity = recall(connection)
    log = ChangeLog(identity.as_author(), clock)
    if not database.read_only:
        database.write(lambda connection: understand_anew(connection, SCHEMA_NUMBER))
        database.write(lambda connection: add_reference_data(connection, log))
        database.write(lambda connection: judge_anew(connection, SCHEMA_NUMBER, clock.today()))
        database.write(lambda connection: judge_put_off(connection, clock.today()))
    return RecordStore(database, log, clock)


def _add_office(connection: Connection, log: ChangeLog, office: NewOffice) -> None:
    """Record the office itself unless it ships with the program; what the person says of it wins."""
    said = {"name": office.name, "country": office.country}
    values: dict[str, object] = {name: value for name, value in said.items() if value}
    known = _is_there(connection, Office, office_id(office.code))
    if not known:
        values |= {"code": office.code, "is_headquarters": office.is_headquarters or None, "office": office.code}
    whole = all(values.get(name) for name in ("name", "country")) or known
    state = State.COMPLETE if whole else State.DRAFT
    log.write(connection, [Write(Office, office_id(office.code), {**values, "state": state})])


def _refuse_unknown_country(connection: Connection, office: NewOffice) -> None:
    if office.country and not _is_there(connection, Country, country_id(office.country)):
        raise UserError(
            N_("“{country}” is not the code of a country."),
            N_("Nothing was made."),
            N_("Write its three letters, such as SEN for Senegal, or leave the country out."),
            country=office.country,
        )


def _is_there(connection: Connection, kind: type[Record], record_id: uuid.UUID) -> bool:
    table = table_of(kind)
    return connection.execute(select(table.c.id).where(table.c.id == record_id)).first() is not None
