"""A second program, written from docs/key-file.md alone, opens our files; files of the first format open for ever."""

import hashlib
import hmac
import json
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlcipher3 import dbapi2

from ibcr_desktop.storage import vault
from ibcr_desktop.storage.keys import LEAST_COST
from tests.storage.small_database import PASSPHRASE, add, make, texts

FILES = Path(__file__).with_name("files")
FIRST_CODE = "FNEGZ-BH5W2-BD5PA-5E05W-WRHS8-Q2HZA"
ROWS = ["Awa Exemple", "Zéphyrine"]
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def wrapping_key(derivation: dict[str, Any], secret: bytes) -> bytes:
    salt = bytes.fromhex(derivation["salt"])
    if derivation["name"] == "hkdf-sha256":
        pseudo_random = hmac.digest(salt, secret, "sha256")
        return hmac.digest(pseudo_random, b"ibcr recovery code 1\x01", "sha256")
    return Argon2id(
        salt=salt,
        length=32,
        iterations=derivation["passes"],
        lanes=derivation["lanes"],
        memory_cost=derivation["memory_kib"],
    ).derive(secret)


def data_key(path: Path, role: str, secret: bytes) -> bytes:
    members = json.loads(path.with_suffix(".ibcrkey").read_text("ascii"))
    checksum = members.pop("sha256")
    assert checksum == hashlib.sha256(canonical(members)).hexdigest()
    assert members["database_id"] == path.read_bytes()[:16].hex()
    (slot,) = (slot for slot in members["slots"] if slot["role"] == role)
    bound = {name: members[name] for name in ("format", "version", "database_id")}
    bound |= {name: slot[name] for name in ("role", "derivation", "cipher")}
    key = wrapping_key(slot["derivation"], secret)
    return AESGCM(key).decrypt(bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped_key"]), canonical(bound))


def rows_with(path: Path, key: bytes) -> list[str]:
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    rows = [row[0] for row in connection.execute("SELECT text FROM note ORDER BY id")]
    assert connection.execute("PRAGMA application_id").fetchone() == (0x49424352,)
    connection.close()
    return rows


def check_letters(letters: str) -> str:
    digest = hashlib.sha256(f"ibcr recovery code check 1:{letters}".encode()).digest()
    bits = "".join(f"{byte:08b}" for byte in digest)
    return "".join(ALPHABET[int(bits[start : start + 5], 2)] for start in range(0, 25, 5))


def test_a_second_program_opens_a_database_with_either_secret(tmp_path: Path) -> None:
    path = tmp_path / "dakar.ibcrdb"
    passphrase = "mots accentués à Québec"
    database, code = make(path, passphrase)
    add(database, ROWS)
    database.close()
    letters = code.replace("-", "")
    assert check_letters(letters[:25]) == letters[25:]
    secret = unicodedata.normalize("NFC", passphrase).encode()
    for key in (data_key(path, "passphrase", secret), data_key(path, "recovery", letters[:25].encode())):
        assert rows_with(path, key) == ROWS


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A copy of the database kept from the first format."""
    for name in ("first_format.ibcrdb", "first_format.ibcrkey"):
        shutil.copy(FILES / name, tmp_path / name)
    return tmp_path / "first_format.ibcrdb"


def test_a_file_of_the_first_format_opens_with_its_passphrase(first: Path) -> None:
    database = vault.open_database(first, PASSPHRASE, newest_schema=1, reserve_bytes=0)
    assert texts(database) == ROWS
    database.close()


def test_a_file_of_the_first_format_opens_with_its_recovery_code(first: Path) -> None:
    database = vault.recover(first, FIRST_CODE, "another four words", cost=LEAST_COST, reserve_bytes=0)
    assert texts(database) == ROWS
    database.close()
