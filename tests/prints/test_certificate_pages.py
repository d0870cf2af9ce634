"""Certificates as they are printed: one a page, names in both scripts, a logo where there is one."""

import re
import shutil
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.paper.certificates import Certificate, Certificates
from ibcr_desktop.paper.paper_sizes import PaperSize
from ibcr_desktop.prints.certificate_pages import CertificatePages
from ibcr_desktop.prints.pages import pdf_of, picture_of, write_pdf
from ibcr_desktop.storage.paper_references import reference_of

READER = shutil.which("pdftotext")
RED = QColor("red")
DOTS = 900


def certificates(count: int = 1, **changes: Any) -> Certificates:
    one = Certificate(
        "Aïcha Diop", "عائشة ديوب", "qui a participé à", ("Lieu : Thiès",), "DKR-2021-014-01", "15 juin 2021"
    )
    usual: dict[str, Any] = {
        "words": Words("fr"),
        "title": "Formation initiale",
        "signatory": "N. Fall",
        "function": "Directrice",
        "logo": None,
        "code": "DKR-2021-014",
        "reference": reference_of("DKR-2021-014", uuid.UUID(int=7)),
        "certificates": (one,) * count,
        "new_numbers": {},
    }
    return Certificates(**{**usual, **changes})


def png(colour: QColor) -> bytes:
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(colour)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes the name as text
    return bytes(data.data())


def red_dots(picture: QImage) -> int:
    colours = (picture.pixelColor(column, row) for row in range(150) for column in range(300, 600))
    return sum(colour.red() > 200 and colour.green() < 80 for colour in colours)


@pytest.mark.parametrize("paper", list(PaperSize))
def test_each_person_has_a_page_of_one_pdf(paper: PaperSize) -> None:
    data = pdf_of(CertificatePages(certificates(3), paper))
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 3


@pytest.mark.skipif(READER is None, reason="pdftotext is not installed here")
def test_another_program_reads_all_that_it_says(tmp_path: Path) -> None:
    path = tmp_path / "certificates.pdf"
    write_pdf(path, CertificatePages(certificates(), PaperSize.A4))
    command = [str(READER), "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, timeout=60, encoding="utf-8").stdout
    wanted = ("Attestation de participation", "Aïcha Diop", "qui a participé à", "Formation initiale", "Lieu : Thiès")
    assert [
        each for each in (*wanted, "DKR-2021-014-01", "15 juin 2021", "N. Fall", "Directrice") if each not in text
    ] == []
    assert re.search("[\u0600-\u06ff\ufb50-\ufeff]{3}", text)


def test_the_logo_stands_on_top_and_a_broken_one_is_left_out() -> None:
    pictures = [
        picture_of(CertificatePages(certificates(logo=logo), PaperSize.A4), 0, DOTS)
        for logo in (None, png(RED), b"\x89PNG\r\n\x1a\nbroken")
    ]
    assert red_dots(pictures[1]) > 1000
    assert red_dots(pictures[0]) == red_dots(pictures[2]) == 0
    assert pictures[0] == pictures[2]
