"""Draws on a page in millimetres, whatever the page is: a PDF, a printer or a picture for the preview."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from ibcr_desktop.paper.qr_code import qr_matrix

UNITS: Final = 40  # in a millimetre: a letter is laid out alike on every device, to a fortieth of one
POINT: Final = 25.4 / 72 * UNITS
SMALLEST: Final = 6.0  # points; smaller is not read
STEP: Final = 0.5
QUIET: Final = 4  # squares around a QR code that stay white
CUT: Final = "…"

INK: Final = "#1F3A5F"  # the blue of our workbooks
BLACK, GREY, LINE, SHADE = "#000000", "#444444", "#8A96A6", "#E8EDF4"


@dataclass(frozen=True)
class Lettering:
    """How a text looks; ``points`` is the size at most, smaller where the box is too small for it."""

    points: float
    bold: bool = False
    colour: str = BLACK
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    valign: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres from the top left corner of the page."""

    left: float
    top: float
    width: float
    height: float

    def inset(self, across: float, down: float = 0.0) -> "Box":
        """Give the box without a margin on each side."""
        return Box(self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down)


class Canvas:
    """One page under a painter whose device is so many millimetres wide."""

    def __init__(self, painter: QPainter, width: float) -> None:
        self._painter = painter
        scale = painter.window().width() / (width * UNITS)
        painter.scale(scale, scale)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing
            | QPainter.RenderHint.TextAntialiasing
            | QPainter.RenderHint.SmoothPixmapTransform
        )

    def text(self, text: str, box: Box, look: Lettering) -> None:
        """Write a text into a box, over several lines if need be: smaller where it must, cut with "…" at last."""
        if not text:
            return
        room = _rectangle(box)
        flags = look.align | look.valign | Qt.TextFlag.TextWordWrap
        font, fits = self._fitting(text, room, flags, look)
        if not fits:
            flags |= Qt.TextFlag.TextWrapAnywhere
            text = self._cut(text, room, flags, font)
        self._painter.setFont(font)
        self._painter.setPen(QColor(look.colour))
        self._painter.drawText(room, int(flags), text)

    def rectangle(self, box: Box, *, filled: str = "", line: float = 0.2, colour: str = LINE) -> None:
        """Draw a rectangle with a line so many millimetres wide."""
        if filled:
            self._painter.fillRect(_rectangle(box), QColor(filled))
        self._painter.setPen(_pen(colour, line))
        self._painter.drawRect(_rectangle(box))

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float = 0.2) -> None:
        """Draw a line from one point to another."""
        self._painter.setPen(_pen(LINE, width))
        self._painter.drawLine(QPointF(start[0] * UNITS, start[1] * UNITS), QPointF(end[0] * UNITS, end[1] * UNITS))

    def qr_code(self, text: str, box: Box) -> None:
        """Paint the QR code of a text with its quiet border, as large as a square box allows."""
        matrix = qr_matrix(text)
        square = min(box.width, box.height) / (len(matrix) + 2 * QUIET)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # a grey edge is a seam between squares
        for row, squares in enumerate(matrix):
            for column, is_dark in enumerate(squares):
                if is_dark:
                    place = Box(box.left + (column + QUIET) * square, box.top + (row + QUIET) * square, square, square)
                    self._painter.fillRect(_rectangle(place), QColor(BLACK))
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def picture(self, image: QImage, box: Box) -> None:
        """Draw a picture as large as the box allows, in its own proportions, in the middle."""
        if image.isNull():
            return
        room = _rectangle(box)
        size = image.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(room.center())
        self._painter.drawImage(place, image)

    def _fitting(self, text: str, room: QRectF, flags: int, look: Lettering) -> tuple[QFont, bool]:
        points = look.points
        while True:
            font = _font(points, bold=look.bold)
            if self._fits(text, room, flags, font):
                return font, True
            if points - STEP < SMALLEST:
                return font, False
            points -= STEP

    def _cut(self, text: str, room: QRectF, flags: int, font: QFont) -> str:
        """Give the longest beginning that fits, with the sign of having been cut; the whole text if that fits now."""
        if self._fits(text, room, flags, font):
            return text
        shortest, longest = 0, len(text)
        while shortest < longest:
            middle = (shortest + longest + 1) // 2
            if self._fits(text[:middle].rstrip() + CUT, room, flags, font):
                shortest = middle
            else:
                longest = middle - 1
        return text[:shortest].rstrip() + CUT

    def _fits(self, text: str, room: QRectF, flags: int, font: QFont) -> bool:
        # The metrics of the painter's device would round to its dots: these are the same on every one.
        needed = QFontMetricsF(font).boundingRect(room, int(flags), text)
        return needed.width() <= room.width() + 1 and needed.height() <= room.height() + 1


def _font(points: float, *, bold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(round(points * POINT))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _rectangle(box: Box) -> QRectF:
    return QRectF(box.left * UNITS, box.top * UNITS, box.width * UNITS, box.height * UNITS)


def _pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width * UNITS)
