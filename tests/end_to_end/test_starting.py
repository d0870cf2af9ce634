"""From the first start to the second, and everything that can be in the way of opening."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from ibcr_desktop.foundation.single_holder import hold
from ibcr_desktop.ui.main_window import MainWindow
from ibcr_desktop.ui.screens.home import Home
from ibcr_desktop.ui.screens.unlock import RecoveryPage
from tests.end_to_end.conftest import PASSPHRASE, Program
from tests.ui.pressing import press

Begin = Callable[[], Program]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def made(program: Begin) -> tuple[Path, str]:
    """A database made in a first run that is over; its path and its recovery code."""
    first = program()
    first.start()
    code = first.make_database()
    path = first.application.settings.current.last_database
    first.close()
    assert path is not None
    return path, code


def test_the_first_start_ends_on_the_home_page_of_an_encrypted_database(program: Begin) -> None:
    run = program()
    assert run.start()
    run.make_database()
    assert run.shell.navigation.place.screen == "home"
    path = run.application.settings.current.last_database
    assert path is not None
    assert path.parent == run.places.data_folder
    assert path.read_bytes()[:6] != b"SQLite"
    assert path.with_suffix(".ibcrkey").exists()
    home = run.shell.navigation.currentWidget()
    assert isinstance(home, Home)
    run.wait_until(home.steps.isVisible)


def test_the_settings_file_holds_no_name_of_a_person(program: Begin) -> None:
    run = program()
    run.start()
    run.make_database()
    run.close()
    assert "Sarr" not in run.places.settings_file.read_text(encoding="utf-8")


def test_the_second_start_asks_for_the_passphrase_and_opens(program: Begin, made: tuple[Path, str]) -> None:
    run = program()
    run.start()
    assert run.unlock.path == made[0]
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    assert run.shell.context.store.log.author.person == "Awa Sarr"
    assert run.shell.context.store.log.author.office == "DKR"


@pytest.mark.usefixtures("made")
def test_a_wrong_passphrase_is_told_in_the_page_and_the_right_one_still_opens(program: Begin) -> None:
    run = program()
    run.start()
    run.type_passphrase("some other words")
    run.wait_until(lambda: "not right" in run.unlock.page.problem.text())
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))


@pytest.mark.usefixtures("made")
def test_the_third_wrong_passphrase_makes_the_next_one_wait(program: Begin) -> None:
    run = program()
    run.start()
    for _ in range(3):
        run.wait_until(run.unlock.page.opens.isEnabled)
        run.type_passphrase("some other words")
        run.wait_until(lambda: "not right" in run.unlock.page.problem.text())
    assert not run.unlock.page.opens.isEnabled()
    assert "try again in 1 second" in run.unlock.page.problem.text()
    run.wait_until(run.unlock.page.opens.isEnabled)


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(program: Begin, made: tuple[Path, str]) -> None:
    run = program()
    run.start()
    run.unlock.show_recovery()
    page = run.unlock.currentWidget()
    assert isinstance(page, RecoveryPage)
    page.code.setText(made[1])
    page.fields.first.setText("quite another sentence")
    page.fields.second.setText("quite another sentence")
    press(page, "Set the new passphrase and open")
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    run.close()
    again = program()
    again.start()
    again.type_passphrase(PASSPHRASE)
    again.wait_until(lambda: "not right" in again.unlock.page.problem.text())
    again.type_passphrase("quite another sentence")
    again.wait_until(lambda: isinstance(again.page, MainWindow))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is a picture"),
        (b"SQLite format 3\x00" + b"\x01" * 5000, "not encrypted"),
        (b"\x93\x11" * 3000, "cut off"),
    ],
)
def test_a_file_that_is_no_database_is_named_in_the_page(
    program: Begin, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "office.ibcrdb"
    path.write_bytes(content)
    run = program()
    run.start(path)
    run.wait_until(lambda: sentence in run.unlock.page.problem.text())


def test_a_missing_key_file_is_named(program: Begin, made: tuple[Path, str]) -> None:
    for each in made[0].parent.glob("*.ibcrkey*"):
        each.unlink()
    run = program()
    run.start()
    run.type_passphrase()
    run.wait_until(lambda: "key file" in run.unlock.page.problem.text())


def test_a_damaged_database_is_told(program: Begin, made: tuple[Path, str]) -> None:
    content = bytearray(made[0].read_bytes())
    content[100] ^= 1
    made[0].write_bytes(content)
    run = program()
    run.start()
    run.type_passphrase()
    run.wait_until(lambda: "damaged" in run.unlock.page.problem.text())


def test_a_database_that_another_process_has_is_not_opened(program: Begin, made: tuple[Path, str]) -> None:
    script = (
        "import sys; from pathlib import Path; from ibcr_desktop.foundation.single_holder import hold;"
        f"held = hold(Path({str(made[0])!r})); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        run = program()
        assert run.start()
        run.wait_until(lambda: "already open" in run.unlock.page.problem.text())
        other.stdin.close()
        other.wait()
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_second_start_brings_the_first_window_to_the_front(program: Begin, made: tuple[Path, str]) -> None:
    run = program()
    run.start()
    run.wait_until(lambda: run.application.possession.path == made[0])
    run.application.frame.showMinimized()
    command = [sys.executable, "-c", "from ibcr_desktop.application import main; raise SystemExit(main([]))"]
    with subprocess.Popen(command, cwd=ROOT) as second:
        run.wait_until(lambda: isinstance(second.poll(), int))
        assert second.returncode == 0
    assert not run.application.frame.isMinimized()


def test_closing_the_window_gives_the_database_up(program: Begin, made: tuple[Path, str]) -> None:
    run = program()
    run.start()
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    run.close()
    hold(made[0]).release()


def test_names_and_codes_are_shown_as_plain_text_everywhere(program: Begin) -> None:
    run = program()
    run.start()
    run.make_database()
    labels = run.shell.findChildren(QLabel)
    assert labels
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in labels if each.text())


def test_a_window_left_alone_locks_and_shows_nothing_of_what_was_open(program: Begin, made: tuple[Path, str]) -> None:
    run = program()
    run.start()
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    QGuiApplication.clipboard().setText("Diop Aïcha")
    run.application.idle_lock.time_is_over()
    assert run.unlock.path == made[0]
    assert QGuiApplication.clipboard().text() == ""
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))


def test_another_language_is_spoken_at_once_and_at_the_next_start(program: Begin, made: tuple[Path, str]) -> None:
    run = program()
    run.start()
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    before = run.page
    run.application.settings.change(language="es")
    run.wait_until(lambda: run.page is not before)
    assert run.shell.context.words.language == "es"
    assert run.shell.navigation.place.screen == "settings"
    run.close()
    again = program()
    again.start()
    assert again.unlock.words.language == "es"
    assert made[0] == again.unlock.path
