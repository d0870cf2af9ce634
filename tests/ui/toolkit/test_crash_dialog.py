"""A mistake of the program is shown by its place in the code, and never by what somebody entered."""

import zipfile
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ibcr_desktop.foundation.words import LANGUAGES, Words
from ibcr_desktop.ui.toolkit.crash_dialog import CrashDialog, report_of, tell_later
from ibcr_desktop.ui.toolkit.help_bundle import write_help_bundle


def _failure() -> ValueError:
    def find_person(name: str) -> None:
        raise ValueError(name)

    try:
        find_person("Aïcha Diop")
    except ValueError as error:
        return error
    raise AssertionError


def test_the_report_names_type_and_place_and_no_value() -> None:
    report = report_of(_failure())
    assert "ValueError" in report
    assert "find_person" in report
    assert "Aïcha" not in report
    assert "Python 3." in report


def test_the_dialog_fits_an_old_laptop_in_every_language(qtbot: QtBot, tmp_path: Path) -> None:
    for language in LANGUAGES:
        dialog = CrashDialog(report_of(_failure()), Words(language), tmp_path)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.width() <= 560
        assert dialog.height() <= 480
        assert dialog.minimumSizeHint().height() <= 480
        dialog.close()


def test_escape_closes_it(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CrashDialog("report", Words("en"), tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_help_bundle_holds_the_report_and_the_logs_without_the_folders_above(tmp_path: Path) -> None:
    logs, target = tmp_path / "logs", tmp_path / "help.zip"
    logs.mkdir()
    (logs / "ibcr-desktop.log").write_text("2026 ERROR An unexpected failure\n")
    (logs / "ibcr-desktop.log.1").write_text("older\n")
    (logs / "crash.log").write_text('  File "/home/aicha.diop/app/ibcr_desktop/cli.py", line 3 in main\n')
    (logs / "letter.txt").write_text("nothing of ours")
    write_help_bundle(target, "the report", logs)
    with zipfile.ZipFile(target) as bundle:
        texts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert set(texts) == {"report.txt", "ibcr-desktop.log", "ibcr-desktop.log.1", "crash.log"}
    assert texts["report.txt"] == "the report"
    assert texts["crash.log"] == '  File "ibcr_desktop/cli.py", line 3 in main\n'


def test_a_bundle_is_made_without_any_log(tmp_path: Path) -> None:
    write_help_bundle(tmp_path / "help.zip", "the report", tmp_path / "nowhere")
    with zipfile.ZipFile(tmp_path / "help.zip") as bundle:
        assert bundle.namelist() == ["report.txt"]


def test_a_bundle_that_cannot_be_saved_says_why_in_the_dialog(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CrashDialog("report", Words("en"), tmp_path)
    qtbot.addWidget(dialog)
    before = dialog.text.text()
    dialog.save(tmp_path / "missing" / "help.zip")
    assert dialog.text.text() != before
    dialog.save(tmp_path / "help.zip")
    assert (tmp_path / "help.zip").stat().st_size > 0


def test_one_dialog_is_shown_however_many_failures(qtbot: QtBot) -> None:
    def shown() -> list[CrashDialog]:
        windows = QApplication.topLevelWidgets()
        return [each for each in windows if isinstance(each, CrashDialog) and each.isVisible()]

    failures = [_failure() for _ in range(3)]
    tell_later(failures[0])
    for failure in failures[1:]:
        thread = Thread(target=tell_later, args=[failure])
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: bool(shown()))
    qtbot.wait(20)
    (dialog,) = shown()
    assert "find_person" in dialog.view.toPlainText()
    dialog.close()


def test_a_failure_on_another_thread_is_shown_too(qtbot: QtBot) -> None:
    thread = Thread(target=tell_later, args=[_failure()])
    thread.start()
    thread.join()
    windows = QApplication.topLevelWidgets
    qtbot.waitUntil(lambda: any(isinstance(each, CrashDialog) and each.isVisible() for each in windows()))
    for each in windows():
        each.close()


def test_a_failure_before_there_is_a_window_is_only_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QCoreApplication, "instance", lambda: None)
    tell_later(_failure())
