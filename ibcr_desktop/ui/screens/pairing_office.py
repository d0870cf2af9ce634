"""Pairs an office with headquarters in three steps: write the request, read six words, open the grant."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ibcr_desktop.backups.backup import Why
from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.sync.pairing import Accepted, Requested, accept_grant, request_pairing
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.home_parts import section_label
from ibcr_desktop.ui.screens.pairing_page import PairingPage, show_words
from ibcr_desktop.ui.screens.start_page import hint_label


class PairingOffice(PairingPage):
    """May be left and taken up again on another day: the request stays valid, and the grant is opened when it comes."""

    paired = Signal()

    def __init__(self, context: Context) -> None:
        _ = context.words.translate
        super().__init__(context, _(N_("Pair with headquarters")))
        self.column.addWidget(section_label(_(N_("1. Ask"))))
        self.add_text(
            _(
                N_(
                    "Write a small file and send it to headquarters, by mail or on a stick. "
                    "Then read the six words of the file to your colleague there, by telephone."
                )
            )
        )
        self.request = self.add_button(_(N_("&Write the request…")))
        self.own = self.add_words()
        self.column.addWidget(section_label(_(N_("2. Wait for the answer"))))
        self.add_text(
            _(
                N_(
                    "Headquarters sends a file back and reads six other words to you. "
                    "Close the program meanwhile if you like."
                )
            )
        )
        self.column.addWidget(section_label(_(N_("3. Open the answer"))))
        self.add_heard(
            _(N_("&Six words that headquarters read to you")),
            _(N_("Headquarters has a &new computer")),
            _(N_("Its new key takes the place of the old one. Tick this only when your colleague there says so.")),
        )
        self.grant = self.add_button(_(N_("&Open the answer…")))
        lost = N_(
            "Does this computer replace one that was lost? Pair it in the same way and say so to headquarters. The old "
            "computer is locked out, all that headquarters has of your office comes back; "
            "only what was never sent is lost."
        )
        self.column.addWidget(hint_label(_(lost)))
        back = QPushButton(_(N_("&Back")))
        back.clicked.connect(self.left)
        self.add_foot(back)
        self.finish()
        self.request.clicked.connect(self._ask)
        self.grant.clicked.connect(self._accept)
        self.setFocusProxy(self.request)

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is being done, and let nothing else begin."""
        super().set_busy(busy=busy)
        self.request.setEnabled(not busy)
        self.grant.setEnabled(not busy)

    def _ask(self) -> None:
        folder = self.ask_folder(self.words.translate(N_("Choose the folder or stick for the request")))
        if folder is not None:
            self.set_busy(busy=True)
            on_worker(
                self.context,
                lambda store: request_pairing(store.database, folder, store.clock),
                self._asked,
                failed=lambda: self.set_busy(busy=False),
            )

    def _asked(self, made: Requested) -> None:
        self.set_busy(busy=False)
        _ = self.words.translate
        self.context.messages.show_text(
            _(N_("The request is in {file}. Send it to headquarters.")).format(file=isolate_name(str(made.path)))
        )
        show_words(self.own, _(N_("Read these six words to headquarters by telephone:")), made.words)

    def _accept(self) -> None:
        _ = self.words.translate
        path = self.ask_file(_(N_("Choose the answer of headquarters")), _(N_("Files of the exchange (*.ibcr)")))
        if path is None:
            return
        heard, replaces = self.heard.text(), self.replaces.isChecked()
        back_up = self.context.backups.before(Why.MERGE)
        self.set_busy(busy=True)
        on_worker(
            self.context,
            lambda store: accept_grant(store, path, back_up=back_up, words=heard, replaces=replaces),
            self._accepted,
            failed=lambda: self.set_busy(busy=False),
        )

    def _accepted(self, accepted: Accepted) -> None:
        self.set_busy(busy=False)
        sentence = self.words.translate(
            N_("This office is paired with headquarters, {office}. You can send your work now.")
        )
        said = [sentence.format(office=isolate_name(accepted.headquarters))]
        if accepted.left_behind is not None:
            said.append(accepted.left_behind.text(self.words))
        self.context.messages.show_text("\n".join(said))
        self.paired.emit()
