"""Rows of a form: the label of a field, its help, its editor."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QToolButton, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import Field, fields_by_name
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

WIDEST_IN_LETTERS = 130  # a line that is much longer than what stands in it is hard to read
SPACE_ABOVE_TEXT = 4  # a line edit's own
SPACE_AFTER_TEXT = 4  # a text with an underlined letter is drawn a little wider than Qt measures it
CONTESTED = "⚠ "
NEEDED = N_("* is needed before the record is complete")


class FieldRows(QWidget):
    """Some fields of a record, one below the other."""

    def __init__(self, editing: RecordEditing, names: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(2)
        self._editing = editing
        self._labels: dict[str, PlainLabel] = {}
        for name in names:
            field = fields_by_name(editing.kind)[name]
            editor = editing.editor(name)
            self._labels[name] = caption_of(editor, needed=field.required)
            form.addRow(self._labels[name], _with_help(field, editor))
        self.setMaximumWidth(WIDEST_IN_LETTERS * self.fontMetrics().averageCharWidth())
        editing.reloaded.connect(self._mark_contested)
        self._mark_contested()

    def _mark_contested(self) -> None:
        """Mark the fields about which offices disagree, until somebody has decided."""
        translate = self._editing.words.translate
        for name, caption in self._labels.items():
            is_contested = name in self._editing.opened.contested
            plain = caption.text().removeprefix(CONTESTED)
            caption.setText(CONTESTED + plain if is_contested else plain)
            if is_contested:
                caption.setToolTip(translate(N_("Two offices gave different values; what you enter here decides.")))
            else:
                needed = fields_by_name(self._editing.kind)[name].required
                caption.setToolTip(translate(NEEDED) if needed else "")


def caption_of(editor: Editor, text: str = "", *, needed: bool = False) -> PlainLabel:
    """Make the label that leads to an editor, at the height of the editor's first line."""
    translate = editor.words.translate
    text = text or translate(editor.field.label)
    caption = PlainLabel(f"{text} *" if needed else text)
    caption.setBuddy(keyboard_of(editor))
    caption.setAlignment(Qt.AlignmentFlag.AlignTop)
    caption.setContentsMargins(0, SPACE_ABOVE_TEXT, SPACE_AFTER_TEXT, 0)
    if needed and (control := editor.focusProxy()) is not None:
        described = f"{control.accessibleDescription()} {translate(NEEDED)}"
        control.setAccessibleDescription(described.strip())
    return caption


def keyboard_of(widget: QWidget) -> QWidget:
    """Give what takes the keys of a widget: Qt's labels do not lead to one that only passes the focus on."""
    inner = widget.focusProxy()
    return widget if inner is None else keyboard_of(inner)


def _with_help(field: Field, editor: Editor) -> QWidget:
    if not field.help:
        return editor
    translate = editor.words.translate
    button = QToolButton()
    button.setText("?")
    button.setAutoRaise(True)
    button.setFocusPolicy(
        Qt.FocusPolicy.ClickFocus
    )  # Shift+F1 in the field does the same; Tab goes from field to field
    button.setAccessibleName(translate(N_("What is meant by “{field}”?")).format(field=translate(field.label)))
    button.setToolTip(translate(field.help))
    button.clicked.connect(lambda _=False: editor.show_note(translate(field.help)))
    by_key = QShortcut(QKeySequence("Shift+F1"), editor)
    by_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    by_key.activated.connect(button.click)
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(editor, stretch=1)
    row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
    return box
