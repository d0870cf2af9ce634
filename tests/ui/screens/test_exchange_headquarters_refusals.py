"""Each file that is not merged has its own sentence in the page of headquarters, and merges nothing."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ibcr_desktop.sync.kept_files import folder_of
from ibcr_desktop.sync.package_file import HEADER, MAGIC, write_package
from ibcr_desktop.sync.receiving_files import set_aside_files
from ibcr_desktop.sync.sealing import SecretKeys
from ibcr_desktop.ui.screens import exchange_headquarters
from tests.backups.offices import names
from tests.databases import add
from tests.sync.offices import ring_of
from tests.sync.package_makers import STRANGER, a_change, a_manifest, a_writer
from tests.ui.screens.two_offices import Two, two_offices


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path) -> Iterator[Two]:
    """Headquarters and Dakar, paired."""
    with two_offices(qtbot, tmp_path) as made:
        yield made


def package(two: Two, *, secret: SecretKeys | None = None, sealed_for: str = "", **changes: Any) -> Path:
    """Write a small package of Dakar's computer, or of another one, for headquarters or for somebody else."""
    headquarters = ring_of(two.shell.store)
    secret = secret or ring_of(two.office).secret
    usual = {
        "organisation": headquarters.organisation,
        "sender_key": secret.public.signing_key,
        "receiver_key": headquarters.secret.public.recipient,
    }
    path = two.stick / f"{len(list(two.stick.iterdir()))}.ibcr"
    recipient = sealed_for or headquarters.secret.public.recipient
    write_package(path, a_manifest(**{**usual, **changes}), [a_writer(), a_change()], secret, [recipient])
    return path


def with_content(two: Two, content: bytes) -> Path:
    path = two.stick / f"{len(list(two.stick.iterdir()))}.ibcr"
    path.write_bytes(content)
    return path


def damaged(two: Two) -> Path:
    content = bytearray(two.sent().read_bytes())
    content[-1] ^= 1
    return with_content(two, bytes(content))


def test_every_file_that_is_refused_says_why_and_all_that_came_together_are_told(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(two.office, "organisation", name="École de Fann")
    expected = {
        package(two, secret=STRANGER): "it was made on a computer that is not paired",
        package(two, organisation=uuid.UUID(int=3)): "comes from another organisation",
        package(two, receiver="FIH"): "was made for FIH and not for this office",
        package(two, sealed_for=STRANGER.public.recipient): "is sealed for another receiver",
        package(two, grade="pseudonymous"): "cannot be laid together with records",
        damaged(two): "is damaged",
        with_content(two, MAGIC + bytes([0]) + b" whatever"): "in a format that this program no longer reads",
    }
    whole = two.sent().read_bytes()
    expected[with_content(two, whole[:-40])] = "cut short"
    expected[with_content(two, whole + b"0")] = "made longer"
    monkeypatch.setattr(exchange_headquarters, "MOST_TOLD", len(expected))
    page = two.receive(*expected)
    assert page.offices.isVisible()
    told = two.said
    for path, sentence in expected.items():
        assert path.name in told
        assert sentence in told
    assert page.files.table.texts() == []
    assert "École de Fann" not in names(two.shell.store)


def test_of_very_many_files_the_last_are_told_and_the_diary_names_the_others(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_headquarters, "MOST_TOLD", 2)
    letters = [with_content(two, b"Dear colleagues") for _ in range(4)]
    page = two.receive(*letters)
    assert two.said.startswith("2 more, told in the diary.\n")
    assert [each.name in two.said for each in letters] == [False, False, True, True]
    told = [page.diary.list.item(row).text() for row in range(page.diary.list.count())]
    assert all(any(each.name in line for line in told) for each in letters)


def test_a_newer_file_is_set_aside_and_taken_in_after_the_update(two: Two) -> None:
    add(two.office, "organisation", name="École de Fann")
    whole = two.sent().read_bytes()
    newer = with_content(two, MAGIC + bytes([HEADER[-1] + 1]) + whole[len(HEADER) :])
    page = two.receive(newer)
    assert "newer release of the program and has to wait" in two.said
    (waiting,) = set_aside_files(two.shell.store)
    assert waiting.is_relative_to(folder_of(two.shell.store.database.path))
    waiting.write_bytes(whole)  # as if this release could read it
    page.take_set_aside()
    two.idle()
    assert "File no. 1 from" in two.said
    assert "École de Fann" in names(two.shell.store)
    assert set_aside_files(two.shell.store) == []
