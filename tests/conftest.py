"""What tests get: a home of their own, no window left open, lists to copy, and examples that CI draws alike."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Timing a single example says nothing on a shared machine; CI must not fail by the luck of a draw.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test its own place for settings, logs and databases, so that it never meets the developer's."""
    home = tmp_path / "home-of-the-application"
    monkeypatch.setenv("IBCR_DESKTOP_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_stray_windows() -> Iterator[None]:
    """Fail the test that leaves a window open: it would be counted, drawn and focused in the next one."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    strays = [window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()]
    names = [f"{type(window).__name__} {window.windowTitle()!r}" for window in strays]
    for window in strays:
        window.close()
    assert not names, f"left open: {', '.join(names)}"


@pytest.fixture(autouse=True)
def english_of_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take back the language that a whole program gave to Qt: its words would stand in the windows of the next test."""
    yield
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QTranslator  # noqa: PLC0415 - only these tests need Qt

    qt = QCoreApplication.instance()
    for each in qt.findChildren(QTranslator) if qt is not None else ():
        QCoreApplication.removeTranslator(each)
        each.setParent(None)


@pytest.fixture(autouse=True)
def collected_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect as the program does: never on the worker, where destroying an object of Qt may wait for ever."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from ibcr_desktop.ui.toolkit.collector import collect_what_is_due  # noqa: PLC0415 - only these tests need Qt

    gc.disable()
    yield
    collect_what_is_due()
    gc.enable()


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> "QtBot":  # noqa: ARG001 - it makes Qt
    """Give pytest-qt's robot with more patience: a computer that does much else fails no test."""
    from tests.ui.patience import PatientBot  # noqa: PLC0415 - only these tests need Qt

    return PatientBot(request)


@pytest.fixture(scope="session")
def with_lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database that holds the shipped lists and nothing else: written once, copied for each test."""
    from tests.databases import new_database  # noqa: PLC0415 - only these tests need a database

    with new_database(tmp_path_factory.mktemp("lists"), with_lists=True) as database:
        return database.path
