"""Asks for a printer, the only thing here that a test replaces."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QDialog, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.prints.pages import Pages, lay_out_device

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def ask_printer(pages: Pages, parent: QWidget) -> "QPrinter | None":
    """Let a person choose a printer, set to the size of the pages; None if he or she thinks better of it.

    Raises UserError where the computer has none.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415 - seldom needed, slow

    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            N_("No printer is set up on this computer."),
            N_("Nothing was printed."),
            N_("Save it as PDF, and print that file on another computer."),
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(pages.title)
    printer.setFullPage(True)
    lay_out_device(printer, pages)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    layout = printer.pageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    return printer
