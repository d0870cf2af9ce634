"""No damaged byte of a key file ever leads to a wrong key, whether by accident or by hand."""

import hashlib
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage import keys
from ibcr_desktop.storage.key_file import KeyFile, copy_path_of

PASSPHRASE = "four plain words here"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, bytes, str]:
    """A key file without its copy, its data key and its recovery code."""
    path = tmp_path / "dakar.ibcrkey"
    _, data_key, code = KeyFile.create(path, PASSPHRASE, cost=keys.LEAST_COST)
    copy_path_of(path).unlink()
    return path, data_key, code


def test_every_damaged_byte_is_refused_or_changes_nothing(made: tuple[Path, bytes, str]) -> None:
    path, data_key, code = made
    whole = path.read_bytes()
    number = KeyFile.load(path).database_id
    refused = 0
    for place in range(len(whole)):
        for flip in (0x01, 0x20, 0x80, 0xFF):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :])
            try:
                key_file = KeyFile.load(path, number)
            except UserError:
                refused += 1
                continue
            assert key_file.unlock_with_recovery(code) == data_key
            assert json.loads(key_file.to_bytes()) == json.loads(whole)
    assert refused > 3.5 * len(whole)  # the rest are blanks that became other blanks


def test_every_cut_is_refused(made: tuple[Path, bytes, str]) -> None:
    path, _, _ = made
    whole = path.read_bytes()
    for size in range(len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(UserError):
            KeyFile.load(path)


def test_an_edit_with_the_checksum_put_right_never_gives_a_wrong_key(made: tuple[Path, bytes, str]) -> None:
    path, data_key, code = made
    whole = json.loads(path.read_bytes())
    chance = random.Random(30)  # noqa: S311 - a repeatable choice of damage, not a secret
    opened = 0
    for _ in range(300):
        edited = json.loads(json.dumps(whole))
        _edit_somewhere(edited, chance)
        edited.pop("sha256")
        edited["sha256"] = hashlib.sha256(keys.canonical(edited)).hexdigest()
        path.write_text(json.dumps(edited))
        with suppress(UserError):
            assert KeyFile.load(path).unlock_with_recovery(code) == data_key
            assert edited["slots"][1] == whole["slots"][1]
            opened += 1
    assert 0 < opened < 200  # only what was edited elsewhere, in the slot of the passphrase


def _edit_somewhere(edited: dict[str, Any], chance: random.Random) -> None:
    slot = chance.choice(edited["slots"])
    holder, name = chance.choice(
        [(slot, "nonce"), (slot, "wrapped_key"), (slot["derivation"], "salt"), (edited, "database_id"), (slot, "role")]
    )
    text = holder[name]
    place = chance.randrange(len(text))
    holder[name] = text[:place] + chance.choice("0123456789abcdef") + text[place + 1 :]
    if holder[name] == text:
        holder[name] = text[:place] + ("0" if text[place] == "f" else "f") + text[place + 1 :]
