"""Upright bars from zero, with their values on them; what is not yet certain is hatched, not only coloured."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 0.28  # of the room of one bar
HATCHED = Qt.BrushStyle.BDiagPattern


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value, what uncertain values would add on top, and the text of the value."""

    label: str
    value: float
    uncertain: float = 0
    text: str = ""


class BarChart(QWidget):
    """Paints bars in the colours of the palette; the same text is there for who cannot see them."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.text}" for bar in self._bars))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for some lines of text and the bars between them."""
        return QSize(self.fontMetrics().averageCharWidth() * 50, self.fontMetrics().height() * 9)

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.fontMetrics().height() * 5)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint everything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        area = QRectF(self.rect()).adjusted(4, line * 1.3, -4, -line * 1.4)
        highest = max((bar.value + bar.uncertain for bar in self._bars), default=0)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        step = area.width() / max(1, len(self._bars))
        for place, bar in enumerate(self._bars):
            column = len(self._bars) - 1 - place if right_to_left else place
            self._paint_bar(painter, bar, QRectF(area.left() + column * step, area.top(), step, area.height()), highest)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_bar(self, painter: QPainter, bar: Bar, room: QRectF, highest: float) -> None:
        scale = room.height() / highest if highest else 0
        wide = room.width() * (1 - GAP)
        left = room.left() + (room.width() - wide) / 2
        solid = QRectF(left, room.bottom() - bar.value * scale, wide, bar.value * scale)
        unsure = QRectF(left, solid.top() - bar.uncertain * scale, wide, bar.uncertain * scale)
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(solid, colour)
        painter.fillRect(unsure, QBrush(colour, HATCHED))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        line = self.fontMetrics().height()
        below = QRectF(room.left(), room.bottom() + 2, room.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._fitting(bar.label, room.width()))
        if bar.value or bar.uncertain:
            above = QRectF(QPointF(room.left(), unsure.top() - line), QPointF(room.right(), unsure.top()))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, bar.text)

    def _fitting(self, text: str, width: float) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
