"""The exchange of an office with headquarters: what is on its way, sending, reading the answer, and the pairing."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.receiving_files import set_aside_files
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.exchange_office_answer import Answer
from ibcr_desktop.ui.screens.exchange_office_facts import OfficeFacts, read_office_facts
from ibcr_desktop.ui.screens.exchange_office_overview import Overview
from ibcr_desktop.ui.screens.exchange_office_sending import Sending
from ibcr_desktop.ui.screens.pairing_office import PairingOffice
from ibcr_desktop.ui.toolkit.focus import focus_inside
from ibcr_desktop.ui.toolkit.open_path import documents


class ExchangeOffice(QStackedWidget):
    """One page in front of the others; going back leads to the overview first."""

    help_page = "exchange"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._facts: OfficeFacts | None = None
        self._has_looked = False
        self.overview = Overview(context, self.title())
        self.sending = Sending(context)
        self.answer = Answer(context)
        self.pairing = PairingOffice(context)
        for page in (self.overview, self.sending, self.answer, self.pairing):
            self.addWidget(page)
        self.overview.send_wanted.connect(self._send)
        self.overview.pairing_wanted.connect(self._pair)
        self.overview.open_wanted.connect(self._open)
        for page in (self.sending, self.answer, self.pairing):
            page.left.connect(self.step_back)
        for done in (self.answer.taken, self.sending.sent, self.pairing.paired):
            done.connect(self.step_back)
        context.changes.announced.connect(self._reload_if_seen)

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Exchange with headquarters"))

    def shown(self) -> None:
        """Count again, the first time with what waited for an update of the program."""
        self._reload()
        if not self._has_looked:
            self._has_looked = True
            self.take_set_aside()

    def take_set_aside(self) -> None:
        """Take in the answers that an older release could not read and this one can."""
        if set_aside_files(self._context.store):
            self._show(self.answer)
            self.answer.take_set_aside()

    def leave(self) -> None:
        """Nothing is entered here that is not kept at once."""

    def step_back(self) -> bool:
        """Go back to the overview; says whether there was a way back. What is under way stays in front."""
        if self.currentWidget() is self.overview or self.sending.busy.is_busy or self.answer.busy.is_busy:
            return False
        self._show(self.overview)
        self._reload()
        return True

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        front = self.currentWidget()
        lists = (self.overview.records, self.sending.work)
        return [front or self.overview, *(each for each in lists if each.isVisible())]

    def _reload(self) -> None:
        on_worker(self._context, self._read, self._show_facts)

    def _reload_if_seen(self, _kinds: object) -> None:
        if self.isVisible() and self.currentWidget() is self.overview:
            self._reload()

    def _read(self, store: RecordStore) -> OfficeFacts:
        return read_office_facts(store, self._context.lexicon.another(store.database))

    def _show_facts(self, facts: OfficeFacts) -> None:
        self._facts = facts
        self.overview.show_facts(facts)

    def _send(self) -> None:
        if self._facts is not None:
            self.sending.begin(self._facts)
            self._show(self.sending)

    def _pair(self) -> None:
        self.pairing.begin()
        self._show(self.pairing)

    def _open(self) -> None:
        _ = self._context.words.translate
        kinds = ";;".join((_(N_("Files of the exchange (*.ibcr)")), _(N_("All files (*)"))))
        path = self._context.messages.ask_open_path(_(N_("Choose the answer of headquarters")), documents(), kinds)
        if path is not None:
            self._show(self.answer)
            self.answer.begin(path)

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        focus_inside(page)
