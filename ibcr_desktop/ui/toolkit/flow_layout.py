"""A layout that puts widgets side by side and goes on in a new line where there is no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem, QWidget

SPACING = 4


class FlowLayout(QLayout):
    """Lines of widgets at their own size, from the side where the script begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Give the number of widgets."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give one of them, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one of them away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower place means more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the lines at a width."""
        return self._lay_out(QRect(0, 0, width, 0), moves=False)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Give the size of the largest widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, place: QRect) -> None:
        """Lay the widgets out."""
        super().setGeometry(place)
        self._lay_out(place, moves=True)

    def _lay_out(self, place: QRect, *, moves: bool) -> int:
        from_right = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = y = line_height = 0
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint()
            if x and x + size.width() > place.width():
                x, y, line_height = 0, y + line_height + SPACING, 0
            if moves:
                left = place.right() - x - size.width() + 1 if from_right else place.x() + x
                item.setGeometry(QRect(QPoint(left, place.y() + y), size))
            x += size.width() + SPACING
            line_height = max(line_height, size.height())
        return y + line_height
