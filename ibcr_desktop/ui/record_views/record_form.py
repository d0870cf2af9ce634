"""The form of one record: head, what to put right, fields; saved as typed, completed when whole."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.problems import Problem
from ibcr_desktop.records.record import State
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.confirmations import confirming, taking_back
from ibcr_desktop.storage.judgement import Saved
from ibcr_desktop.storage.record_store import OpenedRecord
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.field_rows import FieldRows
from ibcr_desktop.ui.record_views.history_dialog import HistoryDialog
from ibcr_desktop.ui.record_views.problem_list import ProblemList
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.record_views.record_header import RecordHeader
from ibcr_desktop.ui.toolkit.focus import focus_inside
from ibcr_desktop.ui.toolkit.mnemonics import give_mnemonics

Content = Callable[[RecordEditing], QWidget]


def all_fields(editing: RecordEditing) -> QWidget:
    """Make the usual content: every field, one below the other."""
    return FieldRows(editing, [field.name for field in editing.fields])


class RecordForm(QWidget):
    """Edits a record of any kind; ``content`` makes the part below the head, a page by hand for some kinds.

    Signals:
        closed: the record went to the bin and is no longer shown.
        judged: the problems that stand were found anew (a tuple).
    """

    closed = Signal()
    judged = Signal(object)

    def __init__(self, context: Context, opened: OpenedRecord, content: Content = all_fields) -> None:
        super().__init__()
        self._context = context
        self.editing = RecordEditing(context.store, context.lexicon, opened, self)
        self.header = RecordHeader(opened.kind, context.words)
        self.problems = ProblemList(context.words)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = content(self.editing)
        self.area.setWidget(self.content)
        self._body = QHBoxLayout()
        self._body.addWidget(self.area, stretch=1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.header)
        self._column.addWidget(self.problems)
        self._column.addLayout(self._body, stretch=1)
        give_mnemonics(self)
        self._found: Saved = Saved((), opened.state)
        self._connect()
        self._judge()
        self._offer_back()

    def title(self) -> str:
        """Give the title as the fields stand now."""
        editing = self.editing
        texts = [self._shown(name) for name in editing.kind.title_fields]
        return " ".join(text for text in texts if text)

    def leave(self) -> None:
        """Keep everything; never asks."""
        self.editing.finish()

    def reload(self) -> None:
        """Show what was changed elsewhere."""
        self.editing.reload()
        self._judge()

    def stand_beside(self, widget: QWidget, *, in_full_height: bool = False) -> None:
        """Keep a widget at the side of the fields, in view however far they are scrolled."""
        self._body.addWidget(widget, alignment=Qt.AlignmentFlag(0) if in_full_height else Qt.AlignmentFlag.AlignTop)

    def stand_below(self, widget: QWidget) -> None:
        """Keep a widget below the fields, in view however far they are scrolled."""
        self._column.addWidget(widget)

    def go_to_part(self, part: QWidget) -> None:
        """Bring a part of the content to the top, and the keyboard into it."""
        place = part.mapTo(self.content, QPoint(0, 0)).y()
        self.area.verticalScrollBar().setValue(place)
        focus_inside(part)

    def go_to_field(self, name: str) -> None:
        """Put the cursor into a field."""
        editor = self.editing.editors.get(name)
        if editor is not None:
            self.area.ensureWidgetVisible(editor)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def complete(self) -> None:
        """Check, and mark as complete or list what is missing."""
        try:
            saved = self.editing.complete()
        except UserError as refused:
            self._context.messages.show_error(refused)
            return
        self._show(saved, refused=saved.state != State.COMPLETE)

    def confirm(self, problem: Problem, reason: str) -> None:
        """Keep somebody's word that a warning is no fault."""
        self._answer([confirming(self.editing.record_id, problem, reason)])

    def ask_again(self, problem: Problem) -> None:
        """Take a confirmation back."""
        self._answer([taking_back(self.editing.record_id, problem)])

    def back_to_draft(self) -> None:
        """Make it a draft again."""
        self._context.messages.attempt(self.editing.reopen)
        self._judge()

    def move_to_bin(self) -> None:
        """Delete the record; a bar offers to undo it."""
        editing, words = self.editing, self._context.words
        editing.finish()
        if self._context.messages.attempt(lambda: self._context.store.put_in_bin(editing.kind, editing.record_id)):
            text = words.translate(N_("{kind} moved to the bin")).format(kind=words.translate(editing.kind.singular))
            store = self._context.store
            self._context.undo.offer(text, lambda: store.restore(editing.kind, editing.record_id))
            self.closed.emit()

    def restore(self) -> None:
        """Take the record out of the bin."""
        self._context.messages.attempt(lambda: self._context.store.restore(self.editing.kind, self.editing.record_id))
        self.reload()

    def show_history(self) -> None:
        """Show every change; what is undone there is seen here at once."""
        self.editing.finish()
        dialog = HistoryDialog(self._context.store, self._context.lexicon, self.editing.record_id, self)
        dialog.finished.connect(lambda _: self.reload())
        dialog.open()

    def _answer(self, writes: list[Write]) -> None:
        if self._context.messages.attempt(lambda: self._context.store.write_all(writes)):
            self._judge()

    def _connect(self) -> None:
        self.header.complete_wanted.connect(self.complete)
        self.header.draft_wanted.connect(self.back_to_draft)
        self.header.history_wanted.connect(self.show_history)
        self.header.bin_wanted.connect(self.move_to_bin)
        self.header.restore_wanted.connect(self.restore)
        self.problems.followed.connect(self.go_to_field)
        self.problems.confirmed.connect(self.confirm)
        self.problems.asked_again.connect(self.ask_again)
        self.problems.put_off.connect(lambda: focus_inside(self.content))
        self.editing.saved.connect(self._saved)
        self.editing.reloaded.connect(self._show_title)
        self.editing.failed.connect(self._context.messages.show_error)
        for editor in self.editing.editors.values():
            editor.edited.connect(self._show_title)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._window_switched)

    def _offer_back(self) -> None:
        """Say which fields hold text that was being typed when the record was closed, or the program."""
        words, kept = self._context.words, self.editing.opened.half_typed
        labels = [words.translate(field.label) for field in self.editing.fields if field.name in kept]
        if labels:
            text = words.translate(N_("What was being typed has been kept: {fields}. Look at it, and go on."))
            self._context.messages.show_text(text.format(fields=words.list_of(labels)))

    def _window_switched(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.editing.keep_typing()

    def _saved(self, saved: Saved) -> None:
        words, now = self._context.words, self._context.clock.now().astimezone()
        word = words.translate(N_("Complete") if saved.state == State.COMPLETE else N_("Draft"))
        text = words.translate(N_("{state}, saved {time}")).format(state=word, time=f"{now:%H:%M}")
        self._context.go.saved(text)
        if saved.became_draft:
            self._context.messages.show_text(
                words.translate(N_("This record is a draft again: something in it no longer fits. It is not counted."))
            )
        QTimer.singleShot(0, self, lambda: self._show(saved, refused=False))

    def _judge(self) -> None:
        if self.editing.opened.is_new:
            self._show(Saved((), State.DRAFT), refused=False)
            return
        found = self._context.store.problems(self.editing.kind, self.editing.record_id)
        self._show(Saved(found, self.editing.opened.state), refused=False)

    def _show(self, saved: Saved, *, refused: bool) -> None:
        self._found = saved
        is_complete = self.editing.opened.state == State.COMPLETE
        shown = saved.problems if refused or is_complete or self.problems.isVisible() else ()
        self.problems.show_problems(shown, refused=refused, is_draft=not is_complete)
        self._show_title()
        self.judged.emit(saved.problems)

    def _show_title(self) -> None:
        has_errors = any(each.blocks for each in self._found.problems) or self.editing.opened.is_new
        self.header.show_record(self.editing.opened, self.title(), has_errors=has_errors)

    def _shown(self, name: str) -> str:
        editor = self.editing.editors.get(name)
        if editor is not None:
            return editor.typed_text
        field = next(each for each in self.editing.fields if each.name == name)
        return field.type.show(self.editing.value(name), self._context.lexicon)
