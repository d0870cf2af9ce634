"""One record while it is edited: what was typed is kept, whatever form its fields are shown in."""

import uuid
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.fields import Field, fields_by_name, fields_of
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage.judgement import Saved
from ibcr_desktop.storage.record_store import OpenedRecord, RecordStore
from ibcr_desktop.ui.editors import editor_for
from ibcr_desktop.ui.editors.editor import Editor

MILLISECONDS_UNTIL_KEPT = 1_500  # docs/faults.md, 2: at most two seconds of typing are lost


class RecordEditing(QObject):
    """Saves each field when it is left, and half-typed text while it is typed.

    Signals:
        saved: a save is safe (``Saved``: the problems that stand, the state).
        failed: the disk or the database refused (``UserError``); the editors keep what was typed.
        open_wanted: a linked record should be shown (kind name, id).
        new_wanted: a linked record should be made (editor, kind name, text).
        reloaded: the record was read again; the editors show it.
    """

    saved = Signal(object)
    failed = Signal(object)
    open_wanted = Signal(str, object)
    new_wanted = Signal(object, str, str)
    reloaded = Signal()

    def __init__(self, store: RecordStore, lexicon: Lexicon, opened: OpenedRecord, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._lexicon = store, lexicon
        self.opened = opened
        self.editors: dict[str, Editor] = {}
        self._typed: set[str] = set()
        self._kept: set[str] = set()  # half typed, since the record was read
        self._refused: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MILLISECONDS_UNTIL_KEPT)
        self._timer.timeout.connect(self.keep_typing)

    @property
    def kind(self) -> type[Record]:
        """The kind of the record."""
        return self.opened.kind

    @property
    def record_id(self) -> uuid.UUID:
        """The id of the record, known before the first save."""
        return self.opened.record_id

    @property
    def words(self) -> Words:
        """The language of the form."""
        return self._lexicon.words

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the kind, in their order."""
        return fields_of(self.kind)

    @property
    def is_safe(self) -> bool:
        """Say whether all that was typed is written, as a value or as half-typed text."""
        return not self._typed

    def value(self, name: str) -> Any:
        """Give the value that stands in a field now."""
        return self.editors[name].value if name in self.editors else self.opened.values.get(name)

    def editor(self, name: str) -> Editor:
        """Make the editor of a field with the value, and with the text that was kept half typed."""
        field = fields_by_name(self.kind)[name]
        editor = editor_for(field, self._lexicon)
        editor.set_value(self.opened.values.get(name))
        if name in self.opened.half_typed:
            editor.set_typed_text(self.opened.half_typed[name])
            self._typed.add(name)
        editor.edited.connect(lambda: self._note_typing(name))
        editor.left.connect(lambda: self.save(name))
        editor.open_wanted.connect(self.open_wanted)
        editor.new_wanted.connect(lambda kind, text: self.new_wanted.emit(editor, kind, text))
        self.editors[name] = editor
        self._close_erased()
        return editor

    def save(self, left: str = "") -> None:
        """Write what is understood of a field that was left, and of those refused before; else keep it as typed.

        Without a name, of every touched field: each must have been left, as ``finish`` sees to.
        """
        touched = self._typed & {left, *self._refused} if left else self._typed
        self._typed, self._refused = self._typed - touched, set()
        if not self._typed:
            self._timer.stop()
        changed = {
            name: self.editors[name].value
            for name in touched
            if not self.editors[name].problem and self._says_something_new(name)
        }
        unclear = {name: self.editors[name].typed_text for name in touched if self.editors[name].problem}
        kept = {*self.opened.half_typed, *self._kept}
        understood_again = [name for name in touched if name in kept and name not in unclear]
        try:
            if changed or (unclear and self.opened.is_new):
                self._write(changed)
            for name, text in {**unclear, **dict.fromkeys(understood_again, "")}.items():
                self._store.keep_half_typed(self.kind, self.record_id, name, text)
            self._kept -= touched
        except UserError as error:
            self._typed |= touched
            self._refused = touched  # the next save tries again
            self.failed.emit(error)

    def keep_typing(self) -> None:
        """Keep the text of fields that have not been left yet, outside the history."""
        try:
            if self._typed and self.opened.is_new:
                self._write({})
            for name in self._typed:
                self._store.keep_half_typed(self.kind, self.record_id, name, self.editors[name].typed_text)
                self._kept.add(name)
        except UserError as error:
            self.failed.emit(error)

    def finish(self) -> None:
        """Read what stands in every touched field, and save: the form is about to be left."""
        for name in list(self._typed):
            self.editors[name].commit()
        self.save()

    def give_up(self) -> None:
        """Write nothing more, whatever still stands in the editors."""
        self._timer.stop()
        self._typed.clear()
        for editor in self.editors.values():
            editor.blockSignals(True)

    def complete(self) -> Saved:
        """Save, then mark as complete or learn why not."""
        self.finish()
        self.exist()
        saved = self._store.complete(self.kind, self.record_id)
        self.reload()
        return saved

    def reopen(self) -> None:
        """Make it a draft again."""
        self._store.reopen(self.kind, self.record_id)
        self.reload()

    def reload(self) -> None:
        """Read the record again, as after a change from elsewhere; fields that are being typed in stay."""
        opened = self._store.open(self.kind.kind_name(), self.record_id)
        if opened is None:
            return
        self.opened = opened
        for name, editor in self.editors.items():
            if name not in self._typed and not editor.problem and editor.value != opened.values.get(name):
                editor.set_value(opened.values.get(name))
        self._close_erased()
        self.reloaded.emit()

    def exist(self) -> None:
        """Write a new record as the draft that it is, because something is about to refer to it."""
        if self.opened.is_new:
            self._write({})

    def _close_erased(self) -> None:
        """Let nobody type what would be dropped: an erased identity is gone for ever."""
        for name in self.opened.erased & self.editors.keys():
            self.editors[name].set_read_only(read_only=True)
            self.editors[name].show_note(self.words.translate(N_("erased for ever")))

    def _says_something_new(self, name: str) -> bool:
        """Typing the shown value again decides a disagreement in its favour."""
        is_contested = name in self.opened.contested
        return is_contested or bool(self.editors[name].value != self.opened.values.get(name))

    def _write(self, changed: Mapping[str, Any]) -> None:
        first = {name: value for name, value in self.opened.values.items() if value is not None}
        if self.opened.is_new and first.keys() & changed.keys():
            self._store.save(
                self.kind, self.record_id, first
            )  # the history tells what was proposed from what was typed
        values = {**first, **changed} if self.opened.is_new else dict(changed)
        saved = self._store.save(self.kind, self.record_id, values, seen=self.opened.heads or None)
        self.reload()
        self.saved.emit(saved)

    def _note_typing(self, name: str) -> None:
        self._typed.add(name)
        if not self._timer.isActive():
            self._timer.start()
