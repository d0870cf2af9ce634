"""Colours and text size: Fusion with two palettes of our own, light and dark, no style sheets."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

Role = QPalette.ColorRole

# Every pair of text and ground stands at 4.5:1 or more (docs/interaction.md, 8); a test computes it.
LIGHT: Final[dict[QPalette.ColorRole, str]] = {
    Role.Window: "#f3f4f6",
    Role.WindowText: "#1a1d21",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f1f5f9",
    Role.Text: "#1a1d21",
    Role.PlaceholderText: "#5b6472",
    Role.Button: "#e8eaee",
    Role.ButtonText: "#1a1d21",
    Role.BrightText: "#ffffff",
    Role.Highlight: "#1f5fa8",
    Role.HighlightedText: "#ffffff",
    Role.Link: "#1a569b",
    Role.LinkVisited: "#6a3d9a",
    Role.ToolTipBase: "#ffffff",
    Role.ToolTipText: "#1a1d21",
    Role.Accent: "#1f5fa8",
    Role.Light: "#ffffff",
    Role.Midlight: "#dfe3e8",
    Role.Mid: "#b6bdc7",
    Role.Dark: "#8f98a5",
    Role.Shadow: "#59616c",
}
DARK: Final[dict[QPalette.ColorRole, str]] = {
    Role.Window: "#2a2f37",
    Role.WindowText: "#eef1f5",
    Role.Base: "#15181d",
    Role.AlternateBase: "#1b1f25",
    Role.Text: "#eef1f5",
    Role.PlaceholderText: "#a4adba",
    Role.Button: "#3a414b",
    Role.ButtonText: "#eef1f5",
    Role.BrightText: "#ffffff",
    Role.Highlight: "#2a6fbe",
    Role.HighlightedText: "#ffffff",
    Role.Link: "#7db7f5",
    Role.LinkVisited: "#c6a5ee",
    Role.ToolTipBase: "#2b3038",
    Role.ToolTipText: "#eef1f5",
    Role.Accent: "#4a90e2",
    Role.Light: "#4a525d",
    Role.Midlight: "#333942",
    Role.Mid: "#454d59",
    Role.Dark: "#11141a",
    Role.Shadow: "#000000",
}
ROOM_FOR_THE_ARROW: Final = "  "  # of a button with a menu: Qt draws it over the end of the text
# Fusion frames check boxes and radio buttons in the colour of the window, darkened: a dark window swallows that.
WITH_A_FRAME: Final = ("QCheckBox", "QRadioButton", "TickList")
FRAMES: Final = {"light": ("#a3abb7", "#ccd2da"), "dark": ("#c3cad5", "#77808d")}  # before it is darkened; disabled
DISABLED: Final = {"light": "#767e8b", "dark": "#98a1ae"}  # 3:1 at least: it is still read

# Signs beside words; the colour only supports them. (on light, on dark)
STATES: Final[dict[str, tuple[str, str]]] = {
    "fine": ("#1a6b3c", "#7fd6a2"),
    "to_complete": ("#5b6472", "#b3bcc9"),
    "to_look_at": ("#8a5200", "#f0b860"),
    "wrong": ("#b3261e", "#ff9d94"),
}


def apply(application: QApplication, scheme: str, text_size: int) -> None:
    """Give the application its palette (``system``, ``light`` or ``dark``) and its text size in percent (100–150).

    The palette of a desktop set to high contrast is left alone as long as the scheme is ``system``.
    """
    if scheme == "system" and wants_high_contrast(application):
        application.setPalette(QPalette())  # gives back the system's own
    else:
        dark = wants_dark(application, scheme)
        application.setPalette(palette(is_dark=dark))
        for each in WITH_A_FRAME:
            application.setPalette(palette_with_frames(is_dark=dark), each)  # type: ignore[arg-type]  # takes texts alone
    usual = application.property("usual_point_size")
    if usual is None:
        usual = application.font().pointSizeF()
        application.setProperty("usual_point_size", usual)
    font = QFont(application.font())
    font.setPointSizeF(usual * min(max(text_size, 100), 150) / 100)
    application.setFont(font)


def wants_dark(application: QApplication, scheme: str) -> bool:
    """Say whether a scheme means dark; ``system`` asks the desktop."""
    if scheme == "system":
        return application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return scheme == "dark"


def wants_high_contrast(application: QApplication) -> bool:
    """Say whether the desktop is set to high contrast."""
    hints = application.styleHints()  # kept: what it hands out is taken for gone once the hints themselves are let go
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def palette(*, is_dark: bool) -> QPalette:
    """Make one of the two palettes."""
    made = QPalette()
    for role, colour in (DARK if is_dark else LIGHT).items():
        made.setColor(role, QColor(colour))
    faded = QColor(DISABLED["dark" if is_dark else "light"])
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def palette_with_frames(*, is_dark: bool) -> QPalette:
    """Make the palette of what is ticked, so that it can be seen while it is not: the one colour of its frame."""
    made, (usual, disabled) = palette(is_dark=is_dark), FRAMES["dark" if is_dark else "light"]
    made.setColor(Role.Window, QColor(usual))
    made.setColor(QPalette.ColorGroup.Disabled, Role.Window, QColor(disabled))
    return made


def is_dark(shown: QPalette) -> bool:
    """Say whether a palette has light text on a dark ground."""
    return shown.color(Role.Base).lightness() < shown.color(Role.Text).lightness()


def state_colour(shown: QPalette, state: str) -> QColor:
    """Give the colour of one of the four states (``fine``, ``to_complete``, ``to_look_at``, ``wrong``)."""
    return QColor(STATES[state][is_dark(shown)])
