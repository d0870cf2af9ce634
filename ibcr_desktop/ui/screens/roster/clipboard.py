"""Copies, cuts and pastes blocks of cells, from and to Excel and LibreOffice."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ibcr_desktop.foundation.words import LANGUAGES, N_, Words
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.headings import columns_by_headings
from ibcr_desktop.roster.judging import sign_of
from ibcr_desktop.roster.pasting import Block, Pasted, block_of, text_of
from ibcr_desktop.ui.screens.roster.grid_table import GridTable
from ibcr_desktop.ui.screens.roster.paste_preview import PastePreview
from ibcr_desktop.ui.toolkit.messages import Messages


class GridClipboard(QObject):
    """What Ctrl+C, Ctrl+X and Ctrl+V do in the grid; a paste is one step to undo, however large.

    Signals:
        rows_came: the new rows of a paste (a list).
    """

    rows_came = Signal(object)

    def __init__(self, table: GridTable, messages: Messages) -> None:
        super().__init__(table)
        self._table, self._model, self._messages = table, table.grid, messages
        table.copy_wanted.connect(self.copy)
        table.cut_wanted.connect(self.cut)
        table.paste_wanted.connect(self.paste)

    def copy(self) -> None:
        """Copy the rectangle around the selected cells; with headings where whole columns are selected."""
        cells = self._table.selected()
        sections = sorted({section for _, section in cells if self._model.column(section) is not None})
        places = sorted({place for place, _ in cells if place < len(self._model.rows)})
        if not sections or not places:
            return
        columns = [self._model.columns[section] for section in range(sections[0], sections[-1] + 1)]
        lines = [[self._model.text(place, column) for column in columns] for place in range(places[0], places[-1] + 1)]
        if len(places) == len(self._model.rows) > 1:
            lines.insert(0, [column.head(self._model.words) for column in columns])
        QGuiApplication.clipboard().setText(text_of(lines))

    def cut(self) -> None:
        """Copy, and empty the cells."""
        self.copy()
        self._table.cell_actions.empty(self._table.selected())

    def paste(self) -> None:
        """Lay the block over the cells from the current one on; ask first where it is not plain what goes where."""
        block = block_of(QGuiApplication.clipboard().text())
        if not block:
            return
        named = columns_by_headings(block[0], self._model.all_columns, [Words(each) for each in LANGUAGES])
        section = max(self._table.currentIndex().column(), 0)
        laid: list[Column | None] = [*self._model.columns[section : section + len(block[0])]]
        if named is not None or len(laid) < len(block[0]):
            self._ask(block, named or laid, has_headings=named is not None)
        else:
            self._lay(block, laid)

    def _ask(self, block: Block, columns: list[Column | None], *, has_headings: bool) -> None:
        known = [each for each in self._model.all_columns.values() if not each.is_read_only]
        preview = PastePreview(block, columns, known, self._model.words, self._table)
        preview.has_headings.setChecked(has_headings)
        preview.accepted.connect(lambda: self._lay(preview.lines(), preview.columns()))
        preview.finished.connect(lambda _: preview.deleteLater())
        preview.open()

    def _lay(self, block: Block, columns: list[Column | None]) -> None:
        first = self._table.place
        result = self._table.cell_actions.paste(block, first, columns)
        self._tell(result, len(block))
        self.rows_came.emit(list(result.added))
        self._table.setFocus()

    def _tell(self, result: Pasted[Any], lines: int) -> None:
        """Count what came of it, with the ways to go on and back."""
        words, stack = self._model.words, self._model.undo_stack
        keys = {row.key for row in (*result.changed.values(), *result.added)}
        wrong = [place for place, row in enumerate(self._model.rows) if row.key in keys and self._wants_a_look(place)]
        parts = [words.plural("{count} row pasted", "{count} rows pasted", lines).format(count=lines)]
        if wrong:
            text = words.plural("{count} to look at", "{count} to look at", len(wrong))
            parts.append(text.format(count=len(wrong)))
        if result.already_here:
            text = words.plural("{count} stood here already", "{count} stood here already", result.already_here)
            parts.append(text.format(count=result.already_here))
        actions = [(words.translate(N_("Undo")), stack.undo)]
        if wrong:
            actions.insert(0, (words.translate(N_("Next (F8)")), lambda: self._table.go_to_problem(wrong[0])))
        self._messages.show_text(" · ".join(parts), *actions)

    def _wants_a_look(self, place: int) -> bool:
        return sign_of(self._model.problems(place)) != "fine"
