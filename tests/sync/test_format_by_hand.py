"""A package is read as docs/package-format.md says, with the tools of age and zstandard and no code of the program."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sync.ed25519_by_hand import verifies
from tests.sync.package_makers import DAKAR, HEADQUARTERS, a_change, a_package

MISSING = [tool for tool in ("age", "zstd") if shutil.which(tool) is None]


@pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)} (apt-get install age zstd)")
def test_a_package_is_read_with_age_zstd_and_json_alone(tmp_path: Path) -> None:
    package = a_package(tmp_path).read_bytes()
    assert package[:8] == bytes.fromhex("89 49 42 43 52 0A 1A 01")
    key = tmp_path / "key.txt"
    key.write_text(HEADQUARTERS.identity + "\n", encoding="ascii")
    opened = _run(["age", "-d", "-i", str(key)], package[8:])
    content = _run(["zstd", "-d", "-c"], opened)

    *lines, last = content.splitlines(keepends=True)
    manifest, writer, change = (json.loads(line) for line in lines)
    signature = bytes.fromhex(json.loads(last)["ed25519"])
    message = b"IBCR package 1\n" + hashlib.sha512(b"".join(lines)).digest()
    assert verifies(bytes.fromhex(manifest["sender_key"]), message, signature)
    assert not verifies(bytes.fromhex(manifest["sender_key"]), message + b"x", signature)
    assert manifest["sender_key"] == DAKAR.public.signing_key
    assert manifest["receiver_key"] == HEADQUARTERS.public.recipient
    assert writer["uuid"] == change["writer"]
    assert change["fields"] == a_change().fields
    assert manifest["counts"] == {change["kind"]: 1}


def _run(command: list[str], data: bytes) -> bytes:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout
