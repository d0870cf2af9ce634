"""The command line explains itself in the language that was asked for, wherever the option stands."""

import argparse
from collections.abc import Iterator

import pytest

from ibcr_desktop import cli
from ibcr_desktop.foundation.words import LANGUAGES, Words

TRANSLATED = pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))


def helped(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 0
    return " ".join(capsys.readouterr().out.split())


def explanations() -> Iterator[str]:
    """Give the English of everything that the help of any command says."""
    for each in cli.COMMANDS:
        yield each.summary
        command = argparse.ArgumentParser()
        each.declare(command)
        yield from (action.help for action in command._actions if action.help)


@TRANSLATED
def test_everything_that_the_help_says_is_translated(language: str) -> None:
    words = Words(language)
    assert [text for text in explanations() if words.translate(text) == text] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("people", "--help", "--language", "fr"), ("utilisation : python3", "Énumérer les personnes", "cette aide")),
        (("--language", "es", "join", "-h"), ("uso: python3", "Decir que dos registros", "opciones")),
        (("duplicates", "--language=es", "--help"), ("las parejas con alguien de esta oficina",)),
        (("--language", "fr", "--help"), ("La ligne de commande", "COMMANDE", "écrire la feuille de présence")),
        (("sign-in-sheet", "--help"), ("usage: python3", "Write the sign-in sheet", "show this help message")),
    ],
)
def test_the_help_speaks_the_language(
    words: tuple[str, ...], said: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    printed = helped(capsys, *words)
    assert [each for each in said if each not in printed] == []


@pytest.mark.parametrize("words", [("people", "--language"), ("people", "--language", "xx"), ("--language",)])
def test_a_language_that_is_missing_or_unknown_is_wrong_usage(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 2
    assert "--language" in capsys.readouterr().err


def test_a_language_before_the_command_holds_for_what_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--language", "fr", "people", "--database", "nowhere.ibcrdb"]) == 1
    assert "Rien n" in capsys.readouterr().err
