"""Shows or writes the totals of a fiscal year, of one's own records or of the example."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ibcr_desktop.commands.command import DONE, Command, declare_reporting
from ibcr_desktop.commands.opening import held_with_its_folder, opened, write_json
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.words import N_, Words

if TYPE_CHECKING:
    from ibcr_desktop.storage.database import Database
    from ibcr_desktop.totals.yearly_totals import Totals

FIRST_EXAMPLE_YEAR: Final = 2020


def _declare_totals(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("--year", required=True, help=N_("the fiscal year, such as 2020-2021"))
    command.add_argument("--xlsx", type=Path, metavar="FILE", help=N_("write the workbook"))
    command.add_argument("--names", action="store_true", help=N_("put names of persons into the workbook"))


def _declare_sample(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument(
        "--merged",
        action="store_true",
        help=N_("let headquarters take the files of the offices in, and show its totals"),
    )


def _totals(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.totals.fiscal_years import read_fiscal_year
    from ibcr_desktop.totals.totals_json import totals_as_json
    from ibcr_desktop.totals.yearly_totals import compute

    words = Words(chosen.language)
    year = read_fiscal_year(chosen.year)
    with opened(chosen) as store:
        if not chosen.json:
            _print_totals(store.database, year, words, chosen.xlsx, names=chosen.names)
            return DONE
        with store.database.reader() as connection:
            totals = compute(connection, year)
        write_json(chosen.json, totals_as_json(totals, words))
        if chosen.xlsx:
            _write_workbook(store.database, totals, words, chosen.xlsx, names=chosen.names)
    return DONE


def _sample(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sample.example import make_example
    from ibcr_desktop.sample.separate_offices import make_separate_offices
    from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE

    words = Words(chosen.language)
    path = chosen.folder / "example.ibcrdb"
    workbook = chosen.folder / "totals-2020-2021.xlsx"
    with held_with_its_folder(path):
        store = make_example(path, Clock())
        try:
            if not chosen.merged:
                _print_totals(store.database, FIRST_EXAMPLE_YEAR, words, workbook)
        finally:
            store.database.close()
        made = make_separate_offices(chosen.folder, Clock(), merged=chosen.merged)
        if chosen.merged:
            _print_totals_of_headquarters(made.headquarters, words, workbook)
    told = [
        N_("The example is in {file}; its passphrase is “{passphrase}”. The workbook is {workbook}."),
        N_("The same organisation in five databases: {headquarters}, and {offices} with their first packages."),
    ]
    names = ", ".join(each.name for each in made.offices.values())
    about = {"file": path, "passphrase": EXAMPLE_PASSPHRASE, "workbook": workbook}
    for sentence in told:
        print(words.translate(sentence).format(**about, headquarters=made.headquarters, offices=names))
    return DONE


def _print_totals_of_headquarters(path: Path, words: Words, workbook: Path) -> None:
    from ibcr_desktop.storage import vault
    from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE

    database = vault.open_database(path, EXAMPLE_PASSPHRASE, reserve_bytes=0)
    try:
        _print_totals(database, FIRST_EXAMPLE_YEAR, words, workbook)
    finally:
        database.close()


def _print_totals(database: "Database", year: int, words: Words, workbook: Path | None, *, names: bool = False) -> None:
    """Print a line for each figure, and write the workbook from the same value."""
    from ibcr_desktop.totals.published_list import figure_lines
    from ibcr_desktop.totals.yearly_totals import compute

    with database.reader() as connection:
        totals = compute(connection, year)
    for line in figure_lines(totals, words):
        print(line)
    if workbook is not None:
        _write_workbook(database, totals, words, workbook, names=names)


def _write_workbook(database: "Database", totals: "Totals", words: Words, path: Path, *, names: bool) -> None:
    from ibcr_desktop.excel.yearly_workbook import write_workbook

    write_workbook(database, totals, path, words, names=names)


COMMANDS: Final = (
    Command("sample", N_("make the example organisation in a folder, with its totals"), _sample, _declare_sample),
    Command(
        "totals", N_("show the totals of a fiscal year, or write them as JSON or a workbook"), _totals, _declare_totals
    ),
)
