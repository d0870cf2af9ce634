"""Lets the command line draw: Qt's own offscreen platform, and a sentence where the system lacks what Qt needs."""

from typing import TYPE_CHECKING

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


def drawing_application() -> "QCoreApplication":
    """Give the application of this process, made without a display where there is none; keep it while drawing.

    Raises UserError where Qt cannot be loaded.
    """
    try:
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - what it raises is told
    except ImportError as cause:
        raise UserError(
            N_("This computer lacks libraries that drawing on paper needs."),
            N_("Nothing was written; your records are safe."),
            N_("Start the program once with its window: it brings them, or says how. Excel sheets work without."),
        ) from cause
    return QGuiApplication.instance() or QGuiApplication(["ibcr-desktop", "-platform", "offscreen"])
