"""A picture in a sheet that is a PNG already: openpyxl's own needs another library to look at it."""

from openpyxl.drawing.image import Image


class PngPicture(Image):
    """A square picture; ``side`` in pixels of the screen, 96 to the inch."""

    def __init__(self, png: bytes, side: int) -> None:  # the one of openpyxl would open it
        self._png = png
        self.width = self.height = side
        self.format = "png"

    def _data(self) -> bytes:
        return self._png
