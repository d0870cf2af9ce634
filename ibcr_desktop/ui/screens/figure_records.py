"""The records behind a number: the same number in the head, a list for each kind, and why the two may differ."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_, N_plural
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.pages import ListRow
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.record_list import RecordList
from ibcr_desktop.ui.screens.figure_records_lists import Behind, RecordsOfKind, plural_of
from ibcr_desktop.ui.screens.start_page import heading_label
from ibcr_desktop.ui.toolkit.plain_text import label

GONE = N_plural(
    "{count} record was removed after the totals were computed.",
    "{count} records were removed after the totals were computed.",
)


class FigureRecords(QWidget):
    """Lists that can be narrowed and sorted, but never show more than was counted."""

    back_wanted = Signal()

    def __init__(self, context: Context, back: str = N_("Back to the &totals")) -> None:
        """Take what the button of the way back says (marked English)."""
        super().__init__()
        self._context = context
        self._behind = Behind("", "", 0, ())
        self._missed: frozenset[str] = frozenset()
        self.lists: list[RecordList] = []
        _ = context.words.translate
        self.back = QPushButton(_(back))
        self.back.setToolTip(QKeySequence(Qt.Key.Key_Escape).toString(QKeySequence.SequenceFormat.NativeText))
        self.back.clicked.connect(self.back_wanted)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_wanted)
        self.heading = heading_label("")
        self.heading.setWordWrap(True)
        self.head, self.why = label(""), label("")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(_(N_("Kinds of record")))
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.addLayout(row)
        for each in (self.head, self.why, self.tabs):
            column.addWidget(each, 1 if each is self.tabs else 0)
        context.changes.announced.connect(self._note_changes)

    def show_behind(self, behind: Behind) -> None:
        """Show other records; lists of the same kinds keep their place."""
        before = [(each.kind_name, each.name) for each in self._behind.lists]
        self._behind = behind
        self.heading.setText(behind.title)
        if before == [(each.kind_name, each.name) for each in behind.lists]:
            for shown, some in zip(self.lists, behind.lists, strict=True):
                shown.show_query(replace(shown.query, only=some.ids))
        else:
            self._make_lists(behind.lists)
        self._tell()
        self.setFocusProxy(self.lists[0] if self.lists else self.back)

    def panes(self) -> list[QWidget]:
        """Give the parts between which F6 moves."""
        shown = self.tabs.currentWidget()
        return [self.back, *([shown.filters, shown.table] if isinstance(shown, RecordList) else [])]

    def showEvent(self, event: Any) -> None:
        """Read again what was written while another page was in front."""
        super().showEvent(event)
        if self._missed:
            missed, self._missed = self._missed, frozenset()
            self._reload(missed)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the tabs quiet: one list needs no tab."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._tell()

    def _make_lists(self, wanted: Sequence[RecordsOfKind]) -> None:
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if old is not None:
                old.deleteLater()
        self.lists = [self._list(each) for each in wanted]
        self.tabs.tabBar().setVisible(len(self.lists) > 1)

    def _list(self, some: RecordsOfKind) -> RecordList:
        context = self._context
        query = ListQuery((some.kind_name,), only=some.ids)
        columns = context.settings.current.columns.get(some.kind_name)
        made = RecordList(context.store.database, context.lexicon, query, columns)
        made.opened.connect(self._open)
        made.failed.connect(context.messages.show_error)
        made.filters.keep_only()
        made.columns_chosen.connect(lambda names: self._keep_columns(some.kind_name, names))
        self.tabs.addTab(made, "")
        return made

    def _tell(self) -> None:
        """Say both numbers: the figure, and the rows below it; and why they differ, where they do."""
        words, behind = self._context.words, self._behind
        _ = words.translate
        for place, some in enumerate(behind.lists):
            name = some.name or plural_of(some.kind_name, words)
            self.tabs.setTabText(place, f"{name} ({words.number(len(some.ids))})".replace("&", "&&"))
        counts = [each.model.rowCount() for each in self.lists if not each.query.search]
        wanted = sum(len(each.ids) for each in behind.lists)
        rows = sum(counts)
        of_kind = _(N_("{kind}: {count}"))
        numbers = [(plural_of(each.kind_name, words), words.number(len(each.ids))) for each in behind.lists]
        kinds = words.in_a_row(of_kind.format(kind=kind, count=count) for kind, count in numbers)
        text = N_("Figure: {figure}. Records below: {rows} ({kinds}).")
        if not behind.lists:
            text = N_("Figure: {figure}. No record is behind it.")
        elif behind.value is None:
            text = N_("Records below: {rows} ({kinds}).")
        self.head.setText(_(text).format(figure=behind.number, rows=words.number(wanted), kinds=kinds))
        gone = wanted - rows if len(counts) == len(self.lists) and not self._is_narrowed() else 0
        reasons = list(behind.reasons) if behind.value != wanted else []
        if gone > 0:
            reasons.append(words.plural(*GONE, gone).format(count=words.number(gone)))
        self.why.setText(" ".join(reasons))
        self.why.setVisible(bool(reasons))

    def _is_narrowed(self) -> bool:
        return any(each.query != ListQuery(each.query.kinds, only=each.query.only) for each in self.lists)

    def _keep_columns(self, kind_name: str, names: Sequence[str]) -> None:
        settings = self._context.settings
        settings.change(columns={**settings.current.columns, kind_name: tuple(names)})

    def _open(self, row: ListRow) -> None:
        self._context.go.to_record(row.kind, row.record_id)

    def _note_changes(self, kinds: frozenset[str]) -> None:
        if self.isVisible():
            self._reload(kinds)
        else:
            self._missed |= kinds

    def _reload(self, kinds: frozenset[str]) -> None:
        for each in self.lists:
            each.reload(kinds)
        self._tell()
