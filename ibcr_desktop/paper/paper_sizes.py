"""The sizes of paper that offices have, and what stands at the foot of every page whatever draws it."""

from enum import StrEnum
from typing import Final

from ibcr_desktop.foundation.words import N_

PAGE_OF: Final = N_("Page {page} of {pages}")


class PaperSize(StrEnum):
    """A4, or Letter where paper comes from North America."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def landscape(self) -> tuple[float, float]:
        """Width and height in millimetres, the long side across."""
        return (297.0, 210.0) if self is PaperSize.A4 else (279.4, 215.9)

    @property
    def label(self) -> str:
        """The name of the size, the same in every language."""
        return "A4" if self is PaperSize.A4 else "Letter"
