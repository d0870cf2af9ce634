"""Every text that a person sees exists in French and Spanish, and what is shipped compiled is what was translated."""

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("fr", "es")
KEYWORDS = {"N_": None, "_": None, "translate": None, "plural": (1, 2), "N_plural": (1, 2)}
HOW = "nox -s words collects and compiles; the .po files are written by people"


@cache
def _marked() -> frozenset[str | tuple[str, ...]]:
    found = extract_from_dir(ROOT / "ibcr_desktop", keywords=KEYWORDS)
    return frozenset(tuple(text) if isinstance(text, (list, tuple)) else text for _, _, text, _, _ in found)


def _place(language: str, ending: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / f"ibcr_desktop.{ending}"


@cache
def _catalogue(language: str) -> Catalog:
    with _place(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def _entries(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _texts(value: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_texts_of_the_screens_are_found() -> None:
    assert len(_marked()) > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_text_is_translated(language: str) -> None:
    done = {
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in _entries(_catalogue(language))
        if all(_texts(message.string)) and not message.fuzzy
    }
    missing = sorted(map(str, _marked() - done))
    assert not missing, f"{len(missing)} texts have no {language}; {HOW}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_for_values(language: str) -> None:
    changed = {}
    for message in _entries(_catalogue(language)):
        allowed = set().union(*(_placeholders(text) for text in _texts(message.id)))
        for text in filter(None, _texts(message.string)):
            # A form for exactly one may say "one" in words, but no form may name a value that is not given.
            short = isinstance(message.id, str) and _placeholders(text) != allowed
            if short or not _placeholders(text) <= allowed:
                changed[str(message.id)] = text
    assert not changed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_translated_one(language: str) -> None:
    with _place(language, "mo").open("rb") as file:
        compiled = {_texts(message.id): _texts(message.string) for message in _entries(read_mo(file))}
    written = {
        _texts(message.id): _texts(message.string)
        for message in _entries(_catalogue(language))
        if all(_texts(message.string)) and not message.fuzzy
    }
    assert compiled == written, HOW


def test_no_text_is_marked_inside_an_f_string() -> None:
    inside = [
        f"{path.name}:{call.lineno}"
        for path in sorted((ROOT / "ibcr_desktop").rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"N_", "N_plural"}
    ]
    assert not inside, "older Pythons hide these texts from whoever collects them"
