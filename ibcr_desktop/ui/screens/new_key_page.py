"""A new passphrase or a new recovery code for the database that is open."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QStackedWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage import vault
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.first_run_code import RecoveryCodePage
from ibcr_desktop.ui.screens.passphrase_fields import PassphraseFields
from ibcr_desktop.ui.screens.start_page import StartPage


class NewKeyPage(QStackedWidget):
    """Asks for the present passphrase and for the new one; or shows the new code, to be typed back."""

    help_page = "settings"

    def __init__(self, context: Context, *, for_code: bool) -> None:
        super().__init__()
        self._context = context
        _ = context.words.translate
        self.page = StartPage(context.words, _(N_("A new recovery code")) if for_code else _(N_("A new passphrase")))
        if for_code:
            self.page.add_text(_(N_("The paper with the old code is worthless afterwards.")))
        self.present = self.page.add_secret(_(N_("&Present passphrase")))
        self.fields = None if for_code else PassphraseFields(self.page)
        back, self.onward = QPushButton(_(N_("&Back"))), QPushButton(_(N_("&Continue")))
        back.clicked.connect(context.go.back)
        self.onward.clicked.connect(self._ask)
        self.page.add_foot(back, self.onward)
        self.page.finish()
        self.addWidget(self.page)

    def title(self) -> str:
        """Give the name of the screen."""
        return self.page.title()

    def shown(self) -> None:
        """Nothing is read from elsewhere."""

    def leave(self) -> None:
        """Forget what was typed."""
        self.present.clear()
        if self.fields is not None:
            self.fields.first.clear()
            self.fields.second.clear()

    def _ask(self) -> None:
        problem = self.fields.problem() if self.fields is not None else ""
        self.page.show_problem(problem)
        if problem:
            return
        self._set_busy(busy=True)
        self._context.background.run(self._work(), done=self._made, failed=self._failed)

    def _work(self) -> Callable[[], str]:
        path, present = self._context.store.database.path, self.present.text()
        if self.fields is None:
            return lambda: vault.new_recovery_code_for(path, present)
        new = self.fields.first.text()

        def change() -> str:
            vault.change_passphrase(path, present, new)
            return ""

        return change

    def _made(self, code: str) -> None:
        self._set_busy(busy=False)
        if not code:
            self._context.go.back()
            self._context.go.saved(self._context.words.translate(N_("The new passphrase is set.")))
            return
        shown = RecoveryCodePage(self._context.words, code)
        shown.proved.connect(self._context.go.back)
        self.addWidget(shown)
        self.setCurrentWidget(shown)
        shown.proof.setFocus()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._set_busy(busy=False)
        self.page.show_problem(error.text(self._context.words))

    def _set_busy(self, *, busy: bool) -> None:
        self.page.set_busy(busy=busy)
        self.onward.setEnabled(not busy)
