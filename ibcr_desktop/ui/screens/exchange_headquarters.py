"""The exchange with the offices: how things stand, and each file rehearsed, then accepted or left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ibcr_desktop.backups.backup import Why
from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Question
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.diary import DiaryEntry, diary_entries
from ibcr_desktop.sync.last_merge import Twice, read_twice
from ibcr_desktop.sync.merged import Merged, Tell
from ibcr_desktop.sync.outgoing import Packed, answer_every_office, answer_office
from ibcr_desktop.sync.pairing import revoke_office
from ibcr_desktop.sync.questions import Asked, unsettled_questions
from ibcr_desktop.sync.received import OfficeEntry, PackageEntry, office_entries, received_packages
from ibcr_desktop.sync.receiving_files import offer_file, receive_file, set_aside_files, take_set_aside
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.conflicts_tab import ConflictsTab
from ibcr_desktop.ui.screens.diary_tab import DiaryTab
from ibcr_desktop.ui.screens.exchange_headquarters_files import FilesTab
from ibcr_desktop.ui.screens.exchange_headquarters_offices import OfficesTab
from ibcr_desktop.ui.screens.exchange_headquarters_questions import QuestionsTab
from ibcr_desktop.ui.screens.exchange_headquarters_rehearsal import RehearsalPage
from ibcr_desktop.ui.screens.exchange_headquarters_twice import TwiceTab
from ibcr_desktop.ui.screens.exchange_office_facts import with_titles
from ibcr_desktop.ui.screens.exchange_rehearsal import Rehearsed, counts_in_words, with_definitions
from ibcr_desktop.ui.screens.pairing_headquarters import PairingHeadquarters
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.screens.work_strip import WorkStrip
from ibcr_desktop.ui.toolkit.focus import focus_inside
from ibcr_desktop.ui.toolkit.open_path import documents

KINDS: Final = N_("Files of the exchange (*.ibcr)")
MOST_TOLD: Final = 6  # of the files that came together, so that the page stays in sight
CONFLICTS, TWICE, QUESTIONS = N_("Confli&cts"), N_("Recor&ded twice?"), N_("&Questions")


@dataclass(frozen=True)
class Facts:
    """What the tabs show, read in one go."""

    offices: list[OfficeEntry]
    files: list[PackageEntry]
    twice: Twice
    questions: tuple[tuple[Asked, str], ...]
    diary: list[DiaryEntry]


class ExchangeHeadquarters(QWidget):
    """Tabs of what there is to see and to do; a file that came stands in front of them until it is decided on."""

    help_page = "exchange-headquarters"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._queue: list[Path] = []
        self._told: list[str] = []  # of the files that came together
        self._path: Path | None = None
        self._merge_round = new_id()  # of the files that came together
        self._has_looked = False
        self.setAcceptDrops(True)
        self.work = WorkStrip(context)
        self.offices = OfficesTab(context, self.work)
        self.rehearsal = RehearsalPage(context, self.work)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.conflicts = ConflictsTab(context, self.work)
        self.files = FilesTab(context, self.work)
        self.twice = TwiceTab(context, self.work)
        self.questions = QuestionsTab(context)
        self.diary = DiaryTab(context)
        for tab, name in (
            (self.offices, N_("&Offices")),
            (self.conflicts, CONFLICTS),
            (self.files, N_("Files that ca&me")),
            (self.twice, TWICE),
            (self.questions, QUESTIONS),
            (self.diary, N_("Diar&y")),
        ):
            self.tabs.addTab(tab, context.words.translate(name))
        self.pairing = PairingHeadquarters(context)
        self._stack = QStackedWidget()
        for page in (self.tabs, self.rehearsal, self.pairing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(heading_label(self.title()))
        column.addWidget(self.work)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self._stack)
        self.offices.receive_wanted.connect(self._choose)
        self.offices.pair_wanted.connect(self._pair)
        self.offices.answer_wanted.connect(self._answer)
        self.offices.answers_wanted.connect(self._answer_all)
        self.offices.revoke_wanted.connect(self._revoke)
        self.rehearsal.accepted.connect(self._accept)
        self.rehearsal.left.connect(self._next)
        self.conflicts.counted.connect(self._count_conflicts)
        self.files.changed.connect(self._reload)
        self.twice.changed.connect(self._reload)
        self.work.busy_changed.connect(self._begin_queue)
        self.diary.twice_wanted.connect(self._show_twice)
        context.changes.announced.connect(self._reload_if_asked)

    def title(self) -> str:
        """Give the name of the screen."""
        return self._context.words.translate(N_("Exchange with the offices"))

    def shown(self) -> None:
        """Read how things stand, the first time with what waited for an update of the program."""
        self._reload()
        if not self._has_looked:
            self._has_looked = True
            self.take_set_aside()

    def leave(self) -> None:
        """Nothing is entered here that is not kept at once; a recovery key is shown no longer."""
        self.pairing.leave()

    def step_back(self) -> bool:
        """Leave the file in front undecided, or the pairing; says whether there was one."""
        if self._stack.currentWidget() is self.tabs or self.work.is_busy:
            return False
        self.pairing.leave()
        self._queue.clear()
        self._next()
        return True

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        return [self._stack.currentWidget() or self.tabs, self.work]

    def receive(self, paths: Sequence[Path]) -> None:
        """Rehearse the files, one after the other; each waits for a decision."""
        self._queue += paths
        self._begin_queue()

    def _begin_queue(self, _is_busy: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        """Begin with the files that wait, unless something else is under way: then they come after it."""
        if self._queue and self._path is None and not self.work.is_busy:
            self._told.clear()
            self._merge_round = new_id()
            self._next()

    def take_set_aside(self) -> None:
        """Merge the files that an older release could not read and this one can."""
        if not set_aside_files(self._context.store):
            return
        back_up = self._context.backups.before(Why.MERGE)

        def take(store: RecordStore, _tell: Tell) -> list[Merged]:
            return list(take_set_aside(store, back_up=back_up, merge_round=new_id()).values())

        self.work.begin(N_("Backing up, then merging the file…"), take, self._took_set_aside)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Receive the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.receive(paths)

    def _choose(self) -> None:
        _ = self._context.words.translate
        kinds = ";;".join((_(KINDS), _(N_("All files (*)"))))
        self.receive(self._context.messages.ask_open_paths(_(N_("Choose files of offices")), documents(), kinds))

    def _next(self) -> None:
        """Rehearse the next file, or show the offices again."""
        self._path = self._queue.pop(0) if self._queue else None
        path = self._path
        if path is None:
            self._show(self.tabs)
            self._reload()
            return

        def rehearse(store: RecordStore, tell: Tell) -> Rehearsed:
            return with_definitions(store, offer_file(store, path, tell=tell))

        self.work.begin(N_("Rehearsing the file: nothing is kept…"), rehearse, self._rehearsed, failed=self._next)

    def _rehearsed(self, rehearsed: Rehearsed) -> None:
        if self._is_over(rehearsed.merged):
            self._next()
            return
        self.rehearsal.show_rehearsal(rehearsed)
        self._show(self.rehearsal)

    def _accept(self) -> None:
        path, back_up, merge_round = self._path, self._context.backups.before(Why.MERGE), self._merge_round
        if path is None:
            return

        def accept(store: RecordStore, tell: Tell) -> Merged:
            return receive_file(store, path, back_up=back_up, tell=tell, merge_round=merge_round)

        self.work.begin(N_("Backing up, then merging the file…"), accept, self._accepted)

    def _took_set_aside(self, every: list[Merged]) -> None:
        for merged in every:
            self._tell_merged(merged)
        self._reload()

    def _accepted(self, merged: Merged) -> None:
        self._tell_merged(merged)
        self._next()

    def _tell_merged(self, merged: Merged) -> None:
        if not self._is_over(merged):
            words = self._context.words
            text = words.translate(N_("File no. {number} from {office} is merged; a backup was made first. {counts}"))
            about = {"number": merged.number, "office": isolate_name(merged.office)}
            self._tell(text.format(counts=counts_in_words(merged.counts, words), **about))
        if merged.left_behind is not None:
            self._tell(merged.left_behind.text(self._context.words))

    def _pair(self) -> None:
        self.pairing.begin()
        self._show(self.pairing)

    def _ask_folder(self) -> Path | None:
        title = self._context.words.translate(N_("Choose the folder or stick for the answer"))
        return self._context.messages.ask_folder(title, documents())

    def _answer_all(self) -> None:
        folder = self._ask_folder()
        if folder is None:
            return

        def write(store: RecordStore, tell: Tell) -> tuple[Packed, ...]:
            return answer_every_office(store.database, folder, store.clock, tell=tell)

        self.work.begin(N_("Writing the answer…"), write, self._answered_all)

    def _answered_all(self, every: Sequence[Packed]) -> None:
        words = self._context.words
        text = words.plural(
            "{count} answer is in {folder}: {names}", "{count} answers are in {folder}: {names}", len(every)
        )
        about = {
            "folder": isolate_name(str(every[0].path.parent)),
            "names": words.list_of([each.path.name for each in every]),
        }
        self._context.messages.show_text(text.format(count=words.number(len(every)), **about))

    def _answer(self, office: str) -> None:
        folder = self._ask_folder()
        if folder is None:
            return

        def write(store: RecordStore, tell: Tell) -> Packed:
            return answer_office(store.database, office, folder, store.clock, tell=tell)

        self.work.begin(N_("Writing the answer…"), write, self._answered)

    def _answered(self, packed: Packed) -> None:
        text = N_("The answer to {office} is in {file}; its files up to no. {number} were received.")
        receipt = packed.manifest.receipt
        about = {"office": isolate_name(packed.manifest.receiver), "file": isolate_name(str(packed.path))}
        said = self._context.words.translate(text).format(number=receipt.received if receipt else 0, **about)
        self._context.messages.show_text(said)

    def _revoke(self, office: str) -> None:
        _ = self._context.words.translate
        question = N_(
            "Refuse every new file of the computer that {office} is paired with?\n\nDo this when it was lost or "
            "stolen. Files that it made before stay readable; the office is paired again with a new request."
        )
        if not self._context.messages.confirm(_(question).format(office=isolate_name(office)), _(N_("&Refuse it"))):
            return

        def refuse(store: RecordStore, _tell: Tell) -> str:
            revoke_office(store.database, office, store.clock)
            return office

        self.work.begin(N_("Withdrawing the key…"), refuse, self._revoked)

    def _revoked(self, office: str) -> None:
        text = self._context.words.translate(N_("The computer of {office} is refused from now on."))
        self._context.messages.show_text(text.format(office=isolate_name(office)))
        self._reload()

    def _is_over(self, merged: Merged) -> bool:
        """Say in the page why there is nothing to decide; says whether that is so."""
        if merged.problem is not None:
            self._tell(merged.problem.text(self._context.words))
        elif merged.outcome == "already merged":
            text = N_("File no. {number} from {office} was merged before; nothing is changed.")
            about = {"number": merged.number, "office": isolate_name(merged.office)}
            self._tell(self._context.words.translate(text).format(**about))
        else:
            return False
        return True

    def _tell(self, text: str) -> None:
        self._told.append(text)
        words, earlier = self._context.words, len(self._told) - MOST_TOLD
        shown = self._told[-MOST_TOLD:]
        if earlier > 0:
            more = words.plural("{count} more, told in the diary.", "{count} more, told in the diary.", earlier)
            shown = [more.format(count=words.number(earlier)), *shown]
        self._context.messages.show_text("\n".join(shown))

    def _reload(self) -> None:
        on_worker(self._context, self._read_facts, self._show_facts)
        self.conflicts.reload()

    def _reload_if_asked(self, kinds: frozenset[str]) -> None:
        if Question.kind_name() in kinds and self.isVisible():
            self._reload()

    def _show_twice(self, package: int) -> None:
        self.twice.show_merge(package)
        self.tabs.setCurrentWidget(self.twice)
        focus_inside(self.twice)

    def _read_facts(self, store: RecordStore) -> Facts:
        with store.database.reader() as connection:
            questions = unsettled_questions(connection)
            facts = Facts(
                offices=office_entries(connection),
                files=received_packages(connection),
                twice=read_twice(connection),
                questions=(),
                diary=diary_entries(connection),
            )
        return replace(facts, questions=with_titles(questions, self._context.lexicon.another(store.database)))

    def _show_facts(self, facts: Facts) -> None:
        self.offices.show_entries(facts.offices)
        self.files.show_entries(facts.files)
        self.twice.show_found(facts.twice)
        self.diary.show_entries(facts.diary)
        self._count_on(self.twice, TWICE, len(facts.twice.proposals))
        self.questions.show_questions(facts.questions)
        self._count_on(self.questions, QUESTIONS, len(facts.questions))

    def _count_conflicts(self, count: int) -> None:
        self._count_on(self.conflicts, CONFLICTS, count)

    def _count_on(self, tab: QWidget, name: str, count: int) -> None:
        """Say on a tab how many there are to decide."""
        words = self._context.words
        text = words.translate(name)
        self.tabs.setTabText(self.tabs.indexOf(tab), f"{text} ({words.number(count)})" if count else text)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        focus_inside(page)
