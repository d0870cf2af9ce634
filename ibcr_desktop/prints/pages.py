"""What can be printed, and the three things done with it: a PDF file, a printer's paper, a picture of a page."""

from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QColor, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from ibcr_desktop.foundation.safe_files import write_content
from ibcr_desktop.prints.canvas import Canvas

RESOLUTION: Final = 300  # dots per inch of pictures in a PDF; letters and lines have none
WHITE: Final = QColor(0xFF, 0xFF, 0xFF)


class Pages(Protocol):
    """Something of one or more pages of one size, in millimetres."""

    title: str
    width: float
    height: float

    @property
    def count(self) -> int:
        """How many pages there are; at least one."""

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draw a page, counted from 0."""


def pdf_of(pages: Pages) -> bytes:
    """Give the PDF: the title is that of the paper, nobody's name stands in its properties, the fonts are in it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(pages.title)
    writer.setCreator("IBCR Desktop")
    writer.setResolution(RESOLUTION)
    lay_out_device(writer, pages)
    print_on(writer, pages)
    buffer.close()
    return bytes(data.data())


def write_pdf(path: Path, pages: Pages) -> None:
    """Write the PDF; raises UserError for what the disk refuses, and what stood at ``path`` is then unchanged."""
    write_content(path, pdf_of(pages))


def lay_out_device(device: QPagedPaintDevice, pages: Pages) -> None:
    """Give a device the size of the pages, without margins: the pages have their own."""
    size = QPageSize(
        QSizeF(pages.width, pages.height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    portrait = QPageLayout.Orientation.Portrait
    landscape = QPageLayout.Orientation.Landscape
    orientation = landscape if size.definitionSize().width() < size.definitionSize().height() else portrait
    device.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))


def print_on(device: QPagedPaintDevice, pages: Pages) -> None:
    """Draw all pages on a printer or into a PDF."""
    painter = QPainter(device)
    try:
        for page in range(pages.count):
            if page:
                device.newPage()
            painter.save()
            pages.draw(Canvas(painter, pages.width), page)
            painter.restore()
    finally:
        painter.end()


def picture_of(pages: Pages, page: int, dots_across: int) -> QImage:
    """Give a picture of a page, so many dots wide."""
    image = QImage(dots_across, round(dots_across * pages.height / pages.width), QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    try:
        pages.draw(Canvas(painter, pages.width), page)
    finally:
        painter.end()
    return image
