"""A logo is looked into before it is kept: a picture of two kinds, bounded, without what else its file carried."""

import random
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.prints.logo import DOTS, LARGEST_FILE, logo_from
from ibcr_desktop.storage.office_logo import MOST_BYTES

SECRET = "taken at home"


def picture(path: Path, width: int, height: int, *, noisy: bool = False) -> Path:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("teal"))
    if noisy:
        dots = random.Random(7).randbytes(width * height * 4)  # noqa: S311 - a picture, not a secret
        image = QImage(dots, width, height, QImage.Format.Format_RGB32).copy()
    image.setText("Comment", SECRET)
    assert image.save(str(path))
    return path


def read(data: bytes) -> QImage:
    return QImage.fromData(data)


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg"])
def test_a_large_picture_becomes_as_small_as_print_needs(tmp_path: Path, name: str) -> None:
    logo = logo_from(picture(tmp_path / name, 1800, 900))
    assert (read(logo).width(), read(logo).height()) == (DOTS, DOTS // 2)
    assert len(logo) <= MOST_BYTES


def test_a_small_one_keeps_its_size_and_loses_its_hidden_texts(tmp_path: Path) -> None:
    path = picture(tmp_path / "logo.png", 60, 40)
    assert SECRET.encode() in path.read_bytes()
    logo = logo_from(path)
    assert (read(logo).width(), read(logo).height()) == (60, 40)
    assert SECRET.encode() not in logo


def test_a_photograph_is_kept_in_the_form_that_takes_less_room(tmp_path: Path) -> None:
    logo = logo_from(picture(tmp_path / "logo.png", 600, 600, noisy=True))
    assert logo.startswith(b"\xff\xd8\xff")
    assert read(logo).width() == DOTS


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a....", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_png_and_no_jpeg_is_refused_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(UserError, match="not a picture"):
        logo_from(path)


def test_a_file_larger_than_any_logo_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = picture(tmp_path / "logo.png", 10, 10)
    with path.open("ab") as file:
        file.truncate(LARGEST_FILE + 10)
    with pytest.raises(UserError, match="not a picture"):
        logo_from(path)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no longer there"):
        logo_from(tmp_path / "gone.png")
