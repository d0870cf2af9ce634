"""The QR code is the one that the standard asks for, as squares and as a picture."""

import segno
from PySide6.QtGui import QImage

from ibcr_desktop.paper.qr_code import DOTS, qr_matrix, qr_picture

TEXT = "IBCR:DKR-2021-014:01933F058F9E7C3A9B1E0123456789AB"
QUIET = 4  # squares of light around the code


def test_the_matrix_is_that_of_the_library_for_this_text() -> None:
    made = segno.make_qr(TEXT, error="m", boost_error=False)
    assert (made.mode, made.error) == ("alphanumeric", "M")
    assert [[int(square) for square in row] for row in qr_matrix(TEXT)] == [list(row) for row in made.matrix]
    assert qr_matrix(TEXT) != qr_matrix(TEXT[:-1] + "0")


def test_the_picture_shows_the_same_squares_with_a_light_border() -> None:
    image, matrix = QImage.fromData(qr_picture(TEXT)), qr_matrix(TEXT)
    side = len(matrix) + 2 * QUIET
    assert (image.width(), image.height()) == (side * DOTS, side * DOTS)
    seen = [
        [image.pixelColor(column * DOTS + 1, row * DOTS + 1).lightness() < 128 for column in range(side)]
        for row in range(side)
    ]
    assert [tuple(row[QUIET:-QUIET]) for row in seen[QUIET:-QUIET]] == list(matrix)
    assert sum(map(sum, seen)) == sum(map(sum, matrix))
