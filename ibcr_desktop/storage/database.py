"""Opens the encrypted database file and hands out short reads and safe writes; the only file that knows the driver."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage import database_errors
from ibcr_desktop.storage.reserve_file import ReserveFile

APPLICATION_ID: Final = 0x49424352  # "IBCR", kept in the header of every database of ours
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16  # SQLCipher writes them as the first bytes of the file, and keeps them in every copy
OLDEST_SQLITE: Final = (3, 53, 4)  # docs/faults.md, 10: older releases have known ways to damage a file
WRITER_WAIT_SECONDS: Final = 30.0  # a large year that is counted on an old computer holds the file for seconds
BUSY_MILLISECONDS: Final = int(WRITER_WAIT_SECONDS * 1_000)
DEFAULT_CACHE_MB: Final = 64
SNAPSHOT_CACHE_MB: Final = 8  # it is read once, from front to end
STEPS_BETWEEN_QUESTIONS: Final = 1_000  # of the engine: a millisecond or less

Result = TypeVar("Result")


def _unchanged(value: Any) -> Any:
    return value


for _type in (type(None), bytes):
    # Else the driver searches for a conversion of each, in vain, which took most of the time of an insert.
    dbapi2.register_adapter(_type, _unchanged)


class MadeByNewerReleaseError(UserError):
    """The database has tables that only a newer release understands."""


class Database:
    """One encrypted file and one connection to it; a second thread asks for ``another()``.

    A read or write begun inside another one of the same thread joins it, so functions may be composed freely.
    Readers must be short: with a rollback journal an open reader keeps every writer waiting.
    """

    def __init__(
        self,
        path: Path,
        data_key: bytes,
        *,
        cache_mb: int = DEFAULT_CACHE_MB,
        reserve: ReserveFile | None = None,
        salt: bytes = b"",
    ) -> None:
        """Prepare the connection; ``create`` and ``open`` are the ways in, since they also prove the key."""
        if len(data_key) != KEY_BYTES or len(salt) not in {0, SALT_BYTES}:
            raise ValueError("A data key has 32 bytes, a salt 16.")
        self.path = path
        self.reserve = reserve
        self.read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        self._data_key: bytes | None = data_key
        self._cache_mb = cache_mb
        self._salt = salt
        self._connection_lock = threading.RLock()
        self._writer_lock = threading.RLock()
        self._current = threading.local()
        self._engine = self._make_engine()

    @classmethod
    def create(
        cls,
        path: Path,
        data_key: bytes,
        *,
        salt: bytes = b"",
        cache_mb: int = DEFAULT_CACHE_MB,
        reserve: ReserveFile | None = None,
    ) -> Self:
        """Make an encrypted file without tables that only the account of this person may read.

        ``salt`` (16 bytes, random when left out) becomes the first bytes of the file, by which a key file knows
        its database. Raises FileExistsError when something has that name, UserError when the disk refuses.
        """
        _refuse_old_engine()
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        database = cls(path, data_key, cache_mb=cache_mb, reserve=reserve, salt=salt)
        try:
            with database.writer() as connection:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        except BaseException:
            database.close()
            path.unlink(missing_ok=True)
            raise
        return database

    @classmethod
    def open(
        cls,
        path: Path,
        data_key: bytes,
        *,
        newest_schema: int | None = None,
        cache_mb: int = DEFAULT_CACHE_MB,
        reserve: ReserveFile | None = None,
    ) -> Self:
        """Open an existing file and prove that the key fits.

        ``newest_schema`` is the highest schema number this release knows. Raises ``DatabaseDamagedError`` when the key
        does not open the file, ``MadeByNewerReleaseError``, and other UserErrors for faults of disk and rights.
        """
        _refuse_old_engine()
        database = cls(path, data_key, cache_mb=cache_mb, reserve=reserve)
        try:
            with database.reader() as connection:
                database._refuse_strange(connection, newest_schema)
        except BaseException:
            database.close()
            raise
        return database

    def _refuse_strange(self, connection: Connection, newest_schema: int | None) -> None:
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            raise database_errors.damaged()
        if newest_schema is not None and _schema_number(connection) > newest_schema:
            raise MadeByNewerReleaseError(
                N_("This database was last used with a newer release of the program."),
                N_("Nothing was changed in it."),
                N_("Install the newer release on this computer, then open the database again."),
            )

    def another(self) -> Self:
        """Give a second connection to the same file, for another thread; its writers still take turns with ours."""
        twin = type(self)(self.path, self._key(), cache_mb=self._cache_mb, reserve=self.reserve)
        twin._writer_lock = self._writer_lock  # noqa: SLF001 - one family, one writer at a time
        return twin

    def close(self) -> None:
        """Close the file and forget the key; the object is of no use afterwards."""
        with self._connection_lock:
            self._engine.dispose()
            self._data_key = None

    def copy_to(self, path: Path, stopped: Callable[[], bool] | None = None) -> None:
        """Write a compact copy of what is committed to a new file, encrypted with the same key and database id.

        ``stopped`` is asked all the while; once it says so, the engine's own "interrupted" is raised. Raises
        FileExistsError when something has that name, UserError when the disk refuses; nothing stays behind.
        """
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            with self._connection_lock, _in_plain_words(), self._engine.connect() as connection:
                driver = _driver(connection)
                driver.set_progress_handler(stopped, STEPS_BETWEEN_QUESTIONS)
                try:
                    driver.execute("VACUUM INTO ?", (str(path),))
                finally:
                    driver.set_progress_handler(None, 0)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def snapshot(self, path: Path, stopped: Callable[[], bool] | None = None) -> Self:
        """Give what is committed as a database of its own, so that a long read keeps no writer waiting.

        Whoever asks closes it and removes the file. Raises what ``copy_to`` raises.
        """
        copier = type(self)(self.path, self._key(), cache_mb=SNAPSHOT_CACHE_MB)  # both sides take that much memory
        try:
            copier.copy_to(path, stopped)
        finally:
            copier.close()
        return self.open_copy(path)

    def open_copy(self, path: Path, newest_schema: int | None = None) -> Self:
        """Open another file that was encrypted with the same key, such as a backup; raises what ``open`` raises."""
        return type(self).open(path, self._key(), newest_schema=newest_schema, cache_mb=SNAPSHOT_CACHE_MB)

    @contextmanager
    def without_writers(self) -> Iterator[None]:
        """Keep every writer of this program waiting for a moment, so that several reads see the same rows.

        Raises DatabaseBusyError when a writer goes on for too long.
        """
        if not self._writer_lock.acquire(timeout=WRITER_WAIT_SECONDS):
            raise database_errors.busy()
        try:
            yield
        finally:
            self._writer_lock.release()

    @property
    def schema_number(self) -> int:
        """The number of the schema step the file is at (0: no tables yet)."""
        with self.reader() as connection:
            return _schema_number(connection)

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """Read in one transaction that is finished at once afterwards; writing through it is refused.

        Inside a reader or writer of the same thread this is the same connection and the same view of the rows.
        """
        joined = self._joined()
        if joined is not None:
            yield joined
            return
        with self._connection_lock, _in_plain_words(), self._engine.connect() as connection:
            driver = _driver(connection)
            driver.execute("PRAGMA query_only=ON")
            try:
                with self._as_current(connection), connection.begin():
                    yield connection
            finally:
                driver.execute("PRAGMA query_only=OFF")

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """Write between BEGIN IMMEDIATE and COMMIT; any exception rolls everything back.

        Inside a writer of the same thread it joins that one, whose end decides. Raises UserError for a full disk
        (after the reserve was given up), a busy or read-only file; an error of the commit itself does not prove
        that nothing was saved, so writes must be repeatable.
        """
        joined = self._joined()
        if joined is not None:
            if not self._current.writes:
                raise RuntimeError("A write was begun inside a read; finish the read first.")
            yield joined
            return
        if self.read_only:
            raise database_errors.read_only()
        with self.without_writers(), self._connection_lock, _in_plain_words(), self._engine.connect() as plain:
            connection = plain.execution_options(ibcr_begin="BEGIN IMMEDIATE")
            self._make_room()
            with self._as_current(connection, writes=True), connection.begin():
                yield connection
                self._make_room()

    @contextmanager
    def rehearsal(self) -> Iterator[Connection]:
        """Write as in ``writer``, though never inside one, and roll everything back at the end."""
        with suppress(_RehearsedError), self.writer() as connection:
            yield connection
            raise _RehearsedError

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Run ``work`` in a writer and give its result; once more from the start if the disk was full.

        Before the second try the reserve file is given up. ``work`` must therefore be repeatable.
        """
        try:
            with self.writer() as connection:
                return work(connection)
        except database_errors.DiskFullError:
            if self._joined() is not None or self.reserve is None or not self.reserve.release():
                raise
        with self.writer() as connection:
            return work(connection)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give an ORM session that reads: for one record and its parts, not for lists."""
        with self.reader() as connection, Session(bind=connection, autoflush=False) as session:
            yield session

    def _key(self) -> bytes:
        if self._data_key is None:
            raise RuntimeError("The database was closed.")
        return self._data_key

    def _make_room(self) -> None:
        if self.reserve is not None:
            self.reserve.release_if_nearly_full()

    def _joined(self) -> Connection | None:
        return getattr(self._current, "connection", None)

    @contextmanager
    def _as_current(self, connection: Connection, *, writes: bool = False) -> Iterator[None]:
        self._current.connection, self._current.writes = connection, writes
        try:
            yield
        finally:
            self._current.connection = None

    def _make_engine(self) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,  # else the values of a failing row reach logs
        )
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> Any:
        """Make one connection with every safeguard of docs/decisions/encryption.md, in this order."""
        connection = dbapi2.connect(
            _address(self.path, "ro" if self.read_only else "rw"),
            uri=True,
            isolation_level=None,  # the driver's own idea of transactions begins them too late
            check_same_thread=False,  # our lock lets one thread in at a time
        )
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: Any) -> None:
        connection.execute("PRAGMA cipher_log_level=NONE")  # else the engine prints to standard error
        connection.execute(f"PRAGMA key=\"x'{self._key().hex()}{self._salt.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # proves the key
        for pragma in (
            "cipher_memory_security=OFF",  # it locks and wipes every page: writes took four times as long (measured)
            "foreign_keys=ON",
            "recursive_triggers=ON",  # else REPLACE slips past the guards of the change log
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "mmap_size=0",
            "temp_store=MEMORY",
            "secure_delete=ON",
            "journal_mode=TRUNCATE",
            "synchronous=EXTRA",
            f"busy_timeout={BUSY_MILLISECONDS}",
            f"cache_size=-{self._cache_mb * 1024}",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        with suppress(dbapi2.NotSupportedError):  # a driver built without extensions is as good
            connection.enable_load_extension(False)


class _RehearsedError(Exception):
    """A rehearsal has ended: it leaves its transaction by this, so that nothing is kept."""


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("ibcr_begin", "BEGIN"))


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _schema_number(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _address(path: Path, mode: str) -> str:
    """Write the path as SQLite's URI; the third slash lets drive letters and network names through."""
    place = path.absolute().as_posix()
    return f"file://{'' if place.startswith('/') else '/'}{quote(place, safe='/:')}?mode={mode}"


def _refuse_old_engine() -> None:
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise UserError(
            N_("The database engine of this installation is too old to be trusted."),
            N_("Nothing was opened or changed."),
            N_("Install the program again from the newest release."),
        )


@contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        sentence = database_errors.user_error(error)
        if sentence is None or sentence is error:
            raise
        raise sentence from None  # the chain would carry the engine's words into logs
