"""A sound database has no findings, and each kind of damage has one."""

from pathlib import Path

from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from tests.storage.small_database import add, one_table

KEY = bytes(range(32))


def test_a_sound_database_has_no_findings(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "dakar.ibcrdb", KEY)
    one_table(database)
    add(database, ["one", "two"])
    assert find_damage(database) == []
    assert find_damage(database, thorough=True) == []
    database.close()


def test_a_link_to_nothing_is_found_by_the_thorough_check(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "dakar.ibcrdb", KEY)
    with database.writer() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE child (parent_id REFERENCES parent (id))")
    with database.reader() as connection:
        driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    add_child = "INSERT INTO child VALUES (7)"
    with database.writer() as connection:
        connection.exec_driver_sql(add_child)
    assert find_damage(database) == []
    assert find_damage(database, thorough=True) == ["child links to a missing parent"]
    database.close()


def test_a_page_that_was_altered_is_found_while_the_database_is_open(tmp_path: Path) -> None:
    path = tmp_path / "dakar.ibcrdb"
    database = Database.create(path, KEY)
    one_table(database)
    add(database, [f"{number} " + "x" * 500 for number in range(200)])
    database.close()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    database = Database.open(path, KEY)
    assert find_damage(database) == ["A page could not be decrypted."]
    assert find_damage(database, thorough=True) == ["A page could not be decrypted."]
    database.close()
