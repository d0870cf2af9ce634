"""Every square of a QR code is painted in its place."""

from PySide6.QtGui import QColor, QImage, QPainter

from ibcr_desktop.paper.qr_code import qr_matrix
from ibcr_desktop.prints.canvas import QUIET, Box, Canvas

TEXT = "IBCR:DKR-2021-014:01933F058F9E7C3A9B1E0123456789AB"
DOTS = 8  # of a square


def test_every_square_is_painted_in_its_place_with_a_white_border_around() -> None:
    matrix = qr_matrix(TEXT)
    side = (len(matrix) + 2 * QUIET) * DOTS
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    Canvas(painter, 20.0).qr_code(TEXT, Box(0, 0, 20, 20))
    painter.end()
    places = range(-QUIET, len(matrix) + QUIET)
    painted = [[_is_dark(image, row, column) for column in places] for row in places]
    inside = [row[QUIET:-QUIET] for row in painted[QUIET:-QUIET]]
    assert inside == [list(row) for row in matrix]
    assert sum(map(sum, painted)) == sum(map(sum, matrix))


def _is_dark(image: QImage, row: int, column: int) -> bool:
    middle = DOTS // 2
    colour = image.pixelColor((column + QUIET) * DOTS + middle, (row + QUIET) * DOTS + middle)
    return colour.lightness() < 128
