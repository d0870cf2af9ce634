"""The locks hold what pyproject.toml asks for, with hashes and without addresses; the application's licences fit."""

import re
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("application", "tests")


@cache
def _lock(name: str) -> dict[str, tuple[Requirement, int]]:
    """Return each locked package's requirement and its number of hashes, by canonical name.

    Of a package that is locked for several Pythons, the line for this one is returned.
    """
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    locked: dict[str, tuple[Requirement, int]] = {}
    for block in re.sub(r"\\\n", " ", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)).splitlines():
        wanted, *hashes = block.split(" --hash=")
        requirement = Requirement(wanted.strip())
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64} *", digest) for digest in hashes), block
        package = canonicalize_name(requirement.name)
        if package not in locked or _is_for_here(requirement):
            locked[package] = (requirement, len(hashes))
    return locked


def _is_for_here(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate()


@cache
def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _asked_for(lock: str) -> list[Requirement]:
    project = _project()
    group = project["dependency-groups"]["tests"] if lock == "tests" else []
    asked = [Requirement(text) for text in [*project["project"]["dependencies"], *group]]
    return [requirement for requirement in asked if _is_for_here(requirement)]


def _version(requirement: Requirement) -> str:
    (pin,) = requirement.specifier
    assert pin.operator == "=="
    return pin.version


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_met_by_the_lock(lock: str) -> None:
    for wanted in _asked_for(lock):
        locked, _ = _lock(lock)[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(_version(locked)), f"{wanted} is locked as {locked}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    assert len(_lock(lock)) > len(_asked_for(lock)) / 2
    assert not [name for name, (_, hashes) in _lock(lock).items() if hashes == 0]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert not re.findall(r"\w+://\S+|^ *-.*(?:index|find-links|trusted).*$", text, flags=re.MULTILINE)


def test_the_tests_run_on_the_applications_own_versions() -> None:
    application = {name: _version(requirement) for name, (requirement, _) in _lock("application").items()}
    tests = {name: _version(requirement) for name, (requirement, _) in _lock("tests").items()}
    assert application.items() <= tests.items()


def test_the_locks_are_for_the_oldest_python_that_main_py_accepts() -> None:
    assert _project()["project"]["requires-python"] == ">=3.11"
    assert "NEEDED = (3, 11)" in (ROOT / "main.py").read_text(encoding="ascii")


def _gpl_only(licences: list[str]) -> bool:
    """Tell whether each licence on offer is the GPL: the application may not be bound by it, "LGPL or GPL" is fine."""
    offers = [offer for text in licences for offer in re.split(r"\s+(?:OR|or)\s+|;", text)]
    bound = [
        re.search(r"\bA?GPL|Affero|General Public", o) and not re.search(r"LGPL|Lesser|Library", o) for o in offers
    ]
    return bool(offers) and all(bound)


def _licences(name: str) -> list[str]:
    about = metadata(name)
    if expressions := about.get_all("License-Expression"):
        return [str(expression) for expression in expressions]
    classifiers = [str(text) for text in about.get_all("Classifier") or () if str(text).startswith("License ::")]
    return classifiers or [str(text).partition("\n")[0] for text in about.get_all("License") or ()]


@pytest.mark.parametrize(
    ("licences", "bound"),
    [
        (["GPL-3.0-only"], True),
        (["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"], True),
        (["GPL-2.0-only OR GPL-3.0-only"], True),
        (["AGPL-3.0-or-later"], True),
        (["LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"], False),
        (["License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)"], False),
        (["MIT"], False),
        (
            ["License :: OSI Approved :: MIT License", "License :: OSI Approved :: GNU General Public License (GPL)"],
            False,
        ),
        ([], False),
    ],
)
def test_a_licence_that_binds_is_recognised(licences: list[str], bound: bool) -> None:
    assert _gpl_only(licences) is bound


def test_no_package_of_the_application_is_gpl_only() -> None:
    read = {}
    for name, (requirement, _) in _lock("application").items():
        if _is_for_here(requirement):
            try:
                read[name] = _licences(name)
            except PackageNotFoundError:
                pytest.fail(f"{name} is locked but not installed here")
    assert {"pyside6-essentials", "sqlalchemy", "openpyxl"} <= set(read)
    assert not {name: licences for name, licences in read.items() if _gpl_only(licences)}
