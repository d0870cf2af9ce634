"""The window of certificates: for whom, seen before they are made, all in one PDF."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate, isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.paper.attendees import Attendee, read_attendees
from ibcr_desktop.paper.certificates import Certificates, read_certificates
from ibcr_desktop.prints.certificate_pages import CertificatePages
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.prints.paper_dialog import PaperDialog, Wanted
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label
from ibcr_desktop.ui.toolkit.tick_list import TickList

FILE_NAME: Final = N_("certificates-{code}")
ID_ROLE: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class WantedCertificates(Wanted):
    """Certificates of those who are ticked, by the ids of their participations."""

    activity_id: uuid.UUID
    people: tuple[uuid.UUID, ...]

    def make_pages(self, store: RecordStore, lexicon: StoredLexicon) -> CertificatePages | None:
        """Read the certificates and lay them out."""
        return CertificatePages(self._read(store, lexicon), self.paper) if self.people else None

    def give_out(self, store: RecordStore, lexicon: StoredLexicon) -> None:
        """Number those who have no number yet, before any paper carries one."""
        writes = self._read(store, lexicon).writes()
        if writes:
            store.write_all(writes)

    def _read(self, store: RecordStore, lexicon: StoredLexicon) -> Certificates:
        with store.database.reader() as connection:
            return read_certificates(connection, lexicon, self.activity_id, self.people)


class CertificatesDialog(PaperDialog):
    """Each person is ticked or not; whoever attended enough is, to begin with."""

    help_page = "paper"

    def __init__(self, context: Context, activity_id: uuid.UUID, code: str, parent: QWidget) -> None:
        translate = context.words.translate
        file_name = translate(FILE_NAME).format(code=code) if code else translate(N_("Certificates"))
        super().__init__(context, translate(N_("Certificates")), file_name, parent)
        self._activity_id = activity_id
        with context.store.database.reader() as connection:
            attendees = read_attendees(connection, activity_id)
        self.people = self._list(attendees)
        caption = PlainLabel(translate(N_("&For whom")))
        caption.setBuddy(self.people)
        self.people.setAccessibleName(caption.text().replace("&", ""))
        everybody = self._button(translate(N_("&All")), lambda: self._tick(everybody=True))
        nobody = self._button(translate(N_("&None")), lambda: self._tick(everybody=False))
        row = QHBoxLayout()
        row.addWidget(caption, stretch=1)
        row.addWidget(everybody)
        row.addWidget(nobody)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.people, stretch=1)
        column.addWidget(
            label(translate(N_("When they are saved or printed, their numbers and the day are kept in the roster.")))
        )
        self.lay_out(side)

    def wanted(self) -> WantedCertificates:
        """Give who is ticked."""
        items = [self.people.item(row) for row in range(self.people.count())]
        ticked = tuple(each.data(ID_ROLE) for each in items if each.checkState() is Qt.CheckState.Checked)
        return WantedCertificates(*self.language_and_paper(), self._activity_id, ticked)

    def _list(self, attendees: Sequence[Attendee]) -> TickList:
        people = TickList()
        for each in attendees:
            item = QListWidgetItem(_shown(each, self.context.words))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.is_usual else Qt.CheckState.Unchecked)
            item.setData(ID_ROLE, each.participation_id)
            people.addItem(item)
        people.setCurrentRow(0)
        people.itemChanged.connect(lambda _: self.refresh())
        return people

    def _tick(self, *, everybody: bool) -> None:
        self.people.blockSignals(True)
        for row in range(self.people.count()):
            self.people.item(row).setCheckState(Qt.CheckState.Checked if everybody else Qt.CheckState.Unchecked)
        self.people.blockSignals(False)
        self.people.viewport().update()
        self.refresh()


def _shown(attendee: Attendee, words: Words) -> str:
    """Give the line of a person: name, share of the hours where it is known, number of an earlier certificate."""
    share = "" if attendee.share is None else words.percent(min(attendee.share, 1.0))
    parts = (isolate_name(attendee.name), share, isolate(attendee.number))
    return " · ".join(each for each in parts if each)
