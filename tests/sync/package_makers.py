"""Packages, key rings and hostile contents for tests, made without a database."""

import hashlib
import io
import json
import uuid
from collections.abc import Iterable, Mapping
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from ibcr_desktop.storage.schema import SCHEMA_NUMBER
from ibcr_desktop.sync import package_worker
from ibcr_desktop.sync.key_ring import Correspondent, KeyRing
from ibcr_desktop.sync.package_file import HEADER, signed_message, write_package
from ibcr_desktop.sync.package_lines import FORMAT, ChangeLine, Manifest, WriterLine
from ibcr_desktop.sync.package_reader import shapes
from ibcr_desktop.sync.package_worker import GO_ON, RefusedError, Task
from ibcr_desktop.sync.sealing import SecretKeys, seal

ORGANISATION = uuid.UUID(int=2)
WRITER = uuid.UUID(int=7)
DAKAR, HEADQUARTERS, STRANGER = SecretKeys.new(), SecretKeys.new(), SecretKeys.new()


def ring_of_headquarters(**changes: Any) -> KeyRing:
    """Give what headquarters knows: Dakar is paired."""
    dakar = Correspondent("DKR", is_headquarters=False, keys=DAKAR.public, **changes)
    return KeyRing("MTL", True, HEADQUARTERS, ORGANISATION, None, (dakar,))


def ring_of_dakar() -> KeyRing:
    """Give what the office knows: headquarters is paired."""
    headquarters = Correspondent("MTL", is_headquarters=True, keys=HEADQUARTERS.public)
    return KeyRing("DKR", False, DAKAR, ORGANISATION, None, (headquarters,))


def a_manifest(**changes: Any) -> Manifest:
    """Give the manifest of a package with one milestone from Dakar to headquarters."""
    values: dict[str, Any] = {
        "package": uuid.UUID(int=1),
        "purpose": "office",
        "organisation": ORGANISATION,
        "office": "DKR",
        "receiver": "MTL",
        "sender_key": DAKAR.public.signing_key,
        "receiver_key": HEADQUARTERS.public.recipient,
        "number": 17,
        "previous": None,
        "format": FORMAT,
        "schema": 2,
        "program": "test",
        "grade": "full",
        "is_complete": True,
        "made_at": "2026-11-24T09:30:00+00:00",
        "counts": {"milestone": 1},
        "writers": 1,
        "held": {WRITER: 1},
    }
    return Manifest(**{**values, **changes})


def a_writer(**changes: Any) -> WriterLine:
    """Give the one run of the program at Dakar that wrote the milestone."""
    values: dict[str, Any] = {"office": "DKR", "is_headquarters": False, "person": "Awa Sarr", "device": "laptop"}
    return WriterLine(**{"uuid": WRITER, "program": "test", "started_at": None, **values, **changes})


def a_change(**changes: Any) -> ChangeLine:
    """Give the creation of the milestone."""
    values: dict[str, Any] = {
        "writer": WRITER,
        "number": 1,
        "clock": 1,
        "kind": "milestone",
        "record_id": uuid.UUID(int=5),
        "parents": None,
        "action": "set",
        "fields": {"text_en": "Dix ans à Dakar", "state": "complete", "office": "DKR"},
        "claimed_at": 1_700_000_000,
        "reason": None,
    }
    return ChangeLine(**{**values, **changes})


def a_package(folder: Path, *, secret: SecretKeys = DAKAR, **changes: Any) -> Path:
    """Write the small package of Dakar and give its place; ``changes`` are those of the manifest."""
    path = folder / "DKR-0017-2026-11-24.ibcr"
    write_package(path, a_manifest(**changes), [a_writer(), a_change()], secret, [HEADQUARTERS.public.recipient])
    return path


def forged(path: Path, content: bytes, *, header: bytes = HEADER, compressed: bool = False) -> Path:
    """Seal any content for headquarters, as a hostile maker would."""
    packed = content if compressed else zstandard.compress(content)
    sealed = io.BytesIO()
    seal([packed], sealed, [HEADQUARTERS.public.recipient])
    path.write_bytes(header + sealed.getvalue())
    return path


def signed(lines: Iterable[bytes], secret: SecretKeys = DAKAR) -> bytes:
    """Give lines of any content with a signature that is right."""
    body = b"".join(line + b"\n" for line in lines)
    signature = secret.sign(signed_message(hashlib.sha512(body).digest()))
    return body + json.dumps({"line": "signature", "ed25519": signature}).encode() + b"\n"


def as_json(line: Any, /, **changes: Any) -> bytes:
    """Give a line as JSON with some members replaced; those replaced by ``...`` are left out."""
    members: Mapping[str, Any] = {**msgspec.json.decode(msgspec.json.encode(line)), **changes}
    return json.dumps({name: value for name, value in members.items() if value is not ...}).encode()


def refusal_in_this_process(path: Path, identity: str = HEADQUARTERS.identity) -> str:
    """Run the worker's work here, where it is quick, with a reading side that says yes to every sender."""
    ours, theirs = Pipe()
    ours.send_bytes(GO_ON)
    task = Task(path, identity, shapes(), SCHEMA_NUMBER)
    try:
        package_worker._Opening(theirs, task).run()
    except RefusedError as refused:
        return refused.reason
    finally:
        ours.close()
        theirs.close()
    return "accepted"
