"""Signs, seals and opens packages; beside ``storage/keys.py`` the only file that does cryptography.

Ed25519 says who made a package; age (X25519, ChaCha20-Poly1305) lets only its receiver read it. What is signed and in
which order is written down in docs/package-format.md.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, Self, cast

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

STRETCH: Final = {"n": 2**16, "r": 8, "p": 1, "maxmem": 2**27, "dklen": 32}  # 64 MiB and about 0.2 s for each guess


class NotForThisKeyError(Exception):
    """What was sealed is for other recipients."""


class SealBrokenError(Exception):
    """What was sealed is not whole: damaged, cut, longer than it was, or no sealed file at all."""


@dataclass(frozen=True)
class PublicKeys:
    """How others know a database (an Ed25519 key, 64 hexadecimal digits) and seal for it (a recipient of age)."""

    signing_key: str
    recipient: str


@dataclass(frozen=True)
class SecretKeys:
    """The two secret keys of a database: the seed of Ed25519 (32 bytes) and the identity of age, as text."""

    seed: bytes
    identity: str

    @classmethod
    def new(cls) -> Self:
        """Make random keys."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw(), new_identity())

    @property
    def public(self) -> PublicKeys:
        """The keys that others may have."""
        signing_key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw().hex()
        return PublicKeys(signing_key, recipient_of(self.identity))

    def sign(self, message: bytes) -> str:
        """Give the signature, 128 hexadecimal digits."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message).hex()


def is_signed(message: bytes, signature: str, signing_key: str) -> bool:
    """Say whether the signature is that of the key; anything that is no key or no signature is not."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signing_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def new_identity() -> str:
    """Make a secret key of age, such as the recovery key of an organisation: ``AGE-SECRET-KEY-1…``."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Give the public part of a secret key of age: ``age1…``."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def is_recipient(text: str) -> bool:
    """Say whether the text is a recipient of age with a fitting checksum."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def seal(pieces: Iterable[bytes], file: BinaryIO, recipients: Sequence[str]) -> None:
    """Write the pieces into the file so that only the recipients can read them; memory does not grow with them.

    What making the pieces raises, such as the wish to stop, passes through.
    """
    source = _Pieces(iter(pieces))
    try:
        pyrage.encrypt_io(
            cast("BinaryIO", source), file, [pyrage.x25519.Recipient.from_str(each) for each in recipients]
        )
    except pyrage.EncryptError:
        if source.raised is not None:
            raise source.raised from None
        raise


def unseal(file: BinaryIO, take: Callable[[bytes], object], identity: str) -> None:
    """Give what was sealed to ``take``, piece by piece (64 kB at most), each authenticated before it is given.

    The end is authenticated too, so nothing is whole before this function has returned. Raises NotForThisKeyError or
    SealBrokenError; what ``take`` raises, and a failing disk's OSError, pass through.
    """
    try:
        pyrage.decrypt_io(file, cast("BinaryIO", _Taker(take)), [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        raise (NotForThisKeyError if "No matching keys" in str(error) else SealBrokenError) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise SealBrokenError from error


def stretched(data: bytes, purpose: bytes) -> bytes:
    """Derive 32 bytes that are slow to find again: who searches another input for them pays for every guess."""
    return hashlib.scrypt(data, salt=purpose, **STRETCH)


def keyed_code(key: bytes, record_id: uuid.UUID) -> uuid.UUID:
    """Give the id under which statistics know a record: always the same, and without the key nobody's."""
    digest = hmac.digest(key, record_id.bytes, "sha256")
    return uuid.UUID(bytes=digest[:16], version=4)


class _Pieces:
    """A file that gives what an iterator makes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.raised: BaseException | None = None  # the seal hides it in one of its own

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = self._next()
            if piece is None:
                return b""
            self._rest = piece
        given = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(given) :]
        return given

    def _next(self) -> bytes | None:
        try:
            return next(self._pieces, None)
        except BaseException as error:
            self.raised = error
            raise


class _Taker:
    """A file that hands on what is written into it."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take

    def write(self, data: Any) -> int:
        self._take(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""
