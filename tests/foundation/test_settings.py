"""Settings survive a start, hold nothing about people, and never keep the program from starting."""

import json
import random
from dataclasses import fields, replace
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.settings import COLOUR_SCHEMES, Settings, load, save
from ibcr_desktop.foundation.words import LANGUAGES

SOME = Settings(
    language="fr",
    text_size=125,
    colour_scheme="dark",
    last_database=Path("/data/dakar.ibcrdb"),
    window_geometry="AdnQywAD",
    columns={"workshop": ("title", "starts_on"), "person": ()},
)


def is_valid(settings: Settings) -> bool:
    """Say whether every screen could work with these settings."""
    return (
        settings.language in ("", *LANGUAGES)
        and type(settings.text_size) is int
        and 100 <= settings.text_size <= 150
        and settings.colour_scheme in COLOUR_SCHEMES
        and (settings.last_database is None or isinstance(settings.last_database, Path))
        and isinstance(settings.window_geometry, str)
        and all(isinstance(kind, str) and isinstance(names, tuple) for kind, names in settings.columns.items())
    )


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    place = tmp_path / "settings.json"
    save(place, SOME)
    assert load(place) == SOME
    assert load(place).note == ""
    assert Settings() == load(tmp_path / "missing.json")
    save(place, Settings())
    assert load(place) == Settings()


def test_the_file_names_no_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "fatou.canary"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "fatou.canary"))
    place = tmp_path / "settings.json"
    kept = replace(SOME, last_database=Path.home() / "Documents" / "dakar.ibcrdb")
    save(place, kept)
    assert "canary" not in place.read_text("utf-8")
    assert load(place) == kept
    assert {field.name for field in fields(Settings)} == {
        "language", "text_size", "colour_scheme", "last_database", "window_geometry", "columns", "note",
    }  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"language": "fr"', b" " * 1_000_001],
)
def test_a_broken_file_leaves_the_usual_settings_and_says_so(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "settings.json"
    place.write_bytes(content)
    assert load(place) == Settings()
    assert load(place).note.startswith("The settings could not be read")


def test_a_folder_in_its_place_leaves_the_usual_settings(tmp_path: Path) -> None:
    assert load(tmp_path).note.startswith("The settings could not be read")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "de"), ("language", 5), ("language", ["fr"]), ("text_size", 99), ("text_size", 151),
        ("text_size", True), ("text_size", 110.5), ("text_size", "110"), ("colour_scheme", "pink"),
        ("last_database", ""), ("last_database", "a\0b"), ("last_database", 7), ("window_geometry", None),
        ("window_geometry", "x" * 20_001), ("window_geometry", "\ud800"), ("columns", []), ("columns", {"a": "bc"}),
        ("columns", {"a": [1]}), ("columns", {str(number): [] for number in range(501)}),
    ],
)  # fmt: skip
def test_a_wrong_value_is_replaced_and_the_others_stay(tmp_path: Path, name: str, value: object) -> None:
    place = tmp_path / "settings.json"
    save(place, SOME)
    members = {**json.loads(place.read_text("utf-8")), name: value}
    place.write_text(json.dumps(members), "utf-8")
    loaded = load(place)
    assert loaded == replace(SOME, **{name: getattr(Settings(), name)})
    assert loaded.note.startswith("Some settings were not valid")


def test_members_of_a_newer_release_are_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "settings.json"
    place.write_text('{"language": "es", "hologram": true, "note": "x"}', "utf-8")
    assert load(place) == Settings(language="es")
    assert load(place).note == ""


def test_two_thousand_damaged_files_all_give_settings_that_work(tmp_path: Path) -> None:
    place = tmp_path / "settings.json"
    save(place, SOME)
    whole = place.read_bytes()
    dice = random.Random(65)  # noqa: S311 - chooses damage, guards nothing
    noted = 0
    for number in range(2000):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(damaged))
            damaged[at : at + dice.choice((0, 1, 1, 20))] = dice.choice(
                (b"", bytes([dice.randrange(256)]), b"null", b"[1e999]", b'"\\ud800"', b"NaN", b"{}", whole[:at])
            )
        place.write_bytes(damaged)
        settings = load(place)
        assert is_valid(settings), bytes(damaged)
        if number % 20 == 0:  # each save waits for the disk
            save(tmp_path / "again.json", settings)
        noted += bool(settings.note)
    assert noted > 1000


def test_settings_that_cannot_be_saved_are_told_in_sentences(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="“missing” is no longer there"):
        save(tmp_path / "missing" / "settings.json", SOME)
