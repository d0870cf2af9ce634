"""The same abilities without a window; `python3 main.py --help` lists them."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

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
from ibcr_desktop.commands.opening import PASSPHRASE_VARIABLE
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code: 0 done, 1 refused with one sentence, 2 wrong usage."""
    chosen = _parser().parse_args(arguments)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 main.py", description="The command line of IBCR Desktop.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for each in COMMANDS:
        command = commands.add_parser(
            each.name, help=each.summary, description=each.summary[0].upper() + each.summary[1:] + "."
        )
        command.add_argument("--language", choices=LANGUAGES, default="en", help="of what is printed and written")
        command.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help=f"its first line is the passphrase; else {PASSPHRASE_VARIABLE} is taken, or you are asked",
        )
        each.declare(command)
        command.set_defaults(run=each.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
