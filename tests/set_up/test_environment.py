"""Where an environment's Python is, and what of the caller's variables it never sees."""

from pathlib import Path

import pytest

from ibcr_desktop.set_up.environment import Environment, clean_environment


@pytest.mark.parametrize(
    ("system", "place"),
    [("win32", "Scripts/python.exe"), ("linux", "bin/python"), ("darwin", "bin/python")],
)
def test_each_system_has_its_own_place_for_python(system: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    assert Environment(Path("venv"), Path("lock.txt")).python == Path("venv", place)


def test_an_environment_for_another_python_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("")
    environment = Environment(tmp_path, lock)
    environment.python.parent.mkdir()
    environment.python.touch()
    environment.stamp.write_text(environment._mark())
    assert environment.is_ready()
    monkeypatch.setattr("sys.implementation.cache_tag", "cpython-399")
    assert not environment.is_ready()


def test_an_environment_whose_python_is_gone_is_not_ready(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("")
    environment = Environment(tmp_path, lock)
    environment.stamp.write_text(environment._mark())
    assert not environment.is_ready()


def test_variables_that_lead_elsewhere_are_left_out_and_others_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "QT_PLUGIN_PATH", "VIRTUAL_ENV", "PIP_USER"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "elsewhere" not in clean_environment().values()
    assert clean_environment()["LANG"] == "fr_FR.UTF-8"
