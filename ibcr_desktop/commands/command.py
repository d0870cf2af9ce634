"""What the command line needs to know of a command, and the options that many of them share."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ibcr_desktop.foundation.words import N_, Words

DONE: Final = 0
REFUSED: Final = 1  # argparse itself leaves with 2


@dataclass(frozen=True)
class Command:
    """A command: its name, one line of help, how it declares its options, and what runs it and gives the exit code."""

    name: str
    summary: str
    run: Callable[[argparse.Namespace], int]
    declare: Callable[[argparse.ArgumentParser], None]


def declare_database(command: argparse.ArgumentParser) -> None:
    """Declare the database that a command opens."""
    command.add_argument("--database", type=Path, required=True, metavar="FILE")


def declare_reporting(command: argparse.ArgumentParser) -> None:
    """Declare the database that a command opens, and that it may report as JSON."""
    declare_database(command)
    command.add_argument("--json", metavar="-|FILE", help=N_("write JSON to the file, or to standard output"))


def declare_folder(command: argparse.ArgumentParser) -> None:
    """Declare the folder into which a file for others is written."""
    command.add_argument("--to", type=Path, required=True, metavar="FOLDER", help=N_("where the file is written"))


def drafts_again_in_words(count: int, words: Words) -> str:
    """Say how many complete records came to break a rule, whatever brought it about."""
    sentence = words.plural(
        "{count} complete record breaks a rule now and is a draft again.",
        "{count} complete records break a rule now and are drafts again.",
        count,
    )
    return sentence.format(count=words.number(count))
