"""The open conflicts: a list, the current one in full, and many at once by a rule that is shown before it is used."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.conflicts import Conflict, Decision
from ibcr_desktop.sync.deciding import RULES, Rule, all_by_rule, by_rule, decide, of_office
from ibcr_desktop.sync.merged import Tell
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.asking import offer_to_ask
from ibcr_desktop.ui.screens.conflict_words import OpenConflicts, read_open_conflicts
from ibcr_desktop.ui.screens.conflicts_view import ConflictView
from ibcr_desktop.ui.screens.work_strip import WorkStrip
from ibcr_desktop.ui.toolkit.plain_text import label

SHARES = (420, 580)
NOTHING = OpenConflicts((), {}, 0, ())


class ConflictsTab(QWidget):
    """A key for everything: a digit chooses a version, Ctrl+Enter decides, and the next conflict is there.

    Signals:
        counted: how many conflicts are open.
    """

    counted = Signal(int)

    def __init__(self, context: Context, work: WorkStrip) -> None:
        super().__init__()
        self._context, self._work = context, work
        self._open = NOTHING
        _ = context.words.translate
        self.count = label("")
        self.list = _ConflictList()
        self.list.setAccessibleName(_(N_("Open conflicts")))
        self.view = ConflictView(context)
        self.rule = QComboBox()
        self.rule.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.rule.setAccessibleName(_(N_("Rule for many at once")))
        self.settles = label("")
        self.by_rule = QPushButton(_(N_("Decide the&se by the rule…")))
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.currentRowChanged.connect(self._show_current)
        self.list.digit_pressed.connect(self.view.choose)
        self.view.decided.connect(lambda decision: self._decide([decision]))
        self.view.open_wanted.connect(context.go.to_record)
        self.view.ask_wanted.connect(lambda kind_name, record: offer_to_ask(context, kind_name, record, self))
        self.rule.currentIndexChanged.connect(lambda _index: self._tell_rule())
        self.by_rule.clicked.connect(self._decide_by_rule)
        decide_key = QShortcut(QKeySequence("Ctrl+Return"), self)
        decide_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        decide_key.activated.connect(self.view.decide)

    def reload(self) -> None:
        """Read what is open now."""
        on_worker(self._context, self._read, self.show_open)

    def _read(self, store: RecordStore) -> OpenConflicts:
        return read_open_conflicts(store, self._context.lexicon.another(store.database))

    def show_open(self, found: OpenConflicts) -> None:
        """Show the conflicts, and stay at the same place of the list."""
        self._open = found
        words, row = self._context.words, max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for each in found.conflicts:
            self.list.addItem(f"{self._title(each)}\n{words.translate(each.label)}")
        self.list.setCurrentRow(min(row, len(found.conflicts) - 1))
        self.list.blockSignals(False)
        text = words.plural("{count} conflict to decide", "{count} conflicts to decide", found.count)
        nothing = words.translate(N_("✔ No conflicts: every version that came is decided."))
        self.count.setText(text.format(count=words.number(found.count)) if found.count else nothing)
        self._offer_rules()
        self._show_current()
        self.counted.emit(found.count)

    def _lay_out(self) -> None:
        _ = self._context.words.translate
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.view)
        splitter.setSizes(list(SHARES))
        splitter.setChildrenCollapsible(False)
        heading = label(_(N_("Many at once, &by a rule:")))
        heading.setWordWrap(False)
        heading.setBuddy(self.rule)
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addWidget(self.rule)
        row.addWidget(self.settles, 1)
        row.addWidget(self.by_rule)
        column = QVBoxLayout(self)
        column.addWidget(self.count)
        column.addWidget(splitter, 1)
        column.addLayout(row)

    def _title(self, conflict: Conflict) -> str:
        return self._open.titles.get(conflict.record_id) or self._context.words.translate(conflict.kind.singular)

    def _show_current(self, _row: int = -1) -> None:
        row = self.list.currentRow()
        conflict = self._open.conflicts[row] if 0 <= row < len(self._open.conflicts) else None
        self.view.show_conflict(conflict, self._title(conflict) if conflict is not None else "")

    def _offer_rules(self) -> None:
        """Offer the rules, and each office that wrote a version of any open conflict, listed or not."""
        words, before = self._context.words, self.rule.currentData()
        self.rule.blockSignals(True)
        self.rule.clear()
        for name, (text, _rule) in RULES.items():
            self.rule.addItem(words.translate(text), name)
        for office in self._open.offices:
            self.rule.addItem(words.translate(N_("What {office} wrote")).format(office=office), f"office {office}")
        self.rule.setCurrentIndex(max(self.rule.findData(before), 0))
        self.rule.blockSignals(False)
        self._tell_rule()

    def _chosen_rule(self) -> Rule:
        name = str(self.rule.currentData())
        return RULES[name][1] if name in RULES else of_office(name.removeprefix("office "))

    def _tell_rule(self) -> None:
        """Say what the rule settles of those that are listed; of all, it is found out before anything is decided."""
        words, listed = self._context.words, len(self._open.conflicts)
        settled = len(by_rule(self._open.conflicts, self._chosen_rule())) if listed else 0
        text = words.plural("settles {settled} of {count}", "settles {settled} of {count}", listed)
        if self._open.count > listed:
            text = words.translate(N_("settles {settled} of the {count} that are listed"))
        self.settles.setText(text.format(settled=words.number(settled), count=words.number(listed)))
        self.by_rule.setEnabled(listed > 0)

    def _decide_by_rule(self) -> None:
        rule = self._chosen_rule()

        def look(store: RecordStore, tell: Tell) -> list[Decision]:
            with store.database.reader() as connection:
                return all_by_rule(connection, rule, tell)

        self._work.begin(N_("Looking at every conflict: nothing is decided yet…"), look, self._ask_for_all)

    def _ask_for_all(self, decisions: list[Decision]) -> None:
        words = self._context.words
        if not decisions:
            self._context.messages.show_text(words.translate(N_("This rule settles none of the conflicts.")))
            return
        question = words.plural(
            "Decide {count} conflict by this rule: {rule}?",
            "Decide {count} conflicts by this rule: {rule}?",
            len(decisions),
        ).format(count=words.number(len(decisions)), rule=self.rule.currentText())
        if self._context.messages.confirm(question, words.translate(N_("&Decide by the rule"))):
            self._decide(decisions)

    def _decide(self, decisions: list[Decision]) -> None:
        def write(store: RecordStore, _tell: Tell) -> int:
            return decide(store, decisions)

        self._work.begin(N_("Writing the decision…"), write, self._decided)

    def _decided(self, count: int) -> None:
        words = self._context.words
        text = words.plural(
            "{count} conflict is decided; the decision travels with your answers.",
            "{count} conflicts are decided; the decisions travel with your answers.",
            count,
        )
        self._context.messages.show_text(text.format(count=words.number(count)))
        self.reload()


class _ConflictList(QListWidget):
    """A list in which a digit chooses a version of the current conflict."""

    digit_pressed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass digits on."""
        if event.text().isdigit():
            self.digit_pressed.emit(int(event.text()))
        else:
            super().keyPressEvent(event)
