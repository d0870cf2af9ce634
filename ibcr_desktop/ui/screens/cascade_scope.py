"""Chooses which trainers the cascade begins with: those certified in a year, kept by an office, of an organisation."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import LinkType
from ibcr_desktop.records.fields import Field
from ibcr_desktop.totals.certified_trainers import TrainerScope
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.editors.link_editors import LinkEditor
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel


class CascadeScopeBar(QWidget):
    """One line of choices.

    Signals:
        changed: other trainers are meant (``TrainerScope``).
    """

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        _ = context.words.translate
        self._every_year = _(N_("All years"))
        self.year, self.office = QComboBox(), QComboBox()
        self.year.addItem(self._every_year, None)
        self.office.addItem(_(N_("All offices")), None)
        for code, label in context.lexicon.terms("office"):
            self.office.addItem(label, code)
        self.organisation = LinkEditor(
            Field(N_("Organisation"), LinkType("organisation"), name="organisation_id"), context.lexicon
        )
        for part in (self.organisation.note, self.organisation.open_button, self.organisation.new_button):
            part.hide()  # it only narrows the count
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, widget in (
            (_(N_("Certified &in")), self.year),
            (_(N_("O&ffice")), self.office),
            (_(N_("&Organisation")), self.organisation),
        ):
            caption = PlainLabel(text)
            caption.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            row.addWidget(caption)
            row.addWidget(widget, 1 if widget is self.organisation else 0)
        self._told = self.scope
        self.year.currentIndexChanged.connect(lambda _place: self._tell())
        self.office.currentIndexChanged.connect(lambda _place: self._tell())
        self.organisation.left.connect(self._tell)
        self.setFocusProxy(self.year)

    @property
    def scope(self) -> TrainerScope:
        """What is chosen."""
        return TrainerScope(self.year.currentData(), self.office.currentData(), self.organisation.value)

    def offer_years(self, years: Iterable[tuple[int, str]]) -> None:
        """Offer the years in which somebody was certified; the chosen one stays."""
        chosen = self.year.currentData()
        with QSignalBlocker(self.year):
            self.year.clear()
            self.year.addItem(self._every_year, None)
            for start, text in years:
                self.year.addItem(text, start)
            self.year.setCurrentIndex(max(self.year.findData(chosen), 0))

    def rest(self) -> None:
        """Forget what is half typed: the page is left."""
        self.organisation.undo_typing()

    def _tell(self) -> None:
        if self.scope != self._told:
            self._told = self.scope
            self.changed.emit(self.scope)
