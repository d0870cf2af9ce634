"""The QR code that is painted is the one that the standard asks for."""

import segno
from PySide6.QtGui import QColor, QImage, QPainter

from ibcr_desktop.prints.canvas import QUIET, Box, Canvas
from ibcr_desktop.prints.qr_code import qr_matrix

TEXT = "IBCR:DKR-2021-014:01933F058F9E7C3A9B1E0123456789AB"
DOTS = 8  # of a square


def test_the_matrix_is_that_of_the_library_for_this_text() -> None:
    made = segno.make_qr(TEXT, error="m", boost_error=False)
    assert (made.mode, made.error) == ("alphanumeric", "M")
    assert [[int(square) for square in row] for row in qr_matrix(TEXT)] == [list(row) for row in made.matrix]
    assert qr_matrix(TEXT) != qr_matrix(TEXT[:-1] + "0")


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
