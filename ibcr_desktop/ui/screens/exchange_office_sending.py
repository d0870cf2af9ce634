"""Sends: shows what the file will hold and what headquarters will ask about, then writes it and says its name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.work_list import WorkItem, work_list
from ibcr_desktop.sync.merged import Tell
from ibcr_desktop.sync.outgoing import Packed, pack_for_headquarters, pack_statistics
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.exchange_office_facts import OfficeFacts
from ibcr_desktop.ui.screens.exchange_office_words import contents_sentence
from ibcr_desktop.ui.screens.home_facts import Named, named_records
from ibcr_desktop.ui.screens.home_parts import RecordLines
from ibcr_desktop.ui.screens.start_page import heading_label, hint_label
from ibcr_desktop.ui.screens.work_strip import WorkStrip
from ibcr_desktop.ui.screens.work_words import work_line
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.open_path import documents, open_path
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label

KILOBYTE = 1_000
FULL = "full"
GRADES = {
    FULL: N_("The records, for headquarters to merge"),
    "pseudonymous": N_("For statistics: codes instead of people, and no texts"),
    "totals": N_("Only the totals of each year"),
}
SAID_FULL = N_("{name} is written, read back and compared ({size} kB). Bring or send it to headquarters.")
SAID_NAMELESS = N_(
    "{name} is written, read back and compared ({size} kB). It names nobody; it is read at headquarters, not merged."
)
Work = tuple[list[tuple[WorkItem, Named]], int]  # what is left to do, and how many drafts there are


class Sending(QScrollArea):
    """Nothing is written before the button at its foot is pressed and a folder chosen."""

    sent = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        _ = context.words.translate
        self.contents, self.sealed = label(""), hint_label("")
        self.work = RecordLines(context.words, _(N_("Headquarters will ask about")))
        self.work.chosen.connect(context.go.to_record)
        self.grade = QComboBox()
        for grade, text in GRADES.items():
            self.grade.addItem(_(text), grade)
        for part in (self.grade, self.grade.view()):
            part.setAccessibleName(_(N_("What goes into the file")))
        self.grade.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.grade.currentIndexChanged.connect(lambda _place: self._allow(is_busy=False))
        self.whole = QCheckBox(_(N_("&Everything ever written here, not only what headquarters lacks")))
        self.busy = WorkStrip(context)
        self.busy.busy_changed.connect(self._allow)
        self.back, self.write = QPushButton(_(N_("&Back"))), QPushButton(_(N_("&Choose where, and write the file…")))
        self.back.clicked.connect(self.left)
        self.write.clicked.connect(self._choose)
        self._lay_out(_(N_("Send to headquarters")))
        self.setFocusProxy(self.write)

    def begin(self, facts: OfficeFacts) -> None:
        """Show what the file will hold, and read what is left to do."""
        words = self._context.words
        nothing = words.translate(N_("Nothing that was not sent before; what was not acknowledged goes once more."))
        self.contents.setText(contents_sentence(facts.new, facts.corrected, words) or nothing)
        sealed = N_("The file is encrypted: only headquarters ({office}) can open it. It may be sent twice.")
        self.sealed.setText(words.translate(sealed).format(office=isolate_name(facts.headquarters)))
        self.whole.setChecked(False)
        self.grade.setCurrentIndex(0)
        on_worker(self._context, self._read_work, self._show_work)

    def _lay_out(self, title: str) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        for widget in (heading_label(title), self.contents, self.sealed):
            column.addWidget(widget)
        column.addWidget(self.work, 1)
        heading = PlainLabel(self._context.words.translate(N_("What &goes into the file:")))
        heading.setBuddy(self.grade)
        column.addLayout(button_row((heading, self.grade)))
        column.addWidget(self.whole)
        column.addWidget(self.busy)
        column.addLayout(button_row((), (self.back, self.write)))
        self.setWidget(inside)

    def _read_work(self, store: RecordStore) -> Work:
        found = work_list(store, store.clock.today())
        lexicon = self._context.lexicon.another(store.database)
        named = named_records(lexicon, [(each.kind_name, each.record_id) for each in found.items])
        items = [(each, named[each.record_id]) for each in found.items if each.record_id in named]
        return items, found.draft_count

    def _show_work(self, work: Work) -> None:
        words, (items, drafts) = self._context.words, work
        head = words.plural(
            "Headquarters will ask about · {count} draft, which does not count yet",
            "Headquarters will ask about · {count} drafts, which do not count yet",
            drafts,
        )
        none = words.translate(N_("Headquarters will ask about"))
        self.work.heading.setText(head.format(count=words.number(drafts)) if drafts else none)
        self.work.show_lines(
            [(named, work_line(item, named.title, words)) for item, named in items],
            nothing=words.translate(N_("✔ Nothing: everything is complete.")),
        )

    def _choose(self) -> None:
        _ = self._context.words.translate
        folder = self._context.messages.ask_folder(_(N_("Choose the folder or stick for the file")), documents())
        if folder is None:
            return
        is_complete, grade = self.whole.isChecked(), self.grade.currentData()

        def write(store: RecordStore, tell: Tell) -> Packed:
            database, clock = store.database, store.clock
            if grade != FULL:
                return pack_statistics(database, folder, clock, grade, tell=tell)
            packed = pack_for_headquarters(database, folder, clock, is_complete=is_complete, tell=tell)
            store.announce(())  # the count at the foot of the window
            return packed

        self.busy.begin(N_("Writing the file…"), write, self._written)

    def _written(self, packed: Packed) -> None:
        words, path = self._context.words, packed.path
        sentence = words.translate(SAID_FULL if packed.manifest.grade == FULL else SAID_NAMELESS)
        size = words.number(-(-path.stat().st_size // KILOBYTE))
        self._context.messages.show_text(
            sentence.format(name=isolate_name(path.name), size=size),
            (words.translate(N_("Show in folder")), lambda: open_path(path.parent)),
        )
        self.sent.emit()

    def _allow(self, is_busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        for widget in (self.write, self.back, self.grade):
            widget.setEnabled(not is_busy)
        self.whole.setEnabled(not is_busy and self.grade.currentData() == FULL)
