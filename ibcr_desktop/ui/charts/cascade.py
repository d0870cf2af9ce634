"""A trainer, whom he or she trained, and how many these trained in turn: a small picture with its text beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

ROW_IN_LINES = 1.4
TRUNK = 22  # pixels between the trainer's line and the names
DOT = 4
HEAD = 2 * DOT + 2  # pixels above the first branch: the dot is the trainer on the card, and nobody of the names
FURTHER_SHARE = 0.45  # of the colour, for those whom these trained
NUMBERS = 0.3  # of the width, for the second generation


@dataclass(frozen=True)
class Branch:
    """One line: a name, or "5 others"; how many he or she trained, and that in words.

    ``further``: how many those trained in turn, where the picture shows both generations.
    """

    label: str
    count: int
    text: str
    further: int = 0

    @property
    def number(self) -> str:
        """The count as it is painted: ``12``, or ``12 + 5``."""
        return f"{self.count} + {self.further}" if self.further else str(self.count)


class CascadePicture(QWidget):
    """A line from the trainer to each of the first generation, and a bar for those whom each trained."""

    def __init__(self) -> None:
        super().__init__()
        self._branches: tuple[Branch, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_branches(self, branches: Sequence[Branch], name: str) -> None:
        """Show other branches under an accessible name; the same text is there for who cannot see the picture."""
        self._branches = tuple(branches)
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(f"{each.label}: {each.text}" for each in self._branches))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a line for each branch."""
        rows = max(1, len(self._branches))
        return QSize(self.fontMetrics().averageCharWidth() * 34, HEAD + int(rows * self._row_height()) + 4)

    def minimumSizeHint(self) -> QSize:
        """Let the picture be narrow, but each branch have its line."""
        return QSize(self.fontMetrics().averageCharWidth() * 16, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the trunk and its branches, from the right where the language is written so."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._branches:
            return
        height, line = self._row_height(), self.palette().color(QPalette.ColorRole.Mid)
        middles = [HEAD + (row + 0.5) * height for row in range(len(self._branches))]
        painter.setPen(line)
        begin = QPointF(self._x(DOT + 1), DOT + 1)
        trunk = begin.x()
        painter.drawLine(begin, QPointF(trunk, middles[-1]))
        most = max(each.count + each.further for each in self._branches)
        for middle, branch in zip(middles, self._branches, strict=True):
            painter.setPen(line)
            painter.drawLine(QPointF(trunk, middle), QPointF(self._x(TRUNK - 4), middle))
            self._paint_branch(painter, branch, middle, most)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        painter.drawEllipse(begin, DOT, DOT)

    def _paint_branch(self, painter: QPainter, branch: Branch, middle: float, most: int) -> None:
        metrics, height = self.fontMetrics(), self._row_height()
        numbers = self.width() * NUMBERS
        names = self.width() - TRUNK - numbers
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = self._rect(TRUNK, middle - height / 2, names - 4, height)
        label = metrics.elidedText(branch.label, Qt.TextElideMode.ElideRight, int(room.width()))
        side = Qt.AlignmentFlag.AlignLeft if self._is_left_to_right() else Qt.AlignmentFlag.AlignRight
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, label)
        wide = max(metrics.horizontalAdvance(each.number) for each in self._branches) + 8
        painter.drawText(
            self._rect(TRUNK + names, middle - height / 2, wide, height), Qt.AlignmentFlag.AlignCenter, branch.number
        )
        begins, each_person = TRUNK + names + wide, (numbers - wide - 4) / max(most, 1)
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        paler = QColor(colour)
        paler.setAlphaF(FURTHER_SHARE)
        for before, count, filling in ((0, branch.count, colour), (branch.count, branch.further, paler)):
            bar = self._rect(begins + each_person * before, middle - height / 4, each_person * count, height / 2)
            painter.fillRect(bar, filling)

    def _row_height(self) -> float:
        return self.fontMetrics().height() * ROW_IN_LINES

    def _is_left_to_right(self) -> bool:
        return self.layoutDirection() != Qt.LayoutDirection.RightToLeft

    def _x(self, x: float) -> float:
        return x if self._is_left_to_right() else self.width() - x

    def _rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        return QRectF(x if self._is_left_to_right() else self.width() - x - width, y, width, height)
