"""What is missing is installed by root and named to everybody else."""

from pathlib import Path

import pytest

from ibcr_desktop.set_up import NotReadyError, system_libraries

LACKING = {"libnothere.so.1": "libnothere1", "libnothere.so.2": "libnothere1", "libgone.so.7": "libgone7"}

# An apt-get that writes down what it is asked, and knows a package only after an update when the file "new" is there.
APT_GET = """#!/bin/sh
echo "$@" >> "{folder}/asked"
case "$*" in
*update*) touch "{folder}/lists" ;;
*) [ -e "{folder}/lists" ] || { echo "E: Unable to locate package libgone7"; exit 100; } ;;
esac
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the stand-in for apt-get first, and return the file that it writes to."""
    program = tmp_path / "apt-get"
    program.write_text(APT_GET.replace("{folder}", str(tmp_path)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path / "asked"


def _be(user: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)


def test_only_what_cannot_be_loaded_is_missing() -> None:
    assert system_libraries.missing({"libc.so.6": "libc6", **LACKING}) == LACKING


def test_every_library_of_the_import_set_is_needed_by_a_wheel_and_here() -> None:
    assert system_libraries.missing(system_libraries.TO_IMPORT) == {}


def test_a_python_without_its_installer_names_the_package_of_its_own_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system_libraries.without_pip() == {}
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("sys.version_info", type("Version", (), {"major": 3, "minor": 13}))
    assert system_libraries.without_pip() == {"ensurepip": "python3.13-venv"}


def test_nothing_missing_asks_nobody(asked: Path) -> None:
    system_libraries.bring({}, print)
    assert not asked.exists()


def test_an_ordinary_user_gets_the_one_line_for_the_administrator(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _be(1000, monkeypatch)
    with pytest.raises(NotReadyError) as refusal:
        system_libraries.bring(LACKING, print)
    assert str(refusal.value).splitlines()[1:] == [
        "  sudo apt-get update && sudo apt-get install libgone7 libnothere1",
    ]
    assert not asked.exists()


def test_root_installs_after_saying_which_packages(
    asked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _be(0, monkeypatch)
    (asked.parent / "lists").touch()
    system_libraries.bring(LACKING, print)
    assert capsys.readouterr().out == "Installing system packages with apt-get: libgone7 libnothere1\n"
    assert asked.read_text() == "-q install --yes --no-install-recommends libgone7 libnothere1\n"


def test_empty_lists_of_packages_are_fetched_first(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _be(0, monkeypatch)
    system_libraries.bring(LACKING, print)
    assert [line.split()[1] for line in asked.read_text().splitlines()] == ["install", "update", "install"]


def test_apts_reason_is_passed_on(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _be(0, monkeypatch)
    program = asked.parent / "apt-get"
    program.write_text(program.read_text().replace("touch", "true"))
    with pytest.raises(NotReadyError, match=r"could not install.*E: Unable to locate package libgone7"):
        system_libraries.bring(LACKING, print)


def test_without_a_network_one_sentence_is_said(asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _be(0, monkeypatch)
    program = asked.parent / "apt-get"
    program.write_text(program.read_text().replace("touch", "echo W: Failed to fetch a list; true"))
    with pytest.raises(NotReadyError, match=r"^The first start needs the network.*no network is needed\.$"):
        system_libraries.bring(LACKING, print)


def test_without_apt_the_libraries_themselves_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotReadyError, match=r"lacks libnothere\.so\.1, libnothere\.so\.2, libgone\.so\.7"):
        system_libraries.bring(LACKING, print)
