"""Shows a page as it will come out, and leads to the others."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.paper.paper_sizes import PAGE_OF
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel

LEAST = QSize(220, 160)


class PagePreview(QWidget):
    """A picture of one page with two buttons to turn it.

    Signals:
        page_wanted: the number of the page that shall be shown, counted from 0.
    """

    page_wanted = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._page, self._count = 0, 0
        self.sheet = _Sheet()
        self.sheet.setAccessibleName(words.translate(N_("Preview of the page")))
        self.before = self._button("◀", N_("Page before"), -1)
        self.after = self._button("▶", N_("Next page"), 1)
        self.number = PlainLabel()
        row = QHBoxLayout()
        row.addStretch()
        for widget in (self.before, self.number, self.after):
            row.addWidget(widget)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet, stretch=1)
        column.addLayout(row)
        self.show_page(QImage(), 0, 0)

    @property
    def page(self) -> int:
        """The page that is shown, counted from 0."""
        return self._page

    def show_page(self, picture: QImage, page: int, count: int) -> None:
        """Show a page of so many; a null picture for none."""
        self._page, self._count = page, count
        self.sheet.show_picture(picture)
        text = self._words.translate(PAGE_OF).format(page=page + 1, pages=count) if count else ""
        self.number.setText(text)
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < count)

    def _button(self, sign: str, name: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setAccessibleName(self._words.translate(name))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(lambda: self.page_wanted.emit(self._page + step))
        return button


class _Sheet(QWidget):
    """Paints the picture as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: QImage) -> None:
        """Take another picture."""
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the middle, with a line around."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().toSizeF()
        size.scale(self.width() - 2, self.height() - 2, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(self.rect().center().x() - size.width() / 2, 1, size.width(), size.height())
        dots = self.devicePixelRatioF()
        shown = self._picture.scaled(
            (size * dots).toSize(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(place, shown)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(place)
