"""The shell: where one is, how one gets elsewhere, and that no mouse is needed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.records import ALL_KINDS, kind_named
from ibcr_desktop.storage.opened_records import note_opened
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.navigation import Place
from ibcr_desktop.ui.navigation_bar import DESTINATIONS
from ibcr_desktop.ui.screens.all_kinds import GROUPS
from ibcr_desktop.ui.screens.help_page import HelpPage
from tests.databases import add
from tests.ui.pressing import key, press
from tests.ui.shells import Shell, opened_shell

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def fill(store: RecordStore) -> None:
    day = date(2021, 5, 3)
    add(store, "workshop", code="DKR-2021-001", title="Formation", starts_on=day, ends_on=day, status="held")
    add(store, "person", family_name="Diop", given_names="Aïcha", sex="female")


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    with opened_shell(qtbot, tmp_path, fill) as made:
        yield made


def test_it_begins_at_home_and_says_where_one_is(shell: Shell) -> None:
    assert shell.window.navigation.place == Place("home")
    assert shell.window.bar.buttons[0].isChecked()
    assert shell.frame.windowTitle() == "Home – DKR – IBCR Desktop"


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 8])
def test_alt_with_a_number_goes_to_each_place_of_the_bar(shell: Shell, number: int) -> None:
    shell.window.bar.buttons[number - 1].setFocus()
    key(shell.window, Qt.Key(Qt.Key.Key_0 + number), ALT)
    assert shell.window.navigation.place == DESTINATIONS[number - 1].place
    assert [each.isChecked() for each in shell.window.bar.buttons].index(True) == number - 1


def test_alt_left_leads_back_and_home_is_the_beginning(shell: Shell) -> None:
    navigation = shell.window.navigation
    navigation.to_list("person")
    navigation.to_more()
    key(shell.window, Qt.Key.Key_Left, ALT)
    assert navigation.place == Place("list", "person")
    navigation.home()
    assert not navigation.can_go_back
    assert not shell.window.bar.back.isEnabled()


def test_a_list_keeps_its_filter_for_the_next_visit(shell: Shell) -> None:
    navigation = shell.window.navigation
    navigation.to_list("person")
    first = navigation.currentWidget()
    navigation.home()
    navigation.to_list("person")
    assert navigation.currentWidget() is first


def test_every_kind_can_be_reached_from_the_page_of_all_kinds(shell: Shell) -> None:
    assert sorted(name for _, names in GROUPS for name in names) == sorted(kind.kind_name() for kind in ALL_KINDS)
    shell.window.navigation.to_more()
    press(shell.window.navigation.currentWidget(), "Sub-grants")
    assert shell.window.navigation.place == Place("list", "sub_grant")


def test_the_words_of_the_bar_give_way_to_icons_where_it_is_narrow(shell: Shell) -> None:
    button = shell.window.bar.buttons[1]
    shell.frame.resize(1300, 600)
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    shell.frame.resize(1090, 600)
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == "Activities"


@pytest.mark.parametrize("percent", [100, 150])
def test_the_window_fits_an_old_laptop_at_every_text_size(shell: Shell, qapp: QApplication, percent: int) -> None:
    usual = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(usual.pointSizeF() * percent / 100)
    qapp.setFont(larger)
    try:
        for go in ("home", "to_more", "to_settings"):
            getattr(shell.window.navigation, go)()
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            needed = shell.frame.minimumSizeHint()
            assert needed.boundedTo(QSize(1024, 540)) == needed, (go, needed)
    finally:
        qapp.setFont(usual)


def test_f1_opens_the_page_of_the_screen_one_is_on(shell: Shell) -> None:
    key(shell.window.bar.buttons[0], Qt.Key.Key_F1)
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, HelpPage)
    assert page.browser.toPlainText().startswith("The home page")


def test_f6_goes_round_the_parts_of_the_window(qtbot: QtBot, shell: Shell) -> None:
    shell.window.navigation.to_list("person")
    page = shell.window.navigation.currentWidget()
    assert page is not None
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or shell.window))
    seen = []
    for _ in range(4):
        key(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(pane_of(shell))
    assert "bar" in seen
    assert "page" in seen


def pane_of(shell: Shell) -> str:
    focused = QApplication.focusWidget()
    panes: dict[str, QWidget] = {
        "bar": shell.window.bar,
        "page": shell.window.navigation,
        "status": shell.window.status,
    }
    return next((name for name, pane in panes.items() if focused is not None and pane.isAncestorOf(focused)), "nowhere")


def test_ctrl_k_opens_the_search_and_enter_the_record_before(qtbot: QtBot, shell: Shell) -> None:
    person, other = (add(shell.store, "person", family_name=name, sex="male") for name in ("Sow", "Ba"))
    for each in (person, other):
        note_opened(shell.store.database, "person", each)
    key(shell.window.bar.buttons[0], Qt.Key.Key_K, CONTROL)
    assert shell.window.search_box.isVisible()
    with qtbot.waitSignal(shell.window.search_box.record_chosen) as chosen:
        shell.window.search_box.record_chosen.disconnect(shell.window.navigation.to_record)
        key(shell.window.search_box.line, Qt.Key.Key_Return)
    assert chosen.args == ["person", person]


def test_the_search_finds_people_and_activities_by_any_word(shell: Shell) -> None:
    box = shell.window.search_box
    box.open()
    for typed, group in (("aicha", "People"), ("formation 2021", "Activities")):
        box.line.setText(typed)
        box.fill()
        assert box.results.item(0).text() == group


def test_the_search_puts_the_lists_of_headquarters_below_what_an_office_records(shell: Shell) -> None:
    add(shell.store, "country", iso3="XFO", label_en="Formation")
    box = shell.window.search_box
    box.open()
    box.line.setText("formation")
    box.fill()
    headings = [box.results.item(row).text() for row in range(box.results.count())]
    assert headings.index("Activities") < headings.index("Countries")


def test_the_search_leads_to_the_list_of_every_kind_by_its_name(shell: Shell) -> None:
    box, kinds = shell.window.search_box, [name for _heading, names in GROUPS for name in names]
    for kind in ("activity", *kinds):
        box.open()
        box.line.setText("Activities" if kind == "activity" else kind_named(kind).plural)
        key(box.line, Qt.Key.Key_Return)
        assert shell.window.navigation.place == Place("list", kind)


def test_the_status_line_says_how_much_there_is_to_look_at(shell: Shell) -> None:
    assert shell.home.work.lines.count() == 1
    shell.wait_until(shell.window.status.things.isVisible)
    assert shell.window.status.things.text() == "1 thing to look at"


def test_what_became_of_a_save_stands_in_the_status_line_until_one_goes_on(shell: Shell) -> None:
    shell.window.context.go.saved("Draft, saved 14:32")
    assert shell.window.status.saved.text() == "Draft, saved 14:32"
    shell.window.navigation.to_more()
    assert shell.window.status.saved.text() == ""


def test_the_example_is_marked_and_left_with_one_click(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_shell(qtbot, tmp_path, is_example=True) as shell:
        assert shell.window.band is not None
        assert "Example data" in shell.window.band.findChildren(QLabel)[0].text()
        with qtbot.waitSignal(shell.window.example_left):
            press(shell.window.band, "Leave the example")


def test_ones_own_records_carry_no_band(shell: Shell) -> None:
    assert shell.window.band is None


def test_everything_that_takes_the_focus_has_a_name_that_is_read_aloud(shell: Shell) -> None:
    for go in ("home", "to_more", "to_settings"):
        getattr(shell.window.navigation, go)()
        nameless = [
            type(each).__name__
            for each in shell.window.findChildren(QWidget)
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.isVisible() and not spoken(each)
        ]
        assert not nameless, (go, nameless)


def spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_the_place_of_the_window_is_remembered(shell: Shell) -> None:
    shell.frame.resize(900, 555)
    shell.frame.close()
    assert shell.settings.current.window_geometry
