"""What every screen receives: the opened database, words, messages, and the ways to other screens."""

import uuid
from dataclasses import dataclass
from typing import Protocol

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.backup_keeper import BackupKeeper
from ibcr_desktop.ui.settings_keeper import SettingsKeeper
from ibcr_desktop.ui.toolkit.background import Background
from ibcr_desktop.ui.toolkit.changes import Changes
from ibcr_desktop.ui.toolkit.messages import Messages
from ibcr_desktop.ui.toolkit.undo_bar import UndoBar


class Navigator(Protocol):
    """The ways that a screen can send a person; each leaves the present screen, which keeps what is open there."""

    def home(self) -> None:
        """Go to the home page."""

    def to_list(self, kind_name: str, query: ListQuery | None = None) -> None:
        """Go to the list of a kind (``activity``: of all its kinds), with a query of one's own or the last one."""

    def to_record(self, kind_name: str, record_id: uuid.UUID) -> None:
        """Open a record."""

    def new_record(self, kind_name: str, copy_of: uuid.UUID | None = None) -> None:
        """Begin a record, empty or like another one."""

    def begun(self, kind_name: str, record_id: uuid.UUID) -> None:
        """Take the record that was being begun for one that exists, to which the way back leads."""

    def to_totals(self, year: int | None = None, figure: str = "") -> None:
        """Go to the yearly totals; ``year`` is the calendar year in which the fiscal year begins.

        ``figure`` is the code of a figure of that year whose records are shown.
        """

    def to_duplicates(
        self, one: uuid.UUID | None = None, other: uuid.UUID | None = None, *, of_last_merge: bool = False
    ) -> None:
        """Go to the page of possible duplicates, to one pair of it, or to those that the last merge touched."""

    def to_cascade(self) -> None:
        """Go to the page of trainers and those whom they trained."""

    def to_more(self) -> None:
        """Go to the page of all kinds."""

    def to_settings(self) -> None:
        """Go to the settings."""

    def to_exchange(self) -> None:
        """Go to the exchange with headquarters or, there, with the offices."""

    def to_backups(self) -> None:
        """Go to the backups."""

    def to_new_key(self, *, for_code: bool) -> None:
        """Go to the page that sets a new passphrase or, for ``for_code``, a new recovery code."""

    def to_help(self, page: str) -> None:
        """Open a page of the help by its name, such as ``home``."""

    def back(self) -> None:
        """Return to where the person was before."""

    def saved(self, text: str) -> None:
        """Tell in the status line what became of the last save, such as "Draft, saved 14:32"."""


@dataclass(frozen=True)
class Context:
    """One opened database with everything around it; made by the application, passed to each screen."""

    store: RecordStore
    lexicon: StoredLexicon
    words: Words
    clock: Clock
    background: Background
    changes: Changes
    messages: Messages
    undo: UndoBar
    settings: SettingsKeeper
    backups: BackupKeeper
    go: Navigator
