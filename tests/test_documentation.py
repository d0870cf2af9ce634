"""What is written for people is true: commands, pictures, links and pages of the help exist, in every language."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibcr_desktop import cli
from ibcr_desktop.foundation.words import LANGUAGES
from ibcr_desktop.records import ALL_KINDS

ROOT = Path(__file__).resolve().parents[1]
HELP = ROOT / "resources" / "help"
PAGES = (
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(HELP.rglob("*.md")),
)
PARTS = ("foundation/", "records/", "storage/", "totals/", "record_files/", "excel/", "sample/", "ui/", "set_up/")
PUBLISHED_FIGURES = 15
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

COMMAND = re.compile(r"python3 main\.py ([a-z-]+)")
FIRST_WORD_OF_ROW = re.compile(r"^\| `([a-z-]+) [^`]*` \|", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
INLINE_CODE = re.compile(r"`([^`\n]+)`")
PAGE_IN_COMMENT = re.compile(r"[(# ]((?:docs/[\w/-]+|[a-z]+)\.md)[,:] [\w\"]")
NOX_SESSION = re.compile(r"nox -s ([a-z_]+)")


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _commands() -> dict[str, argparse.ArgumentParser]:
    for action in cli.parser_in("en")._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError


def _named_paths(text: str) -> Iterator[str]:
    """Give what looks like a path of this repository, in inline code: ``ui/editors/__init__.py``."""
    for code in INLINE_CODE.findall(text):
        if code.startswith((*PARTS, "ibcr_desktop/", "tests/", "resources/", "docs/")) and not set(code) & set("<…*… "):
            yield code


def _is_here(name: str) -> bool:
    return any((folder / name).exists() for folder in (ROOT, ROOT / "ibcr_desktop"))


def _help_pages_of_screens() -> set[str]:
    found = set()
    for path in sorted((ROOT / "ibcr_desktop" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(_text(path))):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                found |= {str(node.value.value)} if "help_page" in names else set()
    return found


def test_the_readme_and_every_guide_name_every_command() -> None:
    commands = set(_commands())
    assert set(FIRST_WORD_OF_ROW.findall(_text(ROOT / "README.md"))) == commands
    for language in LANGUAGES:
        guide = _text(ROOT / "docs" / "user" / f"{language}.md")
        assert {name for name in commands if f"`{name}`" in guide} == commands


def test_the_readme_shows_what_the_sample_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sample", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    shown = _text(ROOT / "README.md").split("```\n")[1].removesuffix("  …\n")
    assert len(shown.splitlines()) > PUBLISHED_FIGURES
    assert printed.startswith(shown)
    assert {path.name for path in tmp_path.iterdir()} >= {"example.ibcrdb", "totals-2020-2021.xlsx"}


@EACH_PAGE
def test_a_page_names_only_commands_that_exist(page: Path) -> None:
    assert set(COMMAND.findall(_text(page))) <= {*_commands(), "test"}


def test_the_readme_names_only_options_that_exist() -> None:
    known = {option for command in _commands().values() for option in command._option_string_actions}
    assert set(re.findall(r"--[a-z][a-z-]+", _text(ROOT / "README.md"))) <= known


@EACH_PAGE
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    targets = [link.partition("#")[0] for link in LINK.findall(_text(page)) if "://" not in link]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


@EACH_PAGE
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    assert [name for name in _named_paths(_text(page)) if not _is_here(name)] == []


def test_the_pages_that_comments_name_exist() -> None:
    sources = [path for part in ("ibcr_desktop", "tests", "benchmarks") for path in (ROOT / part).rglob("*.py")]
    named = {page for path in sources for page in PAGE_IN_COMMENT.findall(_text(path))}
    assert "docs/counting-rules.md" in named
    assert sorted(page for page in named if not (ROOT / page).is_file()) == []


def test_a_file_that_is_gone_would_be_seen() -> None:
    named = list(_named_paths("see `storage/changes.py` and `storage/lost.py`, not `storage/<code>.py`"))
    assert [name for name in named if not _is_here(name)] == ["storage/lost.py"]


@EACH_PAGE
def test_a_page_names_only_nox_sessions_that_exist(page: Path) -> None:
    source = _text(ROOT / "noxfile.py")
    assert [name for name in NOX_SESSION.findall(_text(page)) if f"def {name}(" not in source] == []


@EACH_LANGUAGE
def test_every_screen_that_names_a_page_of_the_help_has_it(language: str) -> None:
    wanted = _help_pages_of_screens()
    assert {"home", "lists", "records", "totals"} <= wanted
    assert sorted(name for name in wanted if not (HELP / language / f"{name}.md").is_file()) == []


@EACH_LANGUAGE
def test_the_help_has_the_same_pages_in_every_language_and_its_first_page_leads_to_all(language: str) -> None:
    here = {path.name for path in (HELP / language).glob("*.md")}
    assert here == {path.name for path in HELP.rglob("*.md")}
    assert set(LINK.findall(_text(HELP / language / "index.md"))) == here - {"index.md"}


@EACH_LANGUAGE
def test_a_guide_has_the_sections_of_the_others(language: str) -> None:
    folder = ROOT / "docs" / "user"
    levels = [line.split(" ", 1)[0] for line in _text(folder / f"{language}.md").splitlines() if line.startswith("#")]
    first = [line.split(" ", 1)[0] for line in _text(folder / "en.md").splitlines() if line.startswith("#")]
    assert levels == first


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_says_what_was_asked_chosen_and_given_up(page: Path) -> None:
    text = _text(page)
    for part in ("**Question.**", "**Choice.**", "**Why.**", "**What we gave up.**"):
        assert part in text
    assert re.search(r"\*\*(When to )?[Ll]ook again", text)


def test_the_glossary_names_classes_that_exist() -> None:
    named = {
        row.rsplit("|", 2)[1].strip().strip("`")
        for row in _text(ROOT / "docs" / "glossary.md").splitlines()
        if "`" in row
    }
    kinds = {kind.__name__ for kind in ALL_KINDS}
    sources = "\n".join(_text(path) for path in (ROOT / "ibcr_desktop").rglob("*.py"))
    classes = {name for name in named if re.fullmatch(r"[A-Z][a-z]+([A-Z][a-z]+)*", name)}
    assert kinds & classes
    assert sorted(name for name in classes if f"class {name}" not in sources) == []
