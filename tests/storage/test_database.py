"""The connection has every safeguard, readers only read, and a write is whole or not there."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage import database_errors
from ibcr_desktop.storage.database import APPLICATION_ID, Database, MadeByNewerReleaseError
from ibcr_desktop.storage.reserve_file import ReserveFile
from tests.storage.small_database import add, one_table, texts

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dakar.ibcrdb"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database.create(path, KEY)
    one_table(database)
    yield database
    database.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("cipher_memory_security", "0"),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("busy_timeout", 30_000),
        ("cache_size", -64 * 1024),
        ("application_id", APPLICATION_ID),
        ("cipher_page_size", "4096"),
        ("cipher_use_hmac", "1"),
    ],
)
def test_each_connection_has_every_safeguard(database: Database, pragma: str, value: object) -> None:
    twin = database.another()
    for each in (database, twin):
        with each.reader() as connection:
            found = connection.exec_driver_sql(f"PRAGMA {pragma}").fetchall()
            assert [row[0] for row in found] == ([] if pragma == "mmap_size" and not found else [value])
    twin.close()


def test_a_connection_loads_no_extensions(database: Database) -> None:
    with database.reader() as connection, pytest.raises(OperationalError, match="not authorized"):
        connection.exec_driver_sql("SELECT load_extension('anything')")


def test_the_file_is_encrypted_and_only_for_its_owner(database: Database, path: Path) -> None:
    add(database, ["Awa Exemple"])
    assert b"SQLite" not in path.read_bytes()
    assert b"Awa" not in path.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_given_salt_becomes_and_stays_the_beginning_of_the_file(path: Path) -> None:
    Database.create(path, KEY, salt=b"0123456789abcdef").close()
    reopened = Database.open(path, KEY)
    one_table(reopened)
    add(reopened, ["one"])
    reopened.close()
    assert path.read_bytes()[:16] == b"0123456789abcdef"


def test_another_key_is_refused(database: Database, path: Path) -> None:
    database.close()
    with pytest.raises(database_errors.DatabaseDamagedError):
        Database.open(path, bytes(32))


def test_a_file_of_the_same_name_is_never_written_over(path: Path) -> None:
    path.write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        Database.create(path, KEY)
    assert path.read_bytes() == b"precious"


def test_a_missing_file_is_not_made_by_opening_it(path: Path) -> None:
    with pytest.raises(UserError):
        Database.open(path, KEY)
    assert not path.exists()


def test_names_with_blanks_accents_and_signs_can_be_opened(tmp_path: Path) -> None:
    folder = tmp_path / "Bureau de Québec #1 ?x=%41&"
    folder.mkdir()
    Database.create(folder / "année 2026.ibcrdb", KEY).close()
    Database.open(folder / "année 2026.ibcrdb", KEY).close()
    assert [place.name for place in tmp_path.iterdir()] == [folder.name]


def test_a_database_of_a_newer_release_is_refused_by_its_schema_number(database: Database, path: Path) -> None:
    assert database.schema_number == 1
    database.close()
    Database.open(path, KEY, newest_schema=1).close()
    with pytest.raises(MadeByNewerReleaseError):
        Database.open(path, KEY, newest_schema=0)


def test_an_encrypted_file_of_another_program_is_refused(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    connection.execute("CREATE TABLE stranger (id)")
    connection.close()
    with pytest.raises(UserError):
        Database.open(path, KEY)


def test_an_old_engine_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(UserError, match="too old"):
        Database.create(path, KEY)
    assert not path.exists()


def test_a_reader_cannot_write_and_the_next_writer_can(database: Database) -> None:
    with pytest.raises(UserError), database.reader() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES ('x')")
    add(database, ["y"])
    assert texts(database) == ["y"]


def test_a_failing_write_leaves_nothing_and_says_no_values(database: Database) -> None:
    add(database, ["Awa Exemple"])
    with pytest.raises(IntegrityError) as caught:
        add(database, ["Other", "Awa Exemple"])
    assert "Awa Exemple" not in str(caught.value)
    assert texts(database) == ["Awa Exemple"]


def test_a_read_inside_a_write_sees_what_is_being_written(database: Database) -> None:
    with database.writer() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES ('new')")
        assert texts(database) == ["new"]


def test_a_write_inside_a_write_is_undone_with_it(database: Database) -> None:
    def write() -> None:
        with database.writer():
            add(database, ["inner"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert texts(database) == []


def test_a_write_inside_a_read_is_a_mistake_of_the_program(database: Database) -> None:
    with database.reader(), pytest.raises(RuntimeError), database.writer():
        pass


def test_a_second_connection_sees_only_what_was_committed(database: Database) -> None:
    twin = database.another()
    with database.writer() as connection:
        connection.exec_driver_sql("INSERT INTO note (text) VALUES ('a')")
        assert texts(twin) == []
    assert texts(twin) == ["a"]
    twin.close()


def test_writers_in_many_threads_take_turns(database: Database) -> None:
    twin = database.another()
    failures: list[Exception] = []

    def write(own: Database, name: str) -> None:
        try:
            for number in range(50):
                add(own, [f"{name} {number}"])
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a thread must reach the test
            failures.append(error)

    threads = [threading.Thread(target=write, args=(own, f"{n}")) for n, own in enumerate((database, twin) * 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    twin.close()
    assert failures == []
    assert len(texts(database)) == 200


def test_a_writer_of_another_program_makes_us_say_busy(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibcr_desktop.storage.database.BUSY_MILLISECONDS", 50)
    stranger = Database.open(path, KEY)
    late = Database.open(path, KEY)
    with stranger.writer(), pytest.raises(database_errors.DatabaseBusyError):
        add(late, ["x"])
    add(late, ["y"])
    assert texts(database) == ["y"]
    stranger.close()
    late.close()


def test_a_session_reads_one_record(database: Database) -> None:
    add(database, ["one"])
    with database.session() as session:
        assert session.connection().exec_driver_sql("SELECT text FROM note").scalar_one() == "one"


def test_a_full_disk_gives_up_the_reserve_and_saves_once(database: Database, path: Path) -> None:
    database.reserve = ReserveFile(path.with_name("reserve"), 4096, free_bytes_in=lambda _: 10**12)
    assert database.reserve.hold()
    tries = 0

    def work(_: object) -> str:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise database_errors.disk_full()
        add(database, ["saved"])
        return "done"

    assert database.write(work) == "done"
    assert not database.reserve.is_held
    assert texts(database) == ["saved"]
    tries = 0
    with pytest.raises(database_errors.DiskFullError):
        database.write(work)
    assert texts(database) == ["saved"]


def test_the_engine_saying_full_becomes_our_sentence_and_loses_nothing(database: Database) -> None:
    add(database, ["before"])
    with database.reader() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")
    with pytest.raises(database_errors.DiskFullError):
        add(database, [f"{number}" * 2000 for number in range(100)])
    assert texts(database) == ["before"]


def test_a_nearly_full_disk_gives_up_the_reserve_before_the_write(database: Database, path: Path) -> None:
    free = 10**12
    database.reserve = ReserveFile(path.with_name("reserve"), 4096, free_bytes_in=lambda _: free)
    database.reserve.hold()
    add(database, ["roomy"])
    assert database.reserve.is_held
    free = 1000
    add(database, ["tight"])
    assert not database.reserve.is_held
    assert texts(database) == ["roomy", "tight"]


def test_a_copy_holds_what_was_committed_under_the_same_key_and_number(database: Database, tmp_path: Path) -> None:
    add(database, ["one"])
    copy = tmp_path / "copy.ibcrdb"
    database.copy_to(copy)
    add(database, ["later"])
    assert copy.read_bytes()[:16] == database.path.read_bytes()[:16]
    opened = Database.open(copy, KEY, newest_schema=1)
    assert (texts(opened), opened.schema_number) == (["one"], 1)
    opened.close()
    with pytest.raises(FileExistsError):
        database.copy_to(copy)
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_that_fails_leaves_nothing_behind(database: Database, tmp_path: Path) -> None:
    add(database, ["one"])
    database.close()
    content = bytearray(database.path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page + 100] ^= 1
    database.path.write_bytes(content)
    damaged = Database.open(database.path, KEY)
    with pytest.raises(database_errors.DatabaseDamagedError):
        damaged.copy_to(tmp_path / "copy.ibcrdb")
    assert not (tmp_path / "copy.ibcrdb").exists()
    damaged.close()


def test_a_closed_database_has_forgotten_its_key(database: Database) -> None:
    database.close()
    assert KEY.hex() not in repr(vars(database))
    with pytest.raises(RuntimeError, match="closed"):
        texts(database)
    with pytest.raises(RuntimeError, match="closed"):
        database.another()


def test_a_snapshot_shows_one_moment_while_others_go_on_writing(database: Database, tmp_path: Path) -> None:
    add(database, ["before"])
    snapshot = database.snapshot(tmp_path / "snapshot.ibcrdb")
    add(database, ["after"])
    assert (texts(snapshot), texts(database)) == (["before"], ["before", "after"])
    snapshot.close()


def test_a_snapshot_that_is_stopped_leaves_nothing_behind(database: Database, tmp_path: Path) -> None:
    add(database, [f"{number} " * 200 for number in range(2_000)])
    with pytest.raises(dbapi2.OperationalError, match="interrupted"):
        database.snapshot(tmp_path / "snapshot.ibcrdb", lambda: True)
    assert not (tmp_path / "snapshot.ibcrdb").exists()
    add(database, ["goes on"])
