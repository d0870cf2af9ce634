"""Lying bars say their values to everybody and lead to their records without a mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.charts.bars import Bar
from ibcr_desktop.ui.charts.side_bars import SideBars
from ibcr_desktop.ui.toolkit import appearance
from tests.ui.pressing import key

BARS = [Bar("Police", 30, 0, "30"), Bar("Judge", 15, 0, "15"), Bar("not attributable", 0, 10, "10")]
WIDTH = 400


@pytest.fixture
def chart(qtbot: QtBot) -> SideBars:
    made = SideBars()
    qtbot.addWidget(made)
    made.setPalette(appearance.palette(is_dark=False))
    made.set_bars(BARS, "People")
    made.resize(WIDTH, made.sizeHint().height())
    made.show()
    return made


def filled(chart: SideBars, place: int) -> int:
    """Count the pixels of the colour of the bars, in the middle rows of one bar."""
    image: QImage = chart.grab().toImage()
    height = image.height() // len(BARS)
    colour = QColor(chart.palette().highlight().color()).rgb()
    rows = range(place * height + height // 2 - 2, place * height + height // 2 + 2)
    return sum(image.pixel(x, y) == colour for y in rows for x in range(image.width()))


def test_a_bar_is_as_long_as_its_value_and_begins_at_zero(chart: SideBars) -> None:
    assert filled(chart, 0) == pytest.approx(2 * filled(chart, 1), rel=0.03)


def test_what_is_uncertain_is_hatched_not_filled(chart: SideBars) -> None:
    assert 0 < filled(chart, 2) < filled(chart, 1) * 10 / 15 * 0.7


def test_the_values_can_be_heard(chart: SideBars) -> None:
    assert chart.accessibleDescription() == "Police: 30; Judge: 15; not attributable: 10"
    key(chart, Qt.Key.Key_Down)
    assert chart.accessibleName() == "People. Judge: 15"


def test_arrows_choose_and_enter_opens(chart: SideBars, qtbot: QtBot) -> None:
    key(chart, Qt.Key.Key_End)
    key(chart, Qt.Key.Key_Up)
    with qtbot.waitSignal(chart.opened) as opened:
        key(chart, Qt.Key.Key_Return)
    assert opened.args == [1]
    key(chart, Qt.Key.Key_Home)
    key(chart, Qt.Key.Key_Up)
    assert chart.current == 0


def test_a_double_click_opens_the_bar_under_it(chart: SideBars, qtbot: QtBot) -> None:
    below = QPoint(WIDTH // 2, chart.height() * 5 // 6)
    with qtbot.waitSignal(chart.opened) as opened:
        QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    assert opened.args == [2]


def test_right_to_left_mirrors_the_bars(chart: SideBars) -> None:
    before = chart.grab().toImage()
    colour = chart.palette().highlight().color().rgb()
    middle = before.height() // 6
    assert before.pixel(WIDTH // 3, middle) == colour
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chart.set_bars([Bar("Police", 30, 0, "30"), Bar("Judge", 1, 0, "1"), BARS[2]], "People")
    after = chart.grab().toImage()
    low = after.height() // 2
    assert after.pixel(10, low) != colour
    right = [x for x in range(WIDTH) if after.pixel(x, low) == colour]
    assert right
    assert min(right) > WIDTH // 2


def test_no_bars_and_bars_of_nothing_paint_without_harm(chart: SideBars) -> None:
    for bars in ([], [Bar("Nobody", 0, 0, "0")], [Bar("Change", -3, 0, "-3")]):
        chart.set_bars(bars, "Nothing")
        assert not chart.grab().isNull()
        key(chart, Qt.Key.Key_Down)
