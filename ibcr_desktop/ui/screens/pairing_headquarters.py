"""Pairs an office, at headquarters: hear its six words, open its request, write the grant, read six words back."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.sync.pairing import Granted, grant_pairing
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.pairing_page import PairingPage, show_words


class PairingHeadquarters(PairingPage):
    """One office after the other; the recovery key of the organisation is shown with the first, and never again."""

    def __init__(self, context: Context) -> None:
        _ = context.words.translate
        super().__init__(context, _(N_("Pair an office")))
        self.add_text(
            _(
                N_(
                    "The office sends you a small file and reads its six words to you by telephone. Call a number that "
                    "you know, not one from the message."
                )
            )
        )
        self.add_heard(
            _(N_("&Six words that the office read to you")),
            _(N_("Its computer was &lost or replaced")),
            _(N_("What the old computer makes from now on is refused; the new one gets everything back.")),
        )
        self.grant = self.add_button(_(N_("&Open the request, and write the answer…")))
        self.own, self.recovery = self.add_words(), self.add_words()
        back = QPushButton(_(N_("&Back")))
        back.clicked.connect(self._back)
        self.add_foot(back)
        self.finish()
        self.grant.clicked.connect(self._grant)
        self.setFocusProxy(self.heard)

    def leave(self) -> None:
        """Show the recovery key no longer than this page."""
        self.recovery.hide()
        self.recovery.clear()

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is being done, and let nothing else begin."""
        super().set_busy(busy=busy)
        self.grant.setEnabled(not busy)

    def _back(self) -> None:
        self.context.go.back()

    def _grant(self) -> None:
        _ = self.words.translate
        path = self.ask_file(_(N_("Choose the request of the office")), _(N_("Requests (*.ibcrpair)")))
        folder = self.ask_folder(_(N_("Choose the folder or stick for the answer"))) if path is not None else None
        if path is not None and folder is not None:
            self._write(path, folder)

    def _write(self, path: Path, folder: Path) -> None:
        heard, replaces = self.heard.text(), self.replaces.isChecked()
        self.set_busy(busy=True)
        on_worker(
            self.context,
            lambda store: grant_pairing(store.database, path, folder, store.clock, words=heard, replaces=replaces),
            self._granted,
            failed=lambda: self.set_busy(busy=False),
        )

    def _granted(self, granted: Granted) -> None:
        self.set_busy(busy=False)
        _ = self.words.translate
        about = {"file": isolate_name(str(granted.path)), "office": isolate_name(granted.office)}
        self.context.messages.show_text(_(N_("The grant is in {file}. Send it to {office}.")).format(**about))
        show_words(self.own, _(N_("Read these six words to {office} by telephone:")).format(**about), granted.words)
        if granted.recovery_key:
            text = N_("Recovery key of the organisation, shown only now; keep it on paper in a safe place: {key}")
            half = len(granted.recovery_key) // 2
            lines = f"\n{granted.recovery_key[:half]}\n{granted.recovery_key[half:]}"
            self.recovery.setText(_(text).format(key=lines))
            self.recovery.show()
        self.begin()
        self.context.changes.announce(())
