"""Small line drawings for the bar, painted in the colours of the palette so that they fit light and dark alike."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap

SIDE = 24  # the drawings are made on a square of this many units
SHARPNESS = 3  # pixels for a unit: sharp at 150 % too


def bar_icon(name: str, palette: QPalette, *, mirrored: bool = False) -> QIcon:
    """Give the icon of a destination of the bar, in the colour of the buttons' text; mirrored for arrows."""
    pixmap = QPixmap(SIDE * SHARPNESS, SIDE * SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SHARPNESS, SHARPNESS)
    if mirrored:
        painter.translate(SIDE, 0)
        painter.scale(-1, 1)
    pen = QPen(palette.color(QPalette.ColorRole.ButtonText), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    path = QPainterPath()
    _DRAWINGS[name](path)
    painter.drawPath(path)
    painter.end()
    return QIcon(pixmap)


def _lines(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.moveTo(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))


def _home(path: QPainterPath) -> None:
    _lines(path, (3, 12), (12, 4), (21, 12))
    _lines(path, (5.5, 10.5), (5.5, 20), (18.5, 20), (18.5, 10.5))
    _lines(path, (10, 20), (10, 14), (14, 14), (14, 20))


def _activities(path: QPainterPath) -> None:
    path.addRoundedRect(QRectF(3.5, 5, 17, 15.5), 2, 2)
    _lines(path, (3.5, 10), (20.5, 10))
    _lines(path, (8, 3), (8, 7))
    _lines(path, (16, 3), (16, 7))
    _lines(path, (8, 15), (11, 18), (16, 13))


def _people(path: QPainterPath) -> None:
    path.addEllipse(QPointF(9, 8.5), 3.5, 3.5)
    path.moveTo(2.5, 20)
    path.cubicTo(2.5, 12.5, 15.5, 12.5, 15.5, 20)
    path.moveTo(15, 5.3)
    path.cubicTo(19.5, 5.5, 19.5, 11.5, 15, 11.7)
    path.moveTo(17.5, 14.6)
    path.cubicTo(20.5, 15.5, 21.5, 17.5, 21.5, 20)


def _organisations(path: QPainterPath) -> None:
    path.addRect(QRectF(5, 3.5, 14, 17))
    for row in (7.5, 11.5, 15.5):
        _lines(path, (9, row), (10, row))
        _lines(path, (14, row), (15, row))
    _lines(path, (12, 20.5), (12, 18.5))


def _projects(path: QPainterPath) -> None:
    _lines(path, (3, 19.5), (3, 5), (9, 5), (11, 7.5), (21, 7.5), (21, 19.5), (3, 19.5))


def _more(path: QPainterPath) -> None:
    for left in (4, 14):
        for top in (4, 14):
            path.addRoundedRect(QRectF(left, top, 6, 6), 1.5, 1.5)


def _totals(path: QPainterPath) -> None:
    _lines(path, (4, 3.5), (4, 20.5), (21, 20.5))
    _lines(path, (8.5, 17), (8.5, 12))
    _lines(path, (13, 17), (13, 7))
    _lines(path, (17.5, 17), (17.5, 10))


def _exchange(path: QPainterPath) -> None:
    _lines(path, (3.5, 8.5), (20.5, 8.5))
    _lines(path, (16, 4), (20.5, 8.5), (16, 13))
    _lines(path, (20.5, 16.5), (3.5, 16.5))
    _lines(path, (8, 12), (3.5, 16.5), (8, 21))


def _help(path: QPainterPath) -> None:
    path.addEllipse(QPointF(12, 12), 9, 9)
    path.moveTo(9.2, 9.5)
    path.cubicTo(9.2, 5.5, 15, 6, 14.8, 9.6)
    path.cubicTo(14.6, 12, 12, 11.6, 12, 14)
    _lines(path, (12, 17), (12, 17.1))


def _settings(path: QPainterPath) -> None:
    for row, knob in ((6.5, 15), (12, 8.5), (17.5, 13)):
        _lines(path, (3.5, row), (knob - 2.2, row))
        path.addEllipse(QPointF(knob, row), 2.2, 2.2)
        _lines(path, (knob + 2.2, row), (20.5, row))


def _back(path: QPainterPath) -> None:
    _lines(path, (20, 12), (4, 12))
    _lines(path, (10.5, 5.5), (4, 12), (10.5, 18.5))


_DRAWINGS: dict[str, Callable[[QPainterPath], None]] = {
    "home": _home,
    "activities": _activities,
    "people": _people,
    "organisations": _organisations,
    "projects": _projects,
    "more": _more,
    "totals": _totals,
    "exchange": _exchange,
    "help": _help,
    "settings": _settings,
    "back": _back,
}
