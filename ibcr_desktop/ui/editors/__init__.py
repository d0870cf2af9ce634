"""One widget for each kind of value."""

from PySide6.QtWidgets import QWidget

from ibcr_desktop.records.field_types import (
    ChoicesType,
    ChoiceType,
    DayType,
    DecimalType,
    FieldType,
    LinksType,
    LinkType,
    TextType,
    WholeType,
    YesNoType,
)
from ibcr_desktop.records.fields import Field
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.ui.editors.choice_editors import ChoiceEditor, YesNoEditor
from ibcr_desktop.ui.editors.editor import Editor
from ibcr_desktop.ui.editors.line_editors import DayEditor, LineEditor
from ibcr_desktop.ui.editors.link_editors import LinkEditor
from ibcr_desktop.ui.editors.long_text_editor import LongTextEditor
from ibcr_desktop.ui.editors.several_editors import ChoicesEditor, LinksEditor

EDITORS: dict[type[FieldType], type[Editor]] = {
    TextType: LineEditor,
    WholeType: LineEditor,
    DecimalType: LineEditor,
    DayType: DayEditor,
    YesNoType: YesNoEditor,
    ChoiceType: ChoiceEditor,
    ChoicesType: ChoicesEditor,
    LinkType: LinkEditor,
    LinksType: LinksEditor,
}


def editor_for(field: Field, lexicon: Lexicon, parent: QWidget | None = None) -> Editor:
    """Make the editor of a field."""
    if isinstance(field.type, TextType) and field.type.multiline:
        return LongTextEditor(field, lexicon, parent)
    return EDITORS[type(field.type)](field, lexicon, parent)
