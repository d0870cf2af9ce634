"""Wraps the data key of a database for each secret that may open it; the only file of storage that does cryptography.

The format is written down in docs/key-file.md.
"""

import json
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT: Final = "ibcr-key-file"
VERSION: Final = 1
DATA_KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
CIPHER: Final = "aes-256-gcm"
ARGON: Final = "argon2id"
EXPANSION: Final = "hkdf-sha256"
PASSPHRASE: Final = "passphrase"  # noqa: S105 - the name of a role
RECOVERY: Final = "recovery"
RECOVERY_PURPOSE: Final = b"ibcr recovery code 1"

KIB_PER_MIB: Final = 1024
LEAST_KIB, MOST_KIB = 19 * KIB_PER_MIB, 1024 * KIB_PER_MIB  # docs/faults.md, 7
LEAST_PASSES, MOST_PASSES = 1, 10
LEAST_LANES, MOST_LANES = 1, 16


@dataclass(frozen=True)
class Cost:
    """What one guess of a passphrase costs: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int = 64 * KIB_PER_MIB
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """Refuse what is too weak to protect, or so large that it would stop the computer."""
        within = (
            LEAST_KIB <= self.memory_kib <= MOST_KIB
            and LEAST_PASSES <= self.passes <= MOST_PASSES
            and LEAST_LANES <= self.lanes <= MOST_LANES
        )
        if not within:
            raise ValueError("The cost of the passphrase is outside its bounds.")


USUAL_COST: Final = Cost()
LEAST_COST: Final = Cost(LEAST_KIB, LEAST_PASSES, LEAST_LANES)  # for tests and the public example only


@dataclass(frozen=True)
class Slot:
    """The data key wrapped for one secret: ``derivation`` says how the secret becomes the wrapping key.

    A role this release does not know keeps its members in ``unknown`` and is written back as it was.
    """

    role: str
    derivation: dict[str, Any]
    nonce: bytes
    wrapped: bytes
    unknown: dict[str, Any] | None = None

    @property
    def is_understood(self) -> bool:
        """Tell whether this release can open it."""
        return self.unknown is None

    @classmethod
    def for_passphrase(cls, passphrase: str, data_key: bytes, database_id: bytes, cost: Cost = USUAL_COST) -> Self:
        """Wrap the data key for a passphrase, with Argon2id."""
        derivation = {
            "name": ARGON,
            "salt": secrets.token_hex(SALT_BYTES),
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
        }
        return cls._wrap(PASSPHRASE, derivation, passphrase_bytes(passphrase), data_key, database_id)

    @classmethod
    def for_recovery(cls, code_letters: str, data_key: bytes, database_id: bytes) -> Self:
        """Wrap the data key for the 25 letters of a recovery code; 125 random bits need no slow derivation."""
        derivation = {"name": EXPANSION, "salt": secrets.token_hex(SALT_BYTES)}
        return cls._wrap(RECOVERY, derivation, code_letters.encode("ascii"), data_key, database_id)

    @classmethod
    def _wrap(cls, role: str, derivation: dict[str, Any], secret: bytes, data_key: bytes, database_id: bytes) -> Self:
        nonce = secrets.token_bytes(NONCE_BYTES)
        bound = _bound_data(database_id, role, derivation)
        wrapped = AESGCM(_derive(derivation, secret)).encrypt(nonce, data_key, bound)
        return cls(role, derivation, nonce, wrapped)

    def unwrap(self, secret: bytes, database_id: bytes) -> bytes | None:
        """Give the data key, or None when the secret is wrong or anything in the slot was changed."""
        bound = _bound_data(database_id, self.role, self.derivation)
        try:
            data_key = AESGCM(_derive(self.derivation, secret)).decrypt(self.nonce, self.wrapped, bound)
        except InvalidTag:
            return None
        return data_key if len(data_key) == DATA_KEY_BYTES else None

    def as_json(self) -> dict[str, Any]:
        """Give the slot as it stands in the key file."""
        if self.unknown is not None:
            return self.unknown
        return {
            "role": self.role,
            "derivation": self.derivation,
            "cipher": CIPHER,
            "nonce": self.nonce.hex(),
            "wrapped_key": self.wrapped.hex(),
        }

    @classmethod
    def from_json(cls, value: Any) -> Self:
        """Read a slot and check every bound before anything is computed; raises ValueError."""
        role = value.get("role") if isinstance(value, dict) else None
        if not isinstance(role, str):
            raise ValueError("A slot has a role.")  # noqa: TRY004 - any faulty file gives the same error
        if role not in {PASSPHRASE, RECOVERY}:
            return cls(role, {}, b"", b"", unknown=value)
        if set(value) != {"role", "derivation", "cipher", "nonce", "wrapped_key"} or value["cipher"] != CIPHER:
            raise ValueError("A slot has other members than it should.")
        nonce = from_hex(value["nonce"], NONCE_BYTES)
        wrapped = from_hex(value["wrapped_key"], DATA_KEY_BYTES + TAG_BYTES)
        return cls(role, _checked_derivation(role, value["derivation"]), nonce, wrapped)


def new_data_key() -> bytes:
    """Make the random key that encrypts one database for its whole life."""
    return secrets.token_bytes(DATA_KEY_BYTES)


def new_database_id() -> bytes:
    """Make the 16 random bytes that stand at the beginning of a database and in its key file."""
    return secrets.token_bytes(SALT_BYTES)


def passphrase_bytes(passphrase: str) -> bytes:
    """Give the bytes of a passphrase, the same whichever keyboard composed its accents or its spaces."""
    text = unicodedata.normalize("NFC", passphrase)
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in text)
    return spaced.encode("utf-8", "surrogatepass")


def canonical(value: Any) -> bytes:
    """Write JSON in the one form that is authenticated: sorted names, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def from_hex(value: Any, size: int) -> bytes:
    """Read ``size`` bytes of lower-case hexadecimal; raises ValueError."""
    if not isinstance(value, str) or len(value) != 2 * size or set(value) - set("0123456789abcdef"):
        raise ValueError("Hexadecimal digits of another length were expected.")
    return bytes.fromhex(value)


def _checked_derivation(role: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("A derivation is an object.")  # noqa: TRY004 - any faulty file gives the same error
    from_hex(value.get("salt"), SALT_BYTES)
    if role == RECOVERY:
        if set(value) != {"name", "salt"} or value["name"] != EXPANSION:
            raise ValueError("A recovery slot uses another derivation.")
        return value
    if set(value) != {"name", "salt", "memory_kib", "passes", "lanes"} or value["name"] != ARGON:
        raise ValueError("A passphrase slot uses another derivation.")
    numbers = [value["memory_kib"], value["passes"], value["lanes"]]
    if not all(type(number) is int for number in numbers):
        raise ValueError("The cost is given in whole numbers.")
    Cost(*numbers)
    return value


def _derive(derivation: dict[str, Any], secret: bytes) -> bytes:
    salt = bytes.fromhex(derivation["salt"])
    if derivation["name"] == EXPANSION:
        return HKDF(algorithm=SHA256(), length=DATA_KEY_BYTES, salt=salt, info=RECOVERY_PURPOSE).derive(secret)
    return Argon2id(
        salt=salt,
        length=DATA_KEY_BYTES,
        iterations=derivation["passes"],
        lanes=derivation["lanes"],
        memory_cost=derivation["memory_kib"],
    ).derive(secret)


def _bound_data(database_id: bytes, role: str, derivation: dict[str, Any]) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "database_id": database_id.hex(),
            "role": role,
            "derivation": derivation,
            "cipher": CIPHER,
        }
    )
