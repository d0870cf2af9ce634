"""The house keeps its shape: small files, honest names, layers, and a generic part that stays small."""

import ast
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("ibcr_desktop", "tests", "benchmarks")
LONGEST_FILE = 400
LOOSENED = re.compile(r"#\s*(type: ignore|noqa)")
WITH_A_REASON = re.compile(r"# (type: ignore\[[\w, -]+\]  # \w|noqa: [A-Z0-9, ]+ - \w)")
VAGUE_NAMES = {
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "handler", "core", "base", "info",
}  # fmt: skip
# Formats that run or guess what they read, and functions that run text.
DANGEROUS_MODULES = {"pickle", "cPickle", "shelve", "marshal", "yaml", "dill", "jsonpickle"}
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__"}

# What reads the declared fields and knows no kind of record. It must not grow into a framework.
GENERIC_MACHINERY = (  # what turns declarations into behaviour: docs/decisions/generic-machinery.md
    "ibcr_desktop/records/record.py",
    "ibcr_desktop/records/fields.py",
    "ibcr_desktop/records/field_types.py",
    "ibcr_desktop/records/column_types.py",
    "ibcr_desktop/records/lexicon.py",
    "ibcr_desktop/records/problems.py",
    "ibcr_desktop/ui/editors",
    "ibcr_desktop/ui/record_views/field_rows.py",
    "ibcr_desktop/ui/record_views/record_editing.py",
    "ibcr_desktop/ui/record_views/record_form.py",
    "ibcr_desktop/ui/record_views/record_table_model.py",
)
NO_CODE = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)
LONGEST_MACHINERY = 1_800


@cache
def _sources() -> tuple[Path, ...]:
    folders = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted([ROOT / "main.py", ROOT / "noxfile.py", *folders]))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _in_application() -> list[Path]:
    return [path for path in _sources() if path.is_relative_to(ROOT / "ibcr_desktop")]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _lines_of_code(path: Path) -> int:
    """Count the lines that do something: no blank line, no comment, no docstring."""
    documented = {
        line
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    with tokenize.open(path) as file:
        tokens = [each for each in tokenize.generate_tokens(file.readline) if each.type not in NO_CODE]
    lines = {line for each in tokens for line in range(each.start[0], each.end[0] + 1)}
    return len(lines - documented)


def _named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield f".{node.func.attr}"


def test_the_sources_are_found() -> None:
    assert len(_in_application()) > 20


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    too_long = {name: _lines(ROOT / name) for name in _named([p for p in _sources() if _lines(p) > LONGEST_FILE])}
    assert not too_long


def test_every_module_says_why_it_exists() -> None:
    silent = [path for path in _sources() if _tree(path).body and not ast.get_docstring(_tree(path))]
    assert not _named(silent)


def test_a_loosened_check_says_why() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LOOSENED.search(line) and not WITH_A_REASON.search(line)
    ]
    assert not silent


def test_no_module_has_a_name_that_says_nothing() -> None:
    places = [path.relative_to(ROOT) for path in _sources()]
    vague = [str(place) for place in places for part in place.with_suffix("").parts if VAGUE_NAMES & {*part.split("_")}]
    assert not vague


def test_nothing_reads_a_format_that_can_run_code() -> None:
    dangerous = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in _in_application()
        for name in [
            *(name for name in _imports(_tree(path)) if name.split(".")[0] in DANGEROUS_MODULES),
            *(name for name in _calls(_tree(path)) if name in DANGEROUS_CALLS),
        ]
    }
    assert not dangerous


def test_text_reaches_labels_only_through_the_one_that_guesses_no_markup() -> None:
    door = ROOT / "ibcr_desktop" / "ui" / "toolkit" / "plain_text.py"
    screens = [p for p in _in_application() if p.is_relative_to(ROOT / "ibcr_desktop" / "ui") and p != door]
    bare = [path for path in screens if {"QLabel", ".QLabel"} & set(_calls(_tree(path)))]
    assert not _named(bare)


def test_the_generic_machinery_stays_small() -> None:
    parts = [ROOT / name for name in GENERIC_MACHINERY]
    assert not _named([part for part in parts if not part.exists()])
    files = [file for part in parts for file in ([part] if part.is_file() else part.rglob("*.py"))]
    assert sum(map(_lines_of_code, files)) < LONGEST_MACHINERY


def test_the_parts_keep_their_layers() -> None:
    """No circle, no import upwards: the contracts are in pyproject.toml."""
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    result = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pickle", {"pickle"}),
        ("from yaml import load", {"yaml"}),
        ("import json", set()),
    ],
)
def test_a_dangerous_import_would_be_seen(source: str, found: set[str]) -> None:
    assert {name for name in _imports(ast.parse(source)) if name in DANGEROUS_MODULES} == found


def test_a_call_is_seen_by_name_and_as_an_attribute() -> None:
    assert set(_calls(ast.parse("eval(x); QtWidgets.QLabel(y); dialog.exec()"))) == {"eval", ".QLabel", ".exec"}
