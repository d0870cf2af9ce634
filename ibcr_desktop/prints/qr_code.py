"""Makes the matrix of a QR code; a page paints its dark squares."""

import segno

ERROR_CORRECTION = "m"  # paper gets stains: up to 15 % of the code may be lost


def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Give the rows of the code without its quiet border; True is dark."""
    made = segno.make(text, error=ERROR_CORRECTION, micro=False, boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in made.matrix)
