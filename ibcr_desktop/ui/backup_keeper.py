"""Makes backups at the right moments of a run, on the worker, and remembers what became of the last one."""

import logging
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from ibcr_desktop.backups.backup import Backup, Why
from ibcr_desktop.backups.losses import Losses, losses
from ibcr_desktop.backups.making import make_backup
from ibcr_desktop.backups.proof import Proof, read_proof
from ibcr_desktop.backups.restoring import opened_backup
from ibcr_desktop.backups.second_place import SecondCopy, copy_elsewhere
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage.database import Database
from ibcr_desktop.ui.toolkit.background import Background, is_alive

MINUTES_OF_WORK = 30  # docs/faults.md, 14
log = logging.getLogger(__name__)


class BackupKeeper(QObject):
    """The backups of one opened database; the example has none, its people are invented.

    Signals:
        changed: a backup was made, copied or failed; whoever shows proofs reads them again.
        restore_wanted: a backup (``Backup``) is to take the place of the database, which must be closed for it.
    """

    changed = Signal()
    restore_wanted = Signal(object)

    def __init__(self, database: Database, background: Background, clock: Clock, *, is_on: bool) -> None:
        super().__init__()
        self._database, self._background, self._clock = database, background, clock
        self.is_on = is_on
        self.failure: UserError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MINUTES_OF_WORK * 60_000)
        self._timer.timeout.connect(self.work_is_due)

    def stop(self) -> None:
        """Make no more backups by itself."""
        self._timer.stop()

    def note_changes(self, _kinds: object = None) -> None:
        """Let the half hour begin with the first change that is in no backup."""
        if self.is_on and not self._timer.isActive():
            self._timer.start()

    def note_what_is_missing(self) -> None:
        """Begin the half hour at once where an earlier run ended without its backup."""
        if self.is_on:
            self._background.run(self.proof, done=lambda proof: self.note_changes() if proof.is_behind else None)

    def work_is_due(self) -> None:
        """Make the backup of the half hour."""
        self.make(Why.WORK)

    def make(self, why: Why, done: Callable[[Backup], object] | None = None) -> None:
        """Make a backup on the worker; a failure is remembered and shown, and stops nothing."""

        def made(backup: Backup) -> None:
            self._succeeded()
            if done is not None and is_alive(done):
                done(backup)

        self._background.run(lambda: make_backup(self._database, why, self._clock), done=made, failed=self._failed)

    def copy(self, folder: Path, done: Callable[[SecondCopy], object], failed: Callable[[UserError], object]) -> None:
        """Copy the newest backup to a second place, after a new one where something is in none yet."""

        def work() -> SecondCopy:
            proof = self.proof()
            newest = proof.newest
            if newest is None or proof.is_behind:
                newest = make_backup(self._database, Why.ASKED, self._clock)
            with closing(self._database.another()) as database:
                return copy_elsewhere(database, newest, folder, self._clock)

        def copied(copy: SecondCopy) -> None:
            self._succeeded()
            if is_alive(done):
                done(copy)

        self._background.run(work, done=copied, failed=lambda error: self._refused(error, failed))

    def rehearse(self, backup: Backup, done: Callable[[Losses], object], failed: Callable[[UserError], object]) -> None:
        """Prove a backup and count what restoring it would take away."""

        def work() -> Losses:
            with closing(self._database.another()) as database, opened_backup(backup, database) as opened:
                return losses(database, opened.database)

        self._background.run(work, done=done, failed=lambda error: self._refused(error, failed))

    def before(self, why: Why) -> Callable[[], Backup]:
        """Give what makes a backup before an import or a merge, to be called on the thread that works."""
        return partial(make_backup, self._database, why, self._clock)

    def proof(self) -> Proof:
        """Read what is known of the backups; for the worker."""
        with closing(self._database.another()) as database:
            return read_proof(database, self._clock)

    def back_up_before_closing(self, tell: Callable[[], object]) -> None:
        """Make the backup of this run if anything is in none, on a thread of its own while the window stays alive.

        ``tell`` is called first, so that the window can say what it waits for.
        """
        if not self.is_on or not read_proof(self._database, self._clock).is_behind:
            return
        tell()
        loop, worker, failures = QEventLoop(), Background(), list[BaseException]()

        def failed(error: BaseException) -> None:
            failures.append(error)
            loop.quit()

        worker.run(
            lambda: make_backup(self._database, Why.EXIT, self._clock), done=lambda _: loop.quit(), failed=failed
        )
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        worker.stop()
        for each in failures:  # nobody is there any more to be told; the next run sees that something is in no backup
            _note(each)

    def _succeeded(self) -> None:
        self.failure = None
        self._timer.stop()
        self.changed.emit()

    def _refused(self, error: BaseException, failed: Callable[[UserError], object]) -> None:
        if not isinstance(error, UserError):
            raise error
        self.changed.emit()
        if is_alive(failed):
            failed(error)

    def _failed(self, error: BaseException) -> None:
        self.failure = _note(error)
        self.changed.emit()


def _note(error: BaseException) -> UserError:
    """Write into the log what a person can do something about; anything else is a bug and goes its own way."""
    if not isinstance(error, UserError):
        raise error
    log.warning("A backup failed", exc_info=error)
    return error
