"""Makes of a picture file the logo that is kept: looked into, not trusted, and no larger than print needs."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.file_problems import file_problem
from ibcr_desktop.storage.office_logo import MOST_BYTES, NO_PICTURE

DOTS: Final = 600  # across or down: 5 cm at 300 dots an inch
LARGEST_FILE: Final = 20_000_000
LARGEST_SIDE: Final = 12_000
FORMATS: Final = (b"png", b"jpeg")
JPEG_QUALITY: Final = 88


def logo_from(path: Path) -> bytes:
    """Read a PNG or JPEG file, whatever its name says, and give it drawn anew at the size that print needs.

    What else the file carried (place, camera, hidden text) is gone. Raises UserError where it cannot be read, is no
    such picture, or is larger than anybody's logo.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise file_problem(error, path) from error
    image = _decoded(data) if len(data) <= LARGEST_FILE else QImage()
    if image.isNull():
        raise UserError(*NO_PICTURE)
    packed = _packed(image, "PNG")
    return packed if len(packed) <= MOST_BYTES else _packed(_on_white(image), "JPEG", JPEG_QUALITY)


def _decoded(data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if reader.format().data() not in FORMATS or max(size.width(), size.height()) > LARGEST_SIDE:
        return QImage()
    image = reader.read()
    if image.isNull():
        return image
    if max(image.width(), image.height()) > DOTS:
        image = image.scaled(
            QSize(DOTS, DOTS), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    plain = QImage(image.size(), QImage.Format.Format_ARGB32)
    plain.fill(QColor("transparent"))
    return _drawn_on(plain, image)


def _packed(image: QImage, kind: str, quality: int = -1) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]  # Qt takes the name as text
    return bytes(data.data())


def _on_white(image: QImage) -> QImage:
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(QColor("white"))
    return _drawn_on(plain, image)


def _drawn_on(plain: QImage, image: QImage) -> QImage:
    """Take over nothing but what is seen: a copy would keep the texts that the file carried."""
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    return plain
