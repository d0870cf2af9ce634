"""Writes what is printed before and after an activity, without a window and without a display."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ibcr_desktop.commands.command import DONE, Command, declare_database
from ibcr_desktop.commands.opening import lexicon_of, opened
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.paper.paper_sizes import PaperSize

if TYPE_CHECKING:
    from ibcr_desktop.paper.sign_in_sheet import SignInSheet


def _declare_sign_in_sheet(command: argparse.ArgumentParser) -> None:
    declare_database(command)
    command.add_argument(
        "activity", metavar="ACTIVITY", help=N_("its code, its id, or what the QR code of a sheet says")
    )
    written = command.add_mutually_exclusive_group(required=True)
    written.add_argument("--pdf", type=Path, metavar="FILE", help=N_("to print"))
    written.add_argument("--xlsx", type=Path, metavar="FILE", help=N_("to be filled in with Excel and sent back"))
    command.add_argument("--paper", choices=[each.value for each in PaperSize], default=PaperSize.A4.value)
    command.add_argument("--empty", action="store_true", help=N_("without the people who are expected"))
    command.add_argument(
        "--private", action="store_true", help=N_("with the telephone numbers and years of birth that are known")
    )


def _sign_in_sheet(chosen: argparse.Namespace) -> int:
    sheet = _read(chosen)
    path, paper = chosen.pdf or chosen.xlsx, PaperSize(chosen.paper)
    if chosen.pdf:
        _print(sheet, path, paper)
    else:
        from ibcr_desktop.excel.sign_in_workbook import write_sign_in_workbook
        from ibcr_desktop.foundation.clock import Clock

        write_sign_in_workbook(sheet, path, paper, Clock())
    print(Words(chosen.language).translate(N_("The sign-in sheet is in {file}.")).format(file=path))
    return DONE


def _read(chosen: argparse.Namespace) -> "SignInSheet":
    from ibcr_desktop.paper.sign_in_sheet import read_sheet
    from ibcr_desktop.storage.paper_references import find_activity

    with opened(chosen) as store:
        lexicon = lexicon_of(store, chosen.language)
        with store.database.reader() as connection:
            activity = find_activity(connection, chosen.activity)
            return read_sheet(connection, lexicon, activity, people=not chosen.empty, discreet=not chosen.private)


def _print(sheet: "SignInSheet", path: Path, paper: PaperSize) -> None:
    from ibcr_desktop.prints.without_display import drawing_application

    application = drawing_application()  # before anything that imports Qt
    from ibcr_desktop.prints.pages import write_pdf
    from ibcr_desktop.prints.sign_in_sheet_pages import SignInSheetPages

    write_pdf(path, SignInSheetPages(sheet, paper))
    del application


COMMANDS: Final = (
    Command(
        "sign-in-sheet",
        N_("write the sign-in sheet of an activity as PDF or Excel"),
        _sign_in_sheet,
        _declare_sign_in_sheet,
    ),
)
