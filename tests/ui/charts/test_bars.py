"""Bars begin at zero, and what is not certain is hatched."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.charts.bars import Bar, BarChart


def painted(qtbot: QtBot, *bars: Bar, right_to_left: bool = False) -> QImage:
    chart = BarChart()
    qtbot.addWidget(chart)
    if right_to_left:
        chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chart.resize(300, 200)
    chart.set_bars(bars)
    return chart.grab().toImage()


def coloured(image: QImage, first: float, last: float) -> int:
    """Count the pixels in the colour of the bars between two parts of the width."""
    colour = QPalette().color(QPalette.ColorRole.Highlight).rgb()
    columns = range(int(image.width() * first), int(image.width() * last), 2)
    return sum(QColor(image.pixel(x, y)).rgb() == colour for x in columns for y in range(0, image.height(), 2))


def test_a_bar_twice_as_high_has_twice_the_paint(qtbot: QtBot) -> None:
    image = painted(qtbot, Bar("Apr", 10), Bar("May", 20))
    low, high = coloured(image, 0, 0.5), coloured(image, 0.5, 1)
    assert 1.8 < high / low < 2.2


def test_what_only_drafts_would_add_is_hatched_not_full(qtbot: QtBot) -> None:
    full = coloured(painted(qtbot, Bar("Apr", 20)), 0, 1)
    half = coloured(painted(qtbot, Bar("Apr", 10, uncertain=10)), 0, 1)
    assert half < full * 0.8


def test_nothing_at_all_is_painted_without_a_fault(qtbot: QtBot) -> None:
    assert coloured(painted(qtbot, Bar("Apr", 0), Bar("May", 0)), 0, 1) == 0
    assert not painted(qtbot).isNull()


def test_the_first_bar_stands_on_the_right_where_people_read_from_there(qtbot: QtBot) -> None:
    image = painted(qtbot, Bar("Apr", 10), Bar("May", 0), right_to_left=True)
    assert coloured(image, 0, 0.5) == 0
    assert coloured(image, 0.5, 1) > 0


def test_the_values_are_there_for_who_cannot_see_the_bars(qtbot: QtBot) -> None:
    chart = BarChart()
    qtbot.addWidget(chart)
    chart.set_bars([Bar("Apr", 10, text="10"), Bar("May", 20, 2, "20 +2")])
    assert chart.accessibleDescription() == "Apr: 10; May: 20 +2"
