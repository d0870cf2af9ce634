"""Shows which column of a pasted block goes where, before it is laid into the grid."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.pasting import Block
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel, label

SAMPLES = 3
WIDTH, HEIGHT = 560, 420


class PastePreview(QDialog):
    """One line a column of the block: its first values, and the column of the roster that it goes to."""

    help_page = "roster"

    def __init__(
        self, block: Block, columns: Sequence[Column | None], known: Sequence[Column], words: Words, parent: QWidget
    ) -> None:
        """Propose ``columns``; ``known`` are those that may be chosen."""
        super().__init__(parent)
        self._block, self._known, self._words = block, known, words
        translate = words.translate
        self.setWindowTitle(translate(N_("Paste")))
        self.resize(WIDTH, HEIGHT)
        self.has_headings = QCheckBox(translate(N_("The &first line is a heading")))
        self.boxes: list[QComboBox] = []
        self.paste_button = QPushButton()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.paste_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.paste_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.has_headings.toggled.connect(self._count)
        column = QVBoxLayout(self)
        column.addWidget(label(translate(N_("Say what each column of the copied block is. Nothing is refused."))))
        column.addWidget(self.has_headings)
        column.addWidget(self._lines(columns), stretch=1)
        column.addWidget(buttons)
        self._count()

    def lines(self) -> Block:
        """Give the lines to paste, without the heading."""
        return self._block[1:] if self.has_headings.isChecked() else self._block

    def columns(self) -> list[Column | None]:
        """Give the column that each column of the block goes to; None for those left out."""
        places = [box.currentIndex() for box in self.boxes]
        return [self._known[place - 1] if place > 0 else None for place in places]

    def _lines(self, columns: Sequence[Column | None]) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        for place, samples in enumerate(zip(*self._block[: SAMPLES + 1], strict=True)):
            values = ElidedLabel(" · ".join(text.replace("\n", " ") for text in samples if text.strip()))
            box = QComboBox()
            box.addItem(self._words.translate(N_("(leave out)")))
            box.addItems([each.head(self._words) for each in self._known])
            chosen = columns[place] if place < len(columns) else None
            box.setCurrentIndex(self._known.index(chosen) + 1 if chosen in self._known else 0)
            box.setAccessibleName(values.accessibleName())
            grid.addWidget(values, place, 0)
            grid.addWidget(box, place, 1)
            self.boxes.append(box)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(self.boxes), 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _count(self) -> None:
        count = len(self.lines())
        text = self._words.plural("&Paste {count} row", "&Paste {count} rows", count)
        self.paste_button.setText(text.format(count=count))
