"""Makes, opens and recovers a database together with its key file, the same way for window, command line and tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage import database_errors, keys
from ibcr_desktop.storage.attempts import Attempts
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.key_file import (
    KeyFile,
    copy_path_of,
    key_path_of,
)
from ibcr_desktop.storage.opening import JOURNAL_SUFFIX, check_header, database_id_of, looks_like_another_format
from ibcr_desktop.storage.passphrases import refuse_weak_passphrase
from ibcr_desktop.storage.reserve_file import RESERVE_BYTES, ReserveFile

RESERVE_SUFFIX: Final = ".reserve"
PART_SUFFIX: Final = ".unfinished"

Schema = Callable[[Database], object]


def create_database(
    path: Path,
    passphrase: str,
    *,
    schema: Schema,
    cost: keys.Cost = keys.USUAL_COST,
    reserve_bytes: int = RESERVE_BYTES,
    weak_passphrase_allowed: bool = False,
) -> tuple[Database, str]:
    """Make a database with its key file and give it open, with the recovery code to show once.

    ``schema`` makes the tables (and sets the schema number) in the open, empty database. Nothing stays behind when
    anything fails. Raises UserError when a file has the name already, the passphrase is weak (the public example may
    have a weak one), or the disk refuses.
    """
    if not weak_passphrase_allowed:
        refuse_weak_passphrase(passphrase)
    part = path.with_name(path.name + PART_SUFFIX)
    _clear_interrupted(path, part)
    _refuse_taken_names(path)
    with _plain_sentence(path), ExitStack() as clean_up:
        clean_up.callback(_remove, part, _journal_of(part))
        database_id, data_key = _new_database_id(), keys.new_data_key()
        _make_tables(part, data_key, database_id, schema)
        key_file, _, code = KeyFile.create(
            key_path_of(path), passphrase, cost=cost, database_id=database_id, data_key=data_key
        )
        clean_up.callback(key_file.remove)
        part.rename(path)
        clean_up.callback(_remove, path, _journal_of(path), reserve_path_of(path))
        database = _open(path, data_key, None, reserve_bytes)
        clean_up.pop_all()
    return database, code


def _clear_interrupted(path: Path, part: Path) -> None:
    """Remove what a creation left that was killed: the unfinished file, and key files that carry its number."""
    if path.exists() or not part.exists():
        return
    with suppress(UserError, OSError):
        KeyFile.load(key_path_of(path), database_id_of(part)).remove()
    _remove(part, _journal_of(part))


def _refuse_taken_names(path: Path) -> None:
    for place in (path, key_path_of(path), copy_path_of(key_path_of(path))):
        if place.exists():
            raise UserError(
                N_("There is already a file {name} in this folder."),
                N_("Nothing was written over."),
                N_("Choose another name or another folder."),
                name=place.name,
            )


def _make_tables(part: Path, data_key: bytes, database_id: bytes, schema: Schema) -> None:
    database = Database.create(part, data_key, salt=database_id)
    try:
        schema(database)
    finally:
        database.close()
    _remove(_journal_of(part))


def open_database(
    path: Path,
    passphrase: str,
    *,
    newest_schema: int | None = None,
    attempts: Attempts | None = None,
    reserve_bytes: int = RESERVE_BYTES,
) -> Database:
    """Open a database with its passphrase; a missing or damaged copy of the key file is written again.

    ``newest_schema`` is the highest schema number this release knows. With ``attempts`` each wrong passphrase makes
    the next try wait longer. Raises a UserError with its own sentence for everything that can be wrong with the two
    files, WrongPassphraseError for the passphrase.
    """
    key_file = _load_key_file(path)
    data_key = key_file.unlock(passphrase, attempts)
    database = _open(path, data_key, newest_schema, reserve_bytes)
    with suppress(UserError, OSError):  # on a read-only disk the copies stay as they are
        key_file.repair()
    return database


def recover(
    path: Path,
    code: str,
    new_passphrase: str,
    *,
    newest_schema: int | None = None,
    cost: keys.Cost = keys.USUAL_COST,
    reserve_bytes: int = RESERVE_BYTES,
) -> Database:
    """Set a new passphrase with the recovery code and give the database open; the code stays valid.

    The key is proved on the database before anything is written. Raises UserError: a weak passphrase, a typing
    mistake in the code (naming the group), a code of another database, and what ``open_database`` raises.
    """
    refuse_weak_passphrase(new_passphrase)
    key_file = _load_key_file(path)
    data_key = key_file.unlock_with_recovery(code)
    database = _open(path, data_key, newest_schema, reserve_bytes)
    try:
        key_file.replace_passphrase(data_key, new_passphrase, cost=cost)
    except BaseException:
        database.close()
        raise
    return database


def change_passphrase(
    path: Path, old_passphrase: str, new_passphrase: str, *, cost: keys.Cost = keys.USUAL_COST
) -> None:
    """Replace the passphrase of a database; raises WrongPassphraseError and the errors of weak passphrase and disk."""
    refuse_weak_passphrase(new_passphrase)
    key_file = _load_key_file(path)
    key_file.replace_passphrase(key_file.unlock(old_passphrase), new_passphrase, cost=cost)


def new_recovery_code_for(path: Path, passphrase: str) -> str:
    """Make a new recovery code for a database and give it; the old one is of no use afterwards."""
    key_file = _load_key_file(path)
    return key_file.replace_recovery_code(key_file.unlock(passphrase))[1]


def reserve_path_of(database_path: Path) -> Path:
    """Give the place of the file that is given up when the disk is full."""
    return database_path.with_name(database_path.name + RESERVE_SUFFIX)


def _load_key_file(path: Path) -> KeyFile:
    check_header(path)
    return KeyFile.load(key_path_of(path), database_id_of(path))


def _open(path: Path, data_key: bytes, newest_schema: int | None, reserve_bytes: int) -> Database:
    reserve = ReserveFile(reserve_path_of(path), reserve_bytes) if reserve_bytes else None
    database = Database.open(path, data_key, newest_schema=newest_schema, reserve=reserve)
    if reserve is not None and not database.read_only:
        reserve.hold()
    return database


def _new_database_id() -> bytes:
    """Make random first bytes that nobody would take for a picture or a document."""
    while True:
        number = keys.new_database_id()
        if not looks_like_another_format(number):
            return number


def _journal_of(path: Path) -> Path:
    return path.with_name(path.name + JOURNAL_SUFFIX)


def _remove(*places: Path) -> None:
    for place in places:
        with suppress(OSError):
            place.unlink(missing_ok=True)


@contextmanager
def _plain_sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise database_errors.user_error(error) or UserError(
            N_("The database {name} could not be made in this folder."),
            N_("Nothing was left behind."),
            N_("Choose a folder where you have the right to write."),
            name=path.name,
        ) from None
