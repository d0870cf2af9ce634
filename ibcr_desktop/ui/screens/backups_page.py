"""The backups of this database: when each was made and whether it is proved; make, copy and restore one."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ibcr_desktop.backups.backup import WHY_LABELS, Backup, Why, backup_at, place_of
from ibcr_desktop.backups.losses import Losses, losses_in_words
from ibcr_desktop.backups.proof import Proof
from ibcr_desktop.backups.second_place import SecondCopy
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.backup_words import last_backup, second_copy, size_of
from ibcr_desktop.ui.screens.start_page import heading_label, hint_label
from ibcr_desktop.ui.toolkit.button_row import button_row
from ibcr_desktop.ui.toolkit.plain_table import PlainTable
from ibcr_desktop.ui.toolkit.plain_text import label

HEADS = (N_("Made"), N_("Why"), N_("Size"), N_("Check"))
VERIFIED, DAMAGED = N_("✔ Verified"), N_("⚠ Damaged")


class BackupsPage(QWidget):
    """A table with the newest first, and the buttons under it."""

    help_page = "backups"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: tuple[Backup, ...] = ()
        _ = context.words.translate
        self.state = label("")
        self.table = PlainTable(context.words, N_("Backups"), HEADS, stretched=1)
        self.table.itemSelectionChanged.connect(self._choose)
        where = isolate_name(str(place_of(context.store.database.path)))
        column = QVBoxLayout(self)
        column.addWidget(heading_label(self.title()))
        column.addWidget(self.state)
        column.addWidget(self.table, 1)
        column.addWidget(hint_label(_(N_("They are encrypted like the database, in {folder}")).format(folder=where)))
        column.addLayout(self._make_buttons())
        self.setFocusProxy(self.table)
        context.backups.changed.connect(self._reload)

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Backups"))

    def shown(self) -> None:
        """Read which there are now."""
        self._reload()

    def leave(self) -> None:
        """Nothing is entered here."""

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        return [self.table, self.make]

    def show_proof(self, proof: Proof) -> None:
        """Show the backups, the newest first, and how it stands with them."""
        context = self._context
        words, before = context.words, self._chosen()
        texts = [last_backup(proof, context.backups.failure, words, context.clock)]
        if proof.newest is not None:
            texts.append(second_copy(proof, words))
        self.state.setText("  ·  ".join(texts))
        self._shown = proof.backups
        self.table.show_rows(
            [
                (
                    words.moment(each.made_at),
                    words.translate(WHY_LABELS[each.why]),
                    size_of(each, words),
                    words.translate(VERIFIED if each.is_verified else DAMAGED),
                )
                for each in proof.backups
            ]
        )
        chosen = next((row for row, each in enumerate(self._shown) if before and each.folder == before.folder), 0)
        self.table.setCurrentCell(chosen, 0)
        self._choose()

    def _make_buttons(self) -> QHBoxLayout:
        _ = self._context.words.translate
        self.make = QPushButton(_(N_("&Back up now")))
        self.copy = QPushButton(_(N_("&Copy to a stick…")))
        self.restore = QPushButton(_(N_("&Restore…")))
        self.restore_other = QPushButton(_(N_("Restore &from another place…")))
        self.make.clicked.connect(self._make)
        self.copy.clicked.connect(self._copy)
        self.restore.clicked.connect(self._restore_chosen)
        self.restore_other.clicked.connect(self._restore_other)
        self.restore.setEnabled(False)
        return button_row((self.make, self.copy), (self.restore, self.restore_other))

    def _reload(self) -> None:
        self._set_busy(busy=False)
        self._context.background.run(self._context.backups.proof, done=self.show_proof)

    def _choose(self) -> None:
        chosen = self._chosen()
        self.restore.setEnabled(chosen is not None and chosen.is_verified and self.make.isEnabled())

    def _chosen(self) -> Backup | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _make(self) -> None:
        self._set_busy(busy=True)
        self._tell(N_("Making a backup…"))
        self._context.backups.make(Why.ASKED, done=self._made)

    def _made(self, backup: Backup) -> None:
        sentence = self._context.words.translate(N_("The backup of {moment} was opened and compared."))
        self._context.messages.show_text(sentence.format(moment=self._context.words.moment(backup.made_at)))

    def _copy(self) -> None:
        _ = self._context.words.translate
        folder = self._context.messages.ask_folder(
            _(N_("Choose the stick")), place_of(self._context.store.database.path)
        )
        if folder is not None:
            self._set_busy(busy=True)
            self._tell(N_("Copying a backup…"))
            self._context.backups.copy(folder, done=self._copied, failed=self._failed)

    def _copied(self, copy: SecondCopy) -> None:
        _ = self._context.words.translate
        where = isolate_name(str(copy.backup.folder))
        texts = [_(N_("The copy in {folder} was read back and compared.")).format(folder=where)]
        if not copy.is_elsewhere:
            texts.append(_(N_("It is on the same disk as the database, so it does not count as a second place.")))
        self._context.messages.show_text(" ".join(texts))

    def _restore_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._rehearse(chosen)

    def _restore_other(self) -> None:
        _ = self._context.words.translate
        home = place_of(self._context.store.database.path)
        path = self._context.messages.ask_open_path(
            _(N_("Choose the database in the folder of a backup")), home, _(N_("Databases (*.ibcrdb);;All files (*)"))
        )
        if path is not None:
            self._context.messages.attempt(lambda: self._rehearse(backup_at(path)))

    def _rehearse(self, backup: Backup) -> None:
        self._set_busy(busy=True)
        self._tell(N_("Reading the backup…"))
        self._context.backups.rehearse(backup, done=partial(self._rehearsed, backup), failed=self._failed)

    def _rehearsed(self, backup: Backup, lost: Losses) -> None:
        self._set_busy(busy=False)
        self._context.messages.dismiss()
        self._ask(backup, lost)

    def _ask(self, backup: Backup, lost: Losses) -> None:
        words = self._context.words
        question = words.translate(N_("Put the backup of {moment} in the place of your records?"))
        promise = N_(
            "Your records as they are now are backed up first, so you can come back to them. "
            "Afterwards the program asks for your passphrase."
        )
        parts = (
            question.format(moment=words.moment(backup.made_at)),
            losses_in_words(lost, words),
            words.translate(promise),
        )
        if self._context.messages.confirm("\n\n".join(parts), words.translate(N_("&Restore this backup"))):
            self._context.backups.restore_wanted.emit(backup)

    def _tell(self, sentence: str) -> None:
        self._context.messages.show_text(self._context.words.translate(sentence))

    def _failed(self, error: UserError) -> None:
        self._set_busy(busy=False)
        self._context.messages.show_error(error)

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.make, self.copy, self.restore_other):
            button.setEnabled(not busy)
        self._choose()
