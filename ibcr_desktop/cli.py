"""The same abilities without a window; `python3 main.py --help` lists them."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from ibcr_desktop.commands import (
    backup_commands,
    conflict_commands,
    merge_commands,
    office_commands,
    paper_commands,
    people_commands,
    question_commands,
    record_commands,
    sync_commands,
    totals_commands,
)
from ibcr_desktop.commands.command import DONE, REFUSED
from ibcr_desktop.commands.help_in_words import HelpInWords
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import LANGUAGES, N_, Words

COMMANDS: Final = (
    *office_commands.COMMANDS,
    *totals_commands.COMMANDS,
    *record_commands.COMMANDS,
    *backup_commands.COMMANDS,
    *paper_commands.COMMANDS,
    *sync_commands.COMMANDS,
    *people_commands.COMMANDS,
    *merge_commands.COMMANDS,
    *conflict_commands.COMMANDS,
    *question_commands.COMMANDS,
)
PASSPHRASE_FILE: Final = N_("its first line is the passphrase; else IBCR_PASSPHRASE is taken, or you are asked")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code: 0 done, 1 refused with one sentence, 2 wrong usage."""
    chosen = parser_in(_language_of(arguments)).parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that lacks a letter must not stop us
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return run(chosen)
    except UserError as refused:
        print(refused.text(Words(chosen.language)), file=sys.stderr)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(Words(chosen.language).translate(N_("Stopped. Nothing is half done.")), file=sys.stderr)
    return REFUSED


def parser_in(language: str) -> argparse.ArgumentParser:
    """Give what reads a command line and, in a language, explains it."""
    words = Words(language)
    explained: dict[str, Any] = {"formatter_class": partial(HelpInWords, words=words)}
    spoken = N_("of what is printed and written, help included")
    parser = argparse.ArgumentParser(
        prog="python3 main.py", description=N_("The command line of IBCR Desktop."), **explained
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help=spoken)
    commands = parser.add_subparsers(required=True, metavar=words.translate(N_("COMMAND")))
    for each in COMMANDS:
        summary = words.translate(each.summary)
        about = f"{summary[0].upper()}{summary[1:]}."
        command = commands.add_parser(each.name, help=each.summary, description=about, **explained)
        command.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=spoken)
        command.add_argument("--passphrase-file", type=Path, metavar="FILE", help=PASSPHRASE_FILE)
        each.declare(command)
        command.set_defaults(run=each.run)
    return parser


def _language_of(arguments: Sequence[str] | None) -> str:
    """Look for the language before anything else is read: the help speaks it too."""
    look = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    look.add_argument("--language", default="en")
    with suppress(argparse.ArgumentError):  # the option without a word after it is refused later
        found = str(look.parse_known_args(arguments)[0].language)
        return found if found in LANGUAGES else "en"
    return "en"


if __name__ == "__main__":
    sys.exit(main())
