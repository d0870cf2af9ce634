"""Every file that is merged is kept as it came; one that is not merged leaves nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.kept_files import folder_of, kept_path, remove_files_about
from ibcr_desktop.sync.package_lines import ReceivedPackage
from ibcr_desktop.sync.receiving import accept
from tests.databases import add
from tests.sync.exchange import NO_FIGURES, packed

CONTENT = b"as sealed by Dakar"
Receive = Callable[[], object]


@pytest.fixture
def package(office: RecordStore) -> ReceivedPackage:
    """A package whose file holds CONTENT."""
    add(office, "organisation", name="École")
    return replace(packed(office, 17), sha256=hashlib.sha256(CONTENT).digest())


def place(store: RecordStore, package: ReceivedPackage) -> Path:
    return kept_path(store.database.path, "DKR", 17, package.sha256)


def test_the_file_lies_unchanged_beside_the_database(
    headquarters: RecordStore, package: ReceivedPackage, tmp_path: Path
) -> None:
    file = tmp_path / "stick" / "DKR-0017.ibcr"
    file.parent.mkdir()
    file.write_bytes(CONTENT)
    accept(headquarters, replace(package, file=file), back_up=lambda: None, figures=NO_FIGURES)
    assert place(headquarters, package).read_bytes() == CONTENT
    assert [each.name for each in folder_of(headquarters.database.path).iterdir()] == [
        f"DKR-0017-{package.sha256.hex()[:16]}.ibcr"
    ]


def test_a_file_that_changed_after_it_was_read_is_not_merged(
    headquarters: RecordStore, package: ReceivedPackage, tmp_path: Path
) -> None:
    file = tmp_path / "DKR-0017.ibcr"
    file.write_bytes(CONTENT + b"!")
    with pytest.raises(UserError, match="changed while it was read"):
        accept(headquarters, replace(package, file=file), back_up=lambda: None, figures=NO_FIGURES)
    assert list(folder_of(headquarters.database.path).iterdir()) == []


def test_a_merge_that_fails_leaves_no_file(headquarters: RecordStore, package: ReceivedPackage, tmp_path: Path) -> None:
    file = tmp_path / "DKR-0017.ibcr"
    file.write_bytes(CONTENT)
    wrong = replace(package, lines=iter(()))
    with pytest.raises(UserError, match="first line"):
        accept(headquarters, replace(wrong, file=file), back_up=lambda: None, figures=NO_FIGURES)
    assert not place(headquarters, package).exists()


def test_a_file_that_is_gone_is_said_and_nothing_is_merged(
    headquarters: RecordStore, package: ReceivedPackage, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        accept(headquarters, replace(package, file=tmp_path / "gone.ibcr"), back_up=lambda: None, figures=NO_FIGURES)
    assert headquarters.database.path.exists()


def test_the_files_that_hold_an_erased_identity_are_removed_and_no_other(
    office: RecordStore, headquarters: RecordStore, tmp_path: Path
) -> None:
    places = []
    people = []
    for number in (1, 2, 3):
        people.append(add(office, "person", family_name=f"Sarr {number}"))
        content = f"sealed {number}".encode()
        file = tmp_path / f"DKR-{number}.ibcr"
        file.write_bytes(content)
        since = number if number == 3 else 1  # the second carries the first again, as offices do without a receipt
        some = packed(office, number, lambda change, since=since: change.number >= since)  # type: ignore[misc]  # its own
        package = replace(some, sha256=hashlib.sha256(content).digest())
        accept(headquarters, replace(package, file=file), back_up=lambda: None, figures=NO_FIGURES)
        places.append(kept_path(headquarters.database.path, "DKR", number, package.sha256))
    assert remove_files_about(headquarters.database, [people[1]]) == 1
    assert [each.exists() for each in places] == [True, False, True]
    assert remove_files_about(headquarters.database, [people[1]]) == 0
