"""Everything has its place, and one variable moves all places into one folder."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ibcr_desktop.foundation.places import Places, resource


def test_one_variable_moves_everything_into_one_folder(tmp_path: Path) -> None:
    places = Places.of_this_person({"IBCR_DESKTOP_HOME": str(tmp_path)})
    assert places == Places.in_folder(tmp_path)
    folders = (places.data_folder, places.settings_file, places.log_folder, places.temporary_folder)
    assert all(folder.parent == tmp_path for folder in folders)
    assert len(set(folders)) == len(folders)


def test_without_it_the_places_of_the_system_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    places = Places.of_this_person({})
    assert "IBCR Desktop" in str(places.data_folder)
    assert "IBCR Desktop" in str(places.temporary_folder)
    assert places.settings_file.name == "settings.json"


def test_nothing_is_created_before_it_is_asked_for(tmp_path: Path) -> None:
    Places.in_folder(tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_the_folders_are_for_this_person_only(tmp_path: Path) -> None:
    places = Places.in_folder(tmp_path)
    places.make_ready()
    places.make_ready()
    for folder in (places.data_folder, places.log_folder, places.temporary_folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_resources_lie_beside_the_program() -> None:
    assert resource("translations").parent == Path(__file__).parents[2] / "resources"


def test_starting_loads_nothing_heavy() -> None:
    modules = "clock days errors file_locks file_problems logs numbers places plain_text reading safe_files settings"
    names = [f"ibcr_desktop.foundation.{name}" for name in (*modules.split(), "single_holder", "words")]
    heavy = ["anyascii", "platformdirs", "PySide6", "sqlalchemy", "babel", "asyncio", "ssl", "multiprocessing"]
    code = (
        "import sys, importlib\n"
        f"for name in {names}: importlib.import_module(name)\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    seen = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=root)
    assert seen.stdout.strip() == "[]"
