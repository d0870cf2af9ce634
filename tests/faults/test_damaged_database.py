"""Random damage anywhere in a database is refused or reported, and never crashes or changes what is read."""

import random
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage.damage_check import find_damage
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.opening import check_header
from tests.storage.small_database import add, one_table, texts

KEY = bytes(range(32))
ROWS = [f"row {number} " + "z" * (number % 700) for number in range(400)]
DAMAGES = 500
SECTOR = 512


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "dakar.ibcrdb"
    database = Database.create(path, KEY)
    one_table(database)
    add(database, ROWS)
    database.close()
    return path.read_bytes()


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Flip one bit, cut the file, zero a sector or exchange two pages."""
    kind = chance.choice(["bit", "bit", "cut", "cut at a page", "sector", "pages"])
    pages = len(content) // 4096
    changed = bytearray(content)
    if kind == "bit":
        changed[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del changed[chance.randrange(len(content)) :]
    elif kind == "cut at a page":
        del changed[4096 * chance.randrange(pages) :]
    elif kind == "sector":
        start = SECTOR * chance.randrange(len(content) // SECTOR)
        changed[start : start + SECTOR] = bytes(SECTOR)
    else:
        one, other = (4096 * page for page in chance.sample(range(pages), 2))
        changed[one : one + 4096], changed[other : other + 4096] = content[other:][:4096], content[one:][:4096]
    return bytes(changed)


def is_noticed(path: Path) -> bool:
    """Open, check and read the file as the program does; anything but a UserError or a finding is a bug."""
    try:
        check_header(path)
        database = Database.open(path, KEY)
    except UserError:
        return True
    try:
        if find_damage(database, thorough=True):
            return True
        assert texts(database) == ROWS
    except UserError:
        return True
    finally:
        database.close()
    return False


def test_the_sound_file_is_accepted(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dakar.ibcrdb"
    path.write_bytes(sound)
    assert not is_noticed(path)


def test_no_random_damage_is_silently_accepted(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dakar.ibcrdb"
    chance = random.Random(31)  # noqa: S311 - a repeatable choice of damage, not a secret
    accepted = []
    for number in range(DAMAGES):
        content = damaged(sound, chance)
        path.write_bytes(content)
        if content != sound and not is_noticed(path):
            accepted.append(number)
    assert accepted == []


def test_reading_alone_notices_damage_even_without_a_check(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dakar.ibcrdb"
    changed = bytearray(sound)
    changed[len(sound) // 2] ^= 1
    path.write_bytes(changed)
    database = Database.open(path, KEY)
    with pytest.raises(UserError, match="damaged"):
        texts(database)
    assert find_damage(database) != []
    database.close()
