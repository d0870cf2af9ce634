"""Each file that is no database of ours gets a sentence of its own before any key is tried."""

import os
import sqlite3
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage.opening import check_header, database_id_of, looks_like_another_format

RANDOM = bytes((37 * place + 201) % 256 for place in range(4096))


def sentence(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        check_header(path)
    return caught.value.happened


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "dakar.ibcrdb"
    path.write_bytes(content)
    return path


def test_whole_pages_of_random_bytes_may_be_ours(tmp_path: Path) -> None:
    check_header(written(tmp_path, RANDOM * 3))
    assert database_id_of(tmp_path / "dakar.ibcrdb") == RANDOM[:16]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert "no file" in sentence(tmp_path / "dakar.ibcrdb")
    assert "folder" in sentence(tmp_path)


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    assert "empty" in sentence(written(tmp_path, b""))


def test_a_plain_database_is_called_not_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (id)")
    connection.close()
    assert "not encrypted" in sentence(path)


@pytest.mark.parametrize(
    "beginning",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"II*\x00",
        b"\x00\x00\x00\x18ftypheic",
        b"RIFF\x00\x00\x00\x00WEBP",
    ],
)
def test_a_photograph_is_called_a_picture(tmp_path: Path, beginning: bytes) -> None:
    assert "picture" in sentence(written(tmp_path, (beginning + RANDOM)[:4096]))


@pytest.mark.parametrize("beginning", [b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1"])
def test_a_document_is_called_a_document(tmp_path: Path, beginning: bytes) -> None:
    assert "document" in sentence(written(tmp_path, (beginning + RANDOM)[:4096]))


def test_the_key_file_chosen_by_mistake_is_recognised(tmp_path: Path) -> None:
    assert "key file" in sentence(written(tmp_path, b'{\n  "format": "ibcr-key-file",\n'))


def test_a_text_and_a_file_of_zeros_are_recognised(tmp_path: Path) -> None:
    assert "text" in sentence(written(tmp_path, b"Dear colleagues, the workshop of March"))
    assert "zeros" in sentence(written(tmp_path, bytes(8192)))


@pytest.mark.parametrize("size", [1, 15, 4095, 4097, 9000])
def test_a_file_cut_inside_a_page_is_called_cut(tmp_path: Path, size: int) -> None:
    path = written(tmp_path, (RANDOM * 3)[:size])
    assert "cut" in sentence(path)
    if size > 4096:
        path.with_name("dakar.ibcrdb-journal").write_bytes(b"")
        assert "cut" in sentence(path)


def test_an_interrupted_save_is_left_to_the_engine(tmp_path: Path) -> None:
    path = written(tmp_path, (RANDOM * 3)[:9000])
    path.with_name("dakar.ibcrdb-journal").write_bytes(b"journal")
    check_header(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_without_rights_is_said_to_be_so(tmp_path: Path) -> None:
    path = written(tmp_path, RANDOM)
    path.chmod(0)
    assert "right" in sentence(path)


def test_refused_rights_and_a_failing_disk_have_their_own_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, RANDOM)

    def fail_with(error: OSError) -> None:
        def fail(_: Path) -> bytes:
            raise error

        monkeypatch.setattr("ibcr_desktop.storage.opening.database_id_of", fail)

    fail_with(PermissionError(13, "no"))
    assert "do not have the right" in sentence(path)
    fail_with(OSError(5, "i/o"))
    assert "disk may have a problem" in sentence(path)


def test_random_beginnings_are_hardly_ever_mistaken() -> None:
    mistaken = sum(looks_like_another_format(os.urandom(16)) for _ in range(20_000))
    assert mistaken <= 2
    assert looks_like_another_format(b"SQLite format 3\x00")
