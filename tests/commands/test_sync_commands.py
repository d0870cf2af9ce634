"""Pairing and packing as a person does it at the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import cheap_keys, run

__all__ = ["cheap_keys"]  # a fixture that every test here uses


@pytest.fixture
def offices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, Path]:
    hq, dakar = tmp_path / "hq.ibcrdb", tmp_path / "dakar.ibcrdb"
    assert run("new", hq, "--office", "MTL", "--headquarters") == 0
    assert run("new", dakar, "--office", "DKR") == 0
    capsys.readouterr()
    return hq, dakar


def report(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """Run a command that succeeds and give its JSON."""
    assert run(*words, "--json", "-") == 0
    read: dict[str, Any] = json.loads(capsys.readouterr().out)
    return read


def test_an_office_is_paired_and_sends_its_first_file(
    offices: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hq, dakar = offices
    asked = report(capsys, "pair-request", "--database", dakar, "--to", tmp_path)
    said = " ".join(asked["words"])
    granted = report(capsys, "pair-grant", "--database", hq, asked["file"], "--to", tmp_path, "--words", said)
    assert granted["office_words"] == asked["words"]
    assert granted["recovery_key"].startswith("AGE-SECRET-KEY-1")
    said = " ".join(granted["words"])
    accepted = report(capsys, "pair-accept", "--database", dakar, granted["file"], "--words", said)
    assert accepted == {"headquarters": "MTL", "words": granted["words"]}
    packed = report(capsys, "pack", "--database", dakar, "--to", tmp_path)
    assert Path(packed["file"]).stat().st_size == packed["bytes"]
    assert (packed["number"], packed["receiver"], packed["grade"]) == (1, "MTL", "full")
    assert packed["changes"] == sum(packed["counts"].values()) > 0


def test_sentences_name_the_files_and_the_words(
    offices: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hq, dakar = offices
    assert run("pair-request", "--database", dakar, "--to", tmp_path, "--language", "fr") == 0
    assert "six mots" in capsys.readouterr().out
    request = tmp_path / "DKR-pair-request.ibcrpair"
    assert run("pair-grant", "--database", hq, request, "--to", tmp_path) == 0
    assert "Recovery key" in capsys.readouterr().out
    [grant] = tmp_path.glob("MTL-DKR-*.ibcr")
    assert run("pair-accept", "--database", dakar, grant) == 0
    assert "paired with headquarters, MTL" in capsys.readouterr().out
    for grade in ("pseudonymous", "totals"):
        assert run("pack", "--database", dakar, "--to", tmp_path, "--grade", grade) == 0
        assert f"DKR-{grade}-" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("pack", "--to", "."), "not paired"),
        (("pair-accept", "nowhere.ibcr"), "not paired"),
        (("pair-grant", "nowhere.ibcrpair", "--to", "."), "no longer there"),
        (("pair-request", "--to", "nowhere"), "no longer there"),
    ],
)
def test_a_refusal_is_one_sentence(
    words: tuple[str, ...], sentence: str, offices: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    command, *rest = words
    assert run(command, "--database", offices[1], *rest) == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("command", ["pair-request", "pair-grant", "pair-accept", "pack"])
def test_every_command_has_its_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert "--json" in capsys.readouterr().out
