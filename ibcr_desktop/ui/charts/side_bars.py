"""Lying bars from zero, one under the other: room for long labels, and each bar leads to what it counts."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ibcr_desktop.ui.charts.bars import HATCHED, Bar

LABELS = 0.42  # of the width, at the most
ROW_IN_LINES = 1.55
THICKNESS = 0.62  # of the row
SPACE = 6


class SideBars(QWidget):
    """Paints a bar for each value, with the value at its end; Up and Down choose one, Enter or a double click opens it.

    What is uncertain is hatched, not only coloured. The same text is there for who cannot see the bars.
    """

    opened = Signal(int)  # the place of the bar
    current_moved = Signal(int)  # to the middle of its bar, in pixels from the top

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self.current = 0
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_bars(self, bars: Sequence[Bar], name: str) -> None:
        """Show other bars under another accessible name."""
        self._bars, self._name = tuple(bars), name
        self.current = min(self.current, max(0, len(self._bars) - 1))
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.text}" for bar in self._bars))
        self._name_current()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a line for each bar."""
        return QSize(self.fontMetrics().averageCharWidth() * 44, int(self._row_height() * max(1, len(self._bars))) + 2)

    def minimumSizeHint(self) -> QSize:
        """Let the bars be short, but each have its line."""
        return QSize(self.fontMetrics().averageCharWidth() * 26, self.sizeHint().height())

    def go_to(self, place: int) -> None:
        """Make a bar the current one."""
        if self._bars:
            self.current = min(max(place, 0), len(self._bars) - 1)
            self._name_current()
            self.update()
            self.current_moved.emit(int((self.current + 0.5) * self._row_height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrows, open with Enter."""
        places = {
            Qt.Key.Key_Up: self.current - 1,
            Qt.Key.Key_Down: self.current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._bars) - 1,
        }
        key = Qt.Key(event.key())
        if key in places:
            self.go_to(places[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._bars:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the bar under the mouse the current one."""
        self.go_to(int(event.position().y() // self._row_height()))
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the bar under the mouse."""
        place = int(event.position().y() // self._row_height())
        if place < len(self._bars):
            self.go_to(place)
            self.opened.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which bar is the current one."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint everything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        labels = min(widest + SPACE // 2, int(self.width() * LABELS)) + SPACE
        values = max((metrics.horizontalAdvance(bar.text) for bar in self._bars), default=0) + 2 * SPACE
        highest = max((bar.value + bar.uncertain for bar in self._bars), default=0)
        room = max(1.0, self.width() - labels - values)
        for place, bar in enumerate(self._bars):
            self._paint_bar(painter, place, bar, labels, room / highest if highest > 0 else 0)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        axis = self._mirrored(QRectF(labels, 0, 0, self.height()))
        painter.drawLine(axis.topLeft(), axis.bottomLeft())

    def _paint_bar(self, painter: QPainter, place: int, bar: Bar, labels: float, scale: float) -> None:
        height = self._row_height()
        top = place * height
        thick = height * THICKNESS
        solid = QRectF(labels, top + (height - thick) / 2, max(0.0, bar.value) * scale, thick)
        unsure = QRectF(solid.right(), solid.top(), bar.uncertain * scale, thick)
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        painter.fillRect(self._mirrored(solid), colour)
        painter.fillRect(self._mirrored(unsure), QBrush(colour, HATCHED))
        if bar.uncertain:
            painter.setPen(colour)
            painter.drawRect(self._mirrored(unsure))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        label = self.fontMetrics().elidedText(bar.label, Qt.TextElideMode.ElideRight, int(labels - SPACE))
        trailing, leading = self._sides()
        painter.drawText(self._mirrored(QRectF(0, top, labels - SPACE, height)), trailing, label)
        end = unsure.right() + SPACE
        painter.drawText(self._mirrored(QRectF(end, top, max(0.0, self.width() - end), height)), leading, bar.text)
        if place == self.current and self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(QRectF(0.5, top + 0.5, self.width() - 1, height - 1))

    def _sides(self) -> tuple[int, int]:
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            right, left = left, right
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        return int((right | middle).value), int((left | middle).value)

    def _mirrored(self, area: QRectF) -> QRectF:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return QRectF(self.width() - area.right(), area.top(), area.width(), area.height())
        return area

    def _row_height(self) -> float:
        return self.fontMetrics().height() * ROW_IN_LINES

    def _name_current(self) -> None:
        bar = self._bars[self.current] if self._bars else None
        self.setAccessibleName(f"{self._name}. {bar.label}: {bar.text}" if bar is not None else self._name)
