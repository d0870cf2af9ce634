"""A package is taken from the right sender for the right receiver, whole, or not at all."""

import uuid
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.sync.line_checks import TYPES
from ibcr_desktop.sync.package_file import HEADER, MAGIC
from ibcr_desktop.sync.package_reader import open_package, shapes
from ibcr_desktop.sync.refusals import PackageRefusedError
from tests.sync.package_makers import (
    DAKAR,
    HEADQUARTERS,
    STRANGER,
    a_change,
    a_manifest,
    a_package,
    a_writer,
    ring_of_dakar,
    ring_of_headquarters,
)


def reason_of(path: Path, ring: Any = None) -> str:
    """Read a package to its end and give why it was refused."""
    with pytest.raises(PackageRefusedError) as refused, open_package(path, ring or ring_of_headquarters()) as package:
        list(package.lines)
    return refused.value.reason


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = a_package(tmp_path)
    with open_package(path, ring_of_headquarters()) as package:
        assert package.manifest == a_manifest()
        assert list(package.lines) == [a_writer(), a_change()]


def test_nobody_but_the_receiver_reads_it(tmp_path: Path) -> None:
    path = a_package(tmp_path)
    assert reason_of(path, ring_of_dakar()) == "other_key"
    assert b"Awa" not in path.read_bytes()


@pytest.mark.parametrize(
    ("changes", "secret", "reason"),
    [
        ({"sender_key": STRANGER.public.signing_key}, STRANGER, "stranger"),
        ({"office": "BKO"}, DAKAR, "stranger"),
        ({}, STRANGER, "damaged"),
        ({"organisation": uuid.UUID(int=3)}, DAKAR, "other_organisation"),
        ({"receiver": "FIH"}, DAKAR, "other_receiver"),
        ({"receiver_key": DAKAR.public.recipient}, DAKAR, "other_receiver"),
        ({"purpose": "answer"}, DAKAR, "wrong_direction"),
        ({"grade": "pseudonymous"}, DAKAR, "not_for_merging"),
        ({"format": 2}, DAKAR, "newer"),
    ],
)
def test_each_wrong_sender_or_receiver_has_its_sentence(
    changes: dict[str, Any], secret: Any, reason: str, tmp_path: Path
) -> None:
    assert reason_of(a_package(tmp_path, secret=secret, **changes)) == reason


def test_a_withdrawn_key_signs_nothing_from_its_number_on(tmp_path: Path) -> None:
    path = a_package(tmp_path)
    assert reason_of(path, ring_of_headquarters(revoked_from=17)) == "revoked"
    with open_package(path, ring_of_headquarters(revoked_from=18)) as package:
        assert package.manifest.number == 17


def test_a_withdrawn_key_cannot_use_a_number_again(tmp_path: Path) -> None:
    earlier = {17: uuid.UUID(int=99)}
    assert reason_of(a_package(tmp_path), ring_of_headquarters(revoked_from=20, received=earlier)) == "revoked"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_package"),
        (b"SQLite format 3\0" * 100, "not_a_package"),
        (MAGIC, "not_a_package"),
        (MAGIC + b"\x02 whatever comes", "newer"),
        (MAGIC + b"\x00 whatever comes", "older"),
        (HEADER, "damaged"),
        (HEADER + b"age-encryption.org/v1\n", "damaged"),
        (HEADER + bytes(1000), "damaged"),
    ],
)
def test_other_files_have_their_sentences(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "x.ibcr"
    path.write_bytes(content)
    assert reason_of(path) == reason


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no longer there"), open_package(tmp_path / "x.ibcr", ring_of_headquarters()):
        pass


def test_every_reason_says_what_happened_what_is_safe_and_what_to_do(tmp_path: Path) -> None:
    path = a_package(tmp_path, office="BKO")
    with pytest.raises(PackageRefusedError) as refused, open_package(path, ring_of_headquarters()):
        pass
    text = str(refused.value)
    assert "DKR-0017-2026-11-24.ibcr" in text
    assert "BKO" in text
    assert "unchanged" in text
    assert "{" not in text
    assert HEADQUARTERS.identity not in text


def test_every_type_of_field_has_its_check() -> None:
    known = {each for fields in shapes().values() for each in fields.values()}
    assert known == set(TYPES)
