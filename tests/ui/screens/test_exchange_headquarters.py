"""Headquarters receives the files of an office: rehearsed, accepted or left, and called off whole."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
import shiboken6
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from ibcr_desktop.backups.backup import Why, backups_in, place_of
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import LANGUAGES, N_
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.merged import Merged, Tell
from ibcr_desktop.sync.receiving_files import receive_file
from ibcr_desktop.ui.screens import exchange_headquarters
from ibcr_desktop.ui.screens.list_screen import ListScreen
from ibcr_desktop.ui.toolkit.background import Cancelled
from tests.backups.offices import names
from tests.databases import add
from tests.ui.pressing import press
from tests.ui.screens.two_offices import WORKSHOP, Two, two_offices

SMALLEST = (1024, 540)


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path) -> Iterator[Two]:
    """Headquarters and Dakar, paired; an organisation and a workshop of Dakar are to be sent."""
    with two_offices(qtbot, tmp_path) as made:
        add(made.office, "organisation", name="École de Fann")
        add(made.office, "workshop", **WORKSHOP)
        yield made


def merges(two: Two) -> list[Why]:
    made = backups_in(place_of(two.shell.store.database.path))
    return [each.why for each in made if each.why == Why.MERGE]


def test_a_dropped_file_is_rehearsed_with_the_totals_and_nothing_is_merged(two: Two) -> None:
    page = two.receive(two.sent())
    assert page.rehearsal.isVisible()
    assert "File no. 1 from" in page.rehearsal.heading.text()
    assert page.rehearsal.view.counts.text().startswith("2 new records · ")
    rows = page.rehearsal.view.totals.texts()
    assert rows[0][1:] == ["0", "1", "▲ more"]
    assert any(row[3] == "= the same" and row[1] == row[2] for row in rows)
    assert "École de Fann" not in names(two.shell.store)
    assert merges(two) == []


def test_accepting_backs_up_first_merges_and_shows_the_office_with_its_last_file(two: Two) -> None:
    page = two.accept(two.sent())
    assert page.offices.isVisible()
    assert merges(two) == [Why.MERGE]
    assert "École de Fann" in names(two.shell.store)
    assert "File no. 1 from" in two.said
    assert "2 new records" in two.said
    dakar = next(row for row in page.offices.table.texts() if row[0].startswith("DKR"))
    assert dakar[1].startswith("no. 1, made ")


def test_leaving_a_file_merges_nothing_and_it_can_be_received_again(two: Two) -> None:
    path = two.sent()
    page = two.receive(path)
    press(page, "Leave it")
    two.idle()
    assert page.offices.isVisible()
    assert "École de Fann" not in names(two.shell.store)
    assert two.receive(path).rehearsal.isVisible()


def test_the_same_file_a_second_time_changes_nothing_and_says_so(two: Two) -> None:
    path = two.sent()
    two.accept(path)
    page = two.receive(path)
    assert page.offices.isVisible()
    assert "was merged before" in two.said
    assert merges(two) == [Why.MERGE]


def test_files_that_were_dropped_together_come_one_after_the_other(two: Two) -> None:
    first = two.sent()
    add(two.office, "organisation", name="Maison des jeunes")
    page = two.receive(first, two.sent())
    assert "no. 1 " in page.rehearsal.heading.text()
    press(page, "Leave it")
    two.idle()
    assert "no. 2 " in page.rehearsal.heading.text()
    two.shell.window.navigation.back()
    assert page.offices.isVisible()


def test_files_are_also_chosen_with_a_button_several_at_once(two: Two) -> None:
    paths, page = [two.sent(), two.sent()], two.page
    two.shell.window.context.messages.ask_open_paths = lambda *_: paths  # type: ignore[method-assign]  # no dialog
    for number in (1, 2):
        if number == 1:
            press(page, "Receive files…")
        else:
            page.rehearsal.accept.click()
        two.idle()
        assert page.rehearsal.isVisible()
        assert f"no. {number} " in page.rehearsal.heading.text()


def test_files_dropped_while_an_answer_is_written_wait_and_are_rehearsed_afterwards(two: Two) -> None:
    path, page = two.sent(), two.page
    two.shell.window.context.messages.ask_folder = lambda *_: two.stick  # type: ignore[method-assign]  # no dialog
    press(page, "Answer all offices…")
    assert page.work.is_busy
    page.receive([path])
    two.idle()
    assert page.rehearsal.isVisible()


def test_calling_a_merge_off_rolls_it_back_and_the_file_stands_there_still(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = two.receive(two.sent())

    def stop(done: int, total: int) -> None:
        if done == total:  # every line is merged, and nothing is kept yet
            raise Cancelled

    def called_off(store: RecordStore, path: Path, *, back_up: Callable[[], object], **_: object) -> Merged:
        return receive_file(store, path, back_up=back_up, tell=stop)

    monkeypatch.setattr(exchange_headquarters, "receive_file", called_off)
    press(page, "Accept: merge this file")
    assert page.work.isVisible()
    assert not page.rehearsal.accept.isEnabled()
    two.idle()
    assert two.said == "Called off: nothing was changed."
    assert "École de Fann" not in names(two.shell.store)
    assert page.rehearsal.isVisible()
    assert page.rehearsal.accept.isEnabled()
    monkeypatch.undo()
    press(page, "Accept: merge this file")
    two.idle()
    assert "École de Fann" in names(two.shell.store)


def test_the_button_calls_off_what_is_under_way(two: Two) -> None:
    page = two.page
    done: list[object] = []

    def until_called_off(_store: RecordStore, tell: Tell) -> None:
        while True:
            tell(1, 10)

    page.work.begin("Working", until_called_off, done.append)
    press(page.work, "Cancel")
    two.idle()
    assert done == []
    assert not page.work.isVisible()


def test_nothing_else_can_begin_meanwhile_whatever_is_read_then(two: Two) -> None:
    page, go_on = two.page, Event()

    def until_told(_store: RecordStore, _tell: Tell) -> None:
        assert go_on.wait(10)

    page.shown()  # what it reads arrives while the work is under way
    page.work.begin("Working", until_told, lambda _: None)
    page.offices.show_entries(page.offices.entries)
    assert not page.offices.receive.isEnabled()
    assert not page.offices.answer.isEnabled()
    go_on.set()
    two.idle()
    assert page.offices.receive.isEnabled()
    assert page.offices.answer.isEnabled()


def test_work_ends_in_peace_when_the_window_was_made_anew_meanwhile(two: Two) -> None:
    page, go_on, ended = two.page, Event(), list[str]()

    def until_told(_store: RecordStore, _tell: Tell) -> None:
        assert go_on.wait(10)

    page.work.begin("Working", until_told, lambda _: ended.append("done"), lambda: ended.append("failed"))
    shell = two.shell
    shell.frame.show_page(shell.office.make_window())
    shell.wait_until(lambda: not shiboken6.isValid(page))
    go_on.set()
    two.idle()
    assert ended == [], "nobody is there any more to be told"


def test_lists_of_a_window_that_was_made_anew_meanwhile_show_what_was_merged(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, go_on = two.receive(two.sent()), Event()

    def waits(done: int, total: int) -> None:
        assert done < total or go_on.wait(10)

    def held_up(store: RecordStore, path: Path, *, back_up: Callable[[], object], **_: object) -> Merged:
        return receive_file(store, path, back_up=back_up, tell=waits)

    monkeypatch.setattr(exchange_headquarters, "receive_file", held_up)
    press(page, "Accept: merge this file")
    shell = two.shell
    shell.window = shell.office.make_window()
    shell.frame.show_page(shell.window)
    shell.window.begin()
    shell.wait_until(lambda: not shiboken6.isValid(page))
    shell.window.navigation.to_list("organisation")
    listed = shell.window.navigation.currentWidget()
    assert isinstance(listed, ListScreen)
    assert listed.list.model.rowCount() == 0
    go_on.set()
    shell.wait_until(lambda: listed.list.model.rowCount() == 1)


def test_a_disk_that_refuses_after_the_merge_is_told_and_the_page_goes_on(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = UserError(N_("It stays."), N_("All is merged."), N_("Delete it by hand."))
    monkeypatch.setattr("ibcr_desktop.sync.receiving_files.remove_files_of_erased", lambda _database: refused)
    page = two.accept(two.sent())
    assert page.offices.isVisible()
    assert "File no. 1 from" in two.said
    assert "It stays." in two.said
    assert "École de Fann" in names(two.shell.store)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_a_tab_is_there_once(language: str, qtbot: QtBot, tmp_path: Path) -> None:
    with two_offices(qtbot, tmp_path, language=language) as two:
        page = two.accept(two.sent())
        names = [page.tabs.tabText(place) for place in range(page.tabs.count())]
        for place in range(page.tabs.count()):
            page.tabs.setCurrentIndex(place)
            tab = page.tabs.currentWidget()
            assert tab is not None
            marked: list[QAbstractButton | QLabel] = [*tab.findChildren(QAbstractButton), *tab.findChildren(QLabel)]
            texts = [each.text() for each in marked if each.isVisible() and "&" in each.text()]
            letters = [QKeySequence.mnemonic(text).toString() for text in (*names, *texts)]
            assert all(letters)
            assert len(letters) == len(set(letters)), ", ".join((*names, *texts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fits_the_smallest_window_and_everything_has_a_name(
    language: str, qtbot: QtBot, tmp_path: Path
) -> None:
    with two_offices(qtbot, tmp_path, language=language) as two:
        add(two.office, "organisation", name="École de Fann")
        page = two.receive(two.sent())
        hint = two.shell.frame.minimumSizeHint()
        assert hint.width() <= SMALLEST[0]
        assert hint.height() <= SMALLEST[1]
        named = [*page.findChildren(QTableWidget), *page.findChildren(QPushButton)]
        assert all(each.accessibleName() or each.text() for each in named if isinstance(each, QPushButton))
        assert all(each.accessibleName() for each in named if isinstance(each, QTableWidget))
