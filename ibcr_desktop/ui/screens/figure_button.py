"""A figure that is a link: the number large, its words below, the whole of it one button."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

NUMBER_SCALE = 1.8
PADDING = 8


class FigureButton(QAbstractButton):
    """Shows one figure; pressing it opens the records behind it."""

    def __init__(self, number: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._label = number, label
        self.setAccessibleName(f"{label}: {number}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def number(self) -> str:
        """The figure as it is shown."""
        return self._number

    def sizeHint(self) -> QSize:
        """Ask for the wider of both lines."""
        width = max(
            QFontMetrics(self._large()).horizontalAdvance(self._number),
            self.fontMetrics().horizontalAdvance(self._label),
        )
        height = QFontMetrics(self._large()).height() + self.fontMetrics().height()
        return QSize(width + 2 * PADDING + 4, height + PADDING)

    def minimumSizeHint(self) -> QSize:
        """Let long words be cut with dots before the number is."""
        number = QFontMetrics(self._large()).horizontalAdvance(self._number)
        return QSize(max(number, self.fontMetrics().averageCharWidth() * 10) + 2 * PADDING, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too: a link is opened with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint both lines in the colour of links, underlined under the mouse or with the focus."""
        painter = QPainter(self)
        inner = QRectF(self.rect()).adjusted(PADDING, PADDING / 2, -PADDING, -PADDING / 2)
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignAbsolute
        side = Qt.AlignmentFlag.AlignRight if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else start
        large = self._large()
        painter.setPen(self.palette().color(QPalette.ColorRole.Link))
        painter.setFont(large)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignTop, self._number)
        small = QFont(self.font())
        small.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(small)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        label = self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignBottom, label)
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * NUMBER_SCALE)
        font.setBold(True)
        return font
