"""Text can be read in both palettes, and the size and colours follow the settings at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QListWidgetItem, QRadioButton
from pytestqt.qtbot import QtBot

from ibcr_desktop.ui.toolkit import appearance
from ibcr_desktop.ui.toolkit.state_label import StateLabel
from ibcr_desktop.ui.toolkit.tick_list import TickList

Role = QPalette.ColorRole
TEXT_ON_GROUND = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
    (Role.ButtonText, Role.Button),
    (Role.HighlightedText, Role.Highlight),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.LinkVisited, Role.Base),
    (Role.LinkVisited, Role.Window),
    (Role.ToolTipText, Role.ToolTipBase),
]
LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3
LEAST_CONTRAST_OF_CONTROLS = 3.0  # WCAG 2.1, 1.4.11


def luminance(colour: QColor) -> float:
    """Give the relative luminance as WCAG 2.1 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Give the contrast ratio, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def application(qtbot: QtBot, qapp: QApplication) -> Iterator[QApplication]:  # noqa: ARG001 - Qt runs
    palette, font = qapp.palette(), qapp.font()
    yield qapp
    qapp.setPalette(palette)
    qapp.setFont(font)
    qapp.setProperty("usual_point_size", None)


def test_the_measure_itself_is_right() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("is_dark", [False, True])
def test_every_text_stands_out_from_its_ground(is_dark: bool) -> None:
    palette = appearance.palette(is_dark=is_dark)
    weak = {
        (text.name, ground.name): round(contrast(palette.color(text), palette.color(ground)), 2)
        for text, ground in TEXT_ON_GROUND
        if contrast(palette.color(text), palette.color(ground)) < LEAST_CONTRAST
    }
    assert not weak


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("ground", [Role.Window, Role.Base, Role.AlternateBase])
def test_the_words_of_every_state_stand_out(is_dark: bool, ground: QPalette.ColorRole) -> None:
    palette = appearance.palette(is_dark=is_dark)
    weak = [
        state
        for state in appearance.STATES
        if contrast(appearance.state_colour(palette, state), palette.color(ground)) < LEAST_CONTRAST
    ]
    assert not weak


@pytest.mark.parametrize("is_dark", [False, True])
def test_what_cannot_be_changed_can_still_be_read(is_dark: bool) -> None:
    palette = appearance.palette(is_dark=is_dark)
    faded = palette.color(QPalette.ColorGroup.Disabled, Role.Text)
    for ground in (Role.Base, Role.Window, Role.Button):
        assert contrast(faded, palette.color(ground)) >= LEAST_CONTRAST_OF_CONTROLS


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_ring_around_the_focused_control_can_be_seen(is_dark: bool) -> None:
    palette = appearance.palette(is_dark=is_dark)
    for ground in (Role.Window, Role.Base):
        assert contrast(palette.color(Role.Accent), palette.color(ground)) >= LEAST_CONTRAST_OF_CONTROLS


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton, TickList])
def test_an_empty_box_can_be_seen(
    qtbot: QtBot, application: QApplication, scheme: str, kind: type[QCheckBox] | type[QRadioButton] | type[TickList]
) -> None:
    application.setStyle("Fusion")
    appearance.apply(application, scheme, 100)
    box = kind()
    qtbot.addWidget(box)
    if isinstance(box, TickList):
        empty = QListWidgetItem("")
        empty.setCheckState(Qt.CheckState.Unchecked)
        box.addItem(empty)
    box.resize(40, 30)
    box.show()
    shown = box.grab().toImage()
    middle = shown.height() // 2 if not isinstance(box, TickList) else box.visualItemRect(box.item(0)).center().y() + 1
    line = [shown.pixelColor(x, middle) for x in range(3, 30)]  # past the frame of the list
    ground = application.palette().color(Role.Base if isinstance(box, TickList) else Role.Window)
    assert max(contrast(colour, ground) for colour in line) >= LEAST_CONTRAST_OF_CONTROLS
    assert max(contrast(colour, box.palette().color(Role.Base)) for colour in line) >= LEAST_CONTRAST_OF_CONTROLS


def test_the_frames_of_boxes_follow_the_desktop_set_to_high_contrast(
    qtbot: QtBot, application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = QCheckBox()
    qtbot.addWidget(box)
    appearance.apply(application, "dark", 100)
    application.processEvents()
    assert box.palette().color(Role.Window) == QColor(appearance.FRAMES["dark"][0])
    monkeypatch.setattr(appearance, "wants_high_contrast", lambda _: True)
    appearance.apply(application, "system", 100)
    application.processEvents()
    assert box.palette().color(Role.Window) == application.palette().color(Role.Window)


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_light_and_dark_are_chosen_whatever_the_desktop_wants(
    application: QApplication, scheme: str, is_dark: bool
) -> None:
    appearance.apply(application, scheme, 100)
    assert appearance.is_dark(application.palette()) is is_dark


def test_the_text_grows_from_its_usual_size_and_within_bounds(application: QApplication) -> None:
    usual = application.font().pointSizeF()
    for percent, expected in ((150, 1.5), (125, 1.25), (900, 1.5), (10, 1), (100, 1)):
        appearance.apply(application, "light", percent)
        assert application.font().pointSizeF() == pytest.approx(usual * expected, abs=0.1)


def test_high_contrast_of_the_desktop_is_left_alone(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    appearance.apply(application, "dark", 100)
    monkeypatch.setattr(appearance, "wants_high_contrast", lambda _: True)
    appearance.apply(application, "system", 100)
    own = [appearance.palette(is_dark=dark).color(Role.Window) for dark in (False, True)]
    assert application.palette().color(Role.Window) not in own
    appearance.apply(application, "dark", 100)
    assert application.palette().color(Role.Window) == own[1]


def test_the_line_of_a_state_follows_look_and_size(qtbot: QtBot, application: QApplication) -> None:
    appearance.apply(application, "light", 100)
    line = StateLabel()
    qtbot.addWidget(line)
    line.resize(300, 30)
    line.show_state("✖ Type a number.", "wrong")
    line.show()
    appearance.apply(application, "dark", 150)
    application.processEvents()
    assert line.palette().color(line.foregroundRole()) == QColor(appearance.STATES["wrong"][1])
    assert line.font().pointSizeF() == application.font().pointSizeF()
    assert line.text() == "✖ Type a number."
