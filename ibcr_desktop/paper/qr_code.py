"""Makes QR codes: as a matrix whose dark squares a page paints, and as a picture for a workbook."""

import io

import segno

ERROR_CORRECTION = "m"  # paper gets stains: up to 15 % of the code may be lost
DOTS = 6  # of a square in a picture


def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Give the rows of the code without its quiet border; True is dark."""
    return tuple(tuple(bool(square) for square in row) for row in _made(text).matrix)


def qr_picture(text: str) -> bytes:
    """Give the code with its quiet border as PNG."""
    picture = io.BytesIO()
    _made(text).save(picture, kind="png", scale=DOTS)
    return picture.getvalue()


def _made(text: str) -> segno.QRCode:
    return segno.make(text, error=ERROR_CORRECTION, micro=False, boost_error=False)
