"""Rows of a form: the label of a field, its help, its editor."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QToolButton, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import Field, fields_by_name
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel


class FieldRows(QWidget):
    """Some fields of a record, one below the other."""

    def __init__(self, editing: RecordEditing, names: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(2)
        for name in names:
            field = fields_by_name(editing.kind)[name]
            editor = editing.editor(name)
            form.addRow(_label(field, editor, is_contested=name in editing.opened.contested), _with_help(field, editor))


def _label(field: Field, editor: Editor, *, is_contested: bool) -> PlainLabel:
    translate = editor.words.translate
    text = translate(field.label)
    label = PlainLabel(f"{text} *" if field.required else text)
    label.setBuddy(editor)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    if field.required:
        label.setToolTip(translate(N_("* is needed before the record is complete")))
    if is_contested:
        label.setText(f"⚠ {label.text()}")
        label.setToolTip(translate(N_("Two offices gave different values; what you enter here decides.")))
    return label


def _with_help(field: Field, editor: Editor) -> QWidget:
    if not field.help:
        return editor
    translate = editor.words.translate
    button = QToolButton()
    button.setText("?")
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # F1 in the field says the same; Tab goes from field to field
    button.setAccessibleName(translate(N_("What is meant by “{field}”?")).format(field=translate(field.label)))
    button.setToolTip(translate(field.help))
    button.clicked.connect(lambda _=False: editor.show_note(translate(field.help)))
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(editor, stretch=1)
    row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
    return box
