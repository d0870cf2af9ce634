"""Draws certificates of attendance, one a page."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from ibcr_desktop.foundation.plain_text import isolate, isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.paper.certificates import Certificate, Certificates
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.prints.canvas import GREY, INK, Box, Canvas, Lettering

MARGIN, FRAME = 10.0, 1.6
CENTRE, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
ORGANISATION: Final = Lettering(12, bold=True, colour=INK, align=CENTRE)
HEADING: Final = Lettering(30, bold=True, colour=INK, align=CENTRE)
SMALL: Final = Lettering(12, colour=GREY, align=CENTRE)
NAME: Final = Lettering(30, bold=True, align=CENTRE)
OTHER_SCRIPT: Final = Lettering(22, align=CENTRE)
WORDING: Final = Lettering(14, align=CENTRE)
TITLE: Final = Lettering(19, bold=True, align=CENTRE)
FACTS: Final = Lettering(12, align=CENTRE)
SIGNATORY: Final = Lettering(11, bold=True, align=CENTRE)
FUNCTION: Final = Lettering(10, colour=GREY, align=CENTRE)
FOOT: Final = Lettering(10, colour=GREY)
CODE_SIDE: Final = 20.0
SIGNATURE_WIDTH: Final = 80.0
BETWEEN_FACTS: Final = " " * 6
NUMBER: Final = N_("No. {number}")


class CertificatePages:
    """The pages of some certificates on one size of paper."""

    def __init__(self, certificates: Certificates, paper: PaperSize) -> None:
        self._all = certificates
        self._logo = QImage.fromData(certificates.logo) if certificates.logo else QImage()
        self.width, self.height = paper.landscape
        self.title = " · ".join(each for each in (certificates.heading, certificates.code) if each)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._all.certificates)

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draw a page, counted from 0."""
        one = self._all.certificates[page]
        whole = Box(MARGIN, MARGIN, self.width - 2 * MARGIN, self.height - 2 * MARGIN)
        canvas.rectangle(whole, line=0.9, colour=INK)
        canvas.rectangle(whole.inset(FRAME, FRAME), line=0.25, colour=INK)
        self._draw_head(canvas)
        self._draw_person(canvas, one)
        self._draw_foot(canvas, one)

    def _draw_head(self, canvas: Canvas) -> None:
        canvas.picture(self._logo, self._line(16, 20))
        canvas.text(self._all.organisation, self._line(38, 7), ORGANISATION)
        canvas.text(self._all.heading, self._line(47, 15), HEADING)

    def _draw_person(self, canvas: Canvas, one: Certificate) -> None:
        canvas.text(self._all.given_to, self._line(66, 7), SMALL)
        in_both = bool(one.other_script)
        canvas.text(isolate_name(one.name), self._line(74, 14 if in_both else 24), NAME)
        canvas.text(isolate_name(one.other_script), self._line(88, 11), OTHER_SCRIPT)
        canvas.text(one.wording, self._line(101, 17), WORDING)
        canvas.text(isolate_name(self._all.title), self._line(119, 18), TITLE)
        canvas.text(BETWEEN_FACTS.join(map(isolate_name, one.facts)), self._line(138, 7), FACTS)

    def _draw_foot(self, canvas: Canvas, one: Certificate) -> None:
        bottom = self.height - MARGIN - 8
        canvas.qr_code(self._all.reference, Box(MARGIN + 6, bottom - CODE_SIDE, CODE_SIDE, CODE_SIDE))
        number = self._all.words.translate(NUMBER).format(number=isolate(one.number)) if one.number else ""
        beside = MARGIN + 8 + CODE_SIDE
        canvas.text(number, Box(beside, bottom - 16, 80, 6), FOOT)
        canvas.text(one.issued_on, Box(beside, bottom - 10, 80, 6), FOOT)
        left = self.width - MARGIN - 12 - SIGNATURE_WIDTH
        canvas.line((left, bottom - 14), (left + SIGNATURE_WIDTH, bottom - 14), 0.3)
        canvas.text(isolate_name(self._all.signatory), Box(left, bottom - 13, SIGNATURE_WIDTH, 6), SIGNATORY)
        canvas.text(isolate_name(self._all.function), Box(left, bottom - 7, SIGNATURE_WIDTH, 6), FUNCTION)

    def _line(self, top: float, height: float) -> Box:
        """Give a box across the page; ``top`` is that of A4, the lines of other paper keep their distances."""
        return Box(MARGIN + 12, top, self.width - 2 * MARGIN - 24, height)
