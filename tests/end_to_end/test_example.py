"""The example is one press away and left with one click, and nothing of it reaches one's own records."""

from collections.abc import Callable

import pytest

from ibcr_desktop.ui.main_window import MainWindow
from ibcr_desktop.ui.screens.first_run import FirstRun
from ibcr_desktop.ui.screens.home import Home
from tests.end_to_end.conftest import Program
from tests.ui.pressing import press

pytest.importorskip("ibcr_desktop.sample.example")
pytestmark = pytest.mark.slow

MAKING_MILLISECONDS = 120_000  # a whole organisation is written the first time

Begin = Callable[[], Program]


def wait_for_example(run: Program) -> None:
    run.qtbot.waitUntil(lambda: isinstance(run.page, MainWindow), timeout=MAKING_MILLISECONDS)


def test_from_the_first_start_into_the_example_and_back(program: Begin) -> None:
    run = program()
    run.start()
    press(run.first_run.currentWidget(), "English")
    press(run.first_run.currentWidget(), "Only look around: try with example data")
    wait_for_example(run)
    assert run.shell.band is not None
    assert run.application.settings.current.last_database is None
    press(run.shell.band, "Leave the example")
    assert isinstance(run.page, FirstRun)


def test_ones_own_database_is_closed_meanwhile_and_asked_for_afterwards(program: Begin) -> None:
    run = program()
    run.start()
    run.make_database()
    own = run.application.settings.current.last_database
    assert own is not None
    home = run.shell.navigation.currentWidget()
    assert isinstance(home, Home)
    run.wait_until(home.steps.isVisible)
    before = own.read_bytes()
    press(home, "Look at example data")
    wait_for_example(run)
    assert run.shell.band is not None
    run.shell.navigation.to_list("person")
    press(run.shell.band, "Leave the example")
    assert run.unlock.path == own
    assert own.read_bytes() == before
    run.type_passphrase()
    run.wait_until(lambda: isinstance(run.page, MainWindow))
    assert run.shell.band is None
