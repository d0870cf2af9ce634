"""The small file with which an office asks headquarters to be paired: public keys, and proof that they are its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.foundation.safe_files import write_content
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.sync.package_lines import OfficeCode, PublicKey, Recipient, ShortText
from ibcr_desktop.sync.sealing import PublicKeys, SecretKeys, is_recipient, is_signed
from ibcr_desktop.sync.spoken_words import spoken_words

SUFFIX: Final = ".ibcrpair"
LARGEST: Final = 16 * 1024  # bytes
_SIGNED: Final = b"IBCR pair request 1\n"


class _Request(Struct, frozen=True, forbid_unknown_fields=True):
    """The file: JSON that a person can look at."""

    format: Literal["ibcr-pair-request"]
    version: Literal[1]
    office: OfficeCode
    signing_key: PublicKey
    recipient: Recipient
    made_at: ShortText
    ed25519: Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]


@dataclass(frozen=True)
class PairRequest:
    """An office and its public keys; ``words`` are what it reads over the telephone."""

    office: str
    keys: PublicKeys

    @property
    def words(self) -> tuple[str, ...]:
        """The six words of the request."""
        return spoken_words(self.office, self.keys)


def write_request(folder: Path, office: str, secret: SecretKeys, made_at: str) -> Path:
    """Write the request into the folder and give its place; raises UserError when the disk refuses."""
    keys = secret.public
    signature = secret.sign(_message(office, keys))
    request = _Request("ibcr-pair-request", 1, office, keys.signing_key, keys.recipient, made_at, signature)
    path = folder / f"{office}-pair-request{SUFFIX}"
    content = msgspec.json.format(msgspec.json.encode(request), indent=1) + b"\n"
    write_content(path, content)
    return path


def read_request(path: Path) -> PairRequest:
    """Read a request; raises UserError for any other file, and for one that was changed on its way."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise file_problem(error, path) from error
    try:
        request = msgspec.json.decode(content if len(content) <= LARGEST else b"", type=_Request)
    except (msgspec.MsgspecError, ValueError) as error:
        raise _not_a_request(path) from error
    keys = PublicKeys(request.signing_key, request.recipient)
    is_whole = is_signed(_message(request.office, keys), request.ed25519, keys.signing_key)
    if not is_whole or not is_recipient(keys.recipient):
        raise _not_a_request(path)
    return PairRequest(request.office, keys)


def _message(office: str, keys: PublicKeys) -> bytes:
    return _SIGNED + f"{office}\n{keys.signing_key}\n{keys.recipient}\n".encode()


def _not_a_request(path: Path) -> UserError:
    return UserError(
        N_("“{file}” is not a request for pairing, or it was changed on its way."),
        N_("Nothing was paired."),
        N_("Ask the office to make the request again (pair-request) and to send that file."),
        file=path.name,
    )
