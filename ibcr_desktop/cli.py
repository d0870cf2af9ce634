"""The same abilities without a window: new, sample, totals, export, import, check, recover."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.words import LANGUAGES, N_, Words
from ibcr_desktop.storage.record_store import RecordStore

if TYPE_CHECKING:
    from ibcr_desktop.totals.yearly_totals import Totals

DONE, REFUSED = 0, 1  # argparse itself leaves with 2
PASSPHRASE_VARIABLE: Final = "IBCR_PASSPHRASE"  # noqa: S105 - the name of a variable
FIRST_EXAMPLE_YEAR: Final = 2020

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code: 0 done, 1 refused with one sentence, 2 wrong usage."""
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that lacks a letter must not stop us
    command: Command = chosen.run
    try:
        return command(chosen)
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
    for name, summary, run, declare in (
        ("new", "make the encrypted database of an office; prints the recovery code once", _new, _declare_new),
        ("sample", "make the example organisation in a folder, with its totals", _sample, _declare_sample),
        ("totals", "show the totals of a fiscal year, or write them as JSON or a workbook", _totals, _declare_totals),
        ("export-records", "write every record as JSON lines", _export, _declare_file),
        (
            "import-records",
            "read records from JSON lines; nothing is kept unless every line is good",
            _import,
            _declare_import,
        ),
        ("check", "look for damage, and compare the records with their history", _check, _declare_database),
        ("recover", "set a new passphrase with the recovery code", _recover, _declare_recover),
    ):
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        command.add_argument("--language", choices=LANGUAGES, default="en", help="of what is printed and written")
        command.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help=f"its first line is the passphrase; else {PASSPHRASE_VARIABLE} is taken, or you are asked",
        )
        declare(command)
        command.set_defaults(run=run)
    return parser


def _declare_database(command: argparse.ArgumentParser) -> None:
    command.add_argument("--database", type=Path, required=True, metavar="FILE")


def _declare_file(command: argparse.ArgumentParser) -> None:
    _declare_database(command)
    command.add_argument("file", type=Path, metavar="FILE.jsonl")


def _declare_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--office", required=True, metavar="CODE", help="of the office, such as DKR")
    command.add_argument("--name", help="of the office")
    command.add_argument("--country", metavar="ISO3", help="such as SEN")
    command.add_argument("--person", default="", help="who enters the records; it stands in their history")
    command.add_argument("--headquarters", action="store_true", help="this is the database of headquarters")


def _declare_sample(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="FOLDER")


def _declare_totals(command: argparse.ArgumentParser) -> None:
    _declare_database(command)
    command.add_argument("--year", required=True, help="the fiscal year, such as 2020-2021")
    command.add_argument("--json", metavar="-|FILE", help="write JSON to the file, or to standard output")
    command.add_argument("--xlsx", type=Path, metavar="FILE", help="write the workbook")
    command.add_argument("--names", action="store_true", help="put names of persons into the workbook")


def _declare_import(command: argparse.ArgumentParser) -> None:
    _declare_file(command)
    command.add_argument("--skip-bad", action="store_true", help="leave bad lines out and keep the good ones")


def _declare_recover(command: argparse.ArgumentParser) -> None:
    _declare_database(command)
    command.add_argument("--code-file", type=Path, metavar="FILE", help="its first line is the recovery code")


def _new(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.storage.founding import NewOffice, found

    office = NewOffice(chosen.office, chosen.name, chosen.country, chosen.person, chosen.headquarters)
    store, code = found(chosen.file, _passphrase(chosen, new=True), office, Clock())
    store.database.close()
    translate = Words(chosen.language).translate
    print(translate(N_("The database {file} is ready.")).format(file=chosen.file))
    print(translate(N_("Recovery code, shown only now; keep it on paper in a safe place:")))
    print(code)
    return DONE


def _sample(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sample.example import make_example
    from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE

    words = Words(chosen.language)
    path = chosen.folder / "example.ibcrdb"
    store = make_example(path, Clock())
    try:
        workbook = chosen.folder / "totals-2020-2021.xlsx"
        _print_totals(store, FIRST_EXAMPLE_YEAR, words, workbook)
    finally:
        store.database.close()
    sentence = N_("The example is in {file}; its passphrase is “{passphrase}”. The workbook is {workbook}.")
    print(words.translate(sentence).format(file=path, passphrase=EXAMPLE_PASSPHRASE, workbook=workbook))
    return DONE


def _totals(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.totals.fiscal_years import read_fiscal_year
    from ibcr_desktop.totals.totals_json import totals_as_json
    from ibcr_desktop.totals.yearly_totals import compute

    words = Words(chosen.language)
    year = read_fiscal_year(chosen.year)
    with _opened(chosen) as store:
        if not chosen.json:
            _print_totals(store, year, words, chosen.xlsx, names=chosen.names)
            return DONE
        with store.database.reader() as connection:
            totals = compute(connection, year)
        _write_text(chosen.json, json.dumps(totals_as_json(totals, words), ensure_ascii=False, indent=1))
        if chosen.xlsx:
            _write_workbook(store, totals, words, chosen.xlsx, names=chosen.names)
    return DONE


def _print_totals(store: RecordStore, year: int, words: Words, workbook: Path | None, *, names: bool = False) -> None:
    """Print a line for each figure, and write the workbook from the same value."""
    from ibcr_desktop.totals.published_list import figure_lines
    from ibcr_desktop.totals.yearly_totals import compute

    with store.database.reader() as connection:
        totals = compute(connection, year)
    for line in figure_lines(totals, words):
        print(line)
    if workbook is not None:
        _write_workbook(store, totals, words, workbook, names=names)


def _write_workbook(store: RecordStore, totals: "Totals", words: Words, path: Path, *, names: bool) -> None:
    from ibcr_desktop.excel.yearly_workbook import write_workbook

    write_workbook(store.database, totals, path, words, names=names)


def _export(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.record_files.export_records import export_records

    with _opened(chosen) as store:
        count = export_records(store.database, chosen.file)
    words = Words(chosen.language)
    text = words.plural("{count} record written to {file}.", "{count} records written to {file}.", count)
    print(text.format(count=words.number(count), file=chosen.file))
    return DONE


def _import(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.record_files.import_records import import_records

    words = Words(chosen.language)
    with _opened(chosen) as store:
        options = {"today": store.clock.today(), "skip_bad": chosen.skip_bad}
        imported = import_records(store.database, store.log, chosen.file, **options)
    for bad in imported.bad:
        print(bad.text(words), file=sys.stderr)
    if not imported.kept:
        sentence = N_(
            "Nothing was kept. Correct these lines and read the file again, or leave them out with --skip-bad."
        )
        print(words.translate(sentence), file=sys.stderr)
        return REFUSED
    sentence = N_("New: {new}. Changed: {changed}. Equal: {equal}. Kept as drafts: {drafts}. Left out: {bad}.")
    counts = {"new": imported.new, "changed": imported.changed, "equal": imported.equal}
    print(words.translate(sentence).format(**counts, drafts=imported.made_drafts, bad=len(imported.bad)))
    return DONE


def _check(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.storage.agreement import disagreements
    from ibcr_desktop.storage.damage_check import find_damage

    words = Words(chosen.language)
    with _opened(chosen) as store:
        damage = find_damage(store.database, thorough=True)
        with store.database.reader() as connection:
            different = [] if damage else list(disagreements(connection))
    for finding in damage:
        print(words.translate(N_("Damage: {finding}")).format(finding=finding), file=sys.stderr)
    for each in different:
        sentence = words.translate(N_("Differs from its history: {kind} {id} {fields}"))
        print(sentence.format(kind=each.kind, id=each.record_id or "", fields=", ".join(each.fields)), file=sys.stderr)
    if damage or different:
        return REFUSED
    print(words.translate(N_("The database is sound, and its records are what their history says.")))
    return DONE


def _recover(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.storage import vault

    code = _first_line(chosen.code_file) if chosen.code_file else getpass.getpass("Recovery code: ")
    vault.recover(chosen.database, code, _passphrase(chosen, new=True)).close()
    print(Words(chosen.language).translate(N_("The new passphrase is set. The recovery code stays valid.")))
    return DONE


@contextmanager
def _opened(chosen: argparse.Namespace) -> Iterator[RecordStore]:
    """Open the database for this process alone, as a run of its own; sweep out what a crash left behind."""
    from ibcr_desktop.foundation.safe_files import remove_leftovers
    from ibcr_desktop.foundation.single_holder import hold
    from ibcr_desktop.storage import vault
    from ibcr_desktop.storage.founding import enter
    from ibcr_desktop.storage.schema import SCHEMA_NUMBER

    remove_leftovers(Places.of_this_person().temporary_folder)
    with hold(chosen.database):
        database = vault.open_database(chosen.database, _passphrase(chosen), newest_schema=SCHEMA_NUMBER)
        try:
            yield enter(database, Clock())
        finally:
            database.close()


def _passphrase(chosen: argparse.Namespace, *, new: bool = False) -> str:
    if chosen.passphrase_file:
        return _first_line(chosen.passphrase_file)
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE]
    typed = getpass.getpass("New passphrase: " if new else "Passphrase: ")
    if new and getpass.getpass("Once more: ") != typed:
        raise UserError(
            N_("The two passphrases are not the same."), N_("Nothing was made."), N_("Start the command again.")
        )
    return typed


def _first_line(path: Path) -> str:
    from ibcr_desktop.foundation.file_problems import file_problem

    try:
        return next(iter(path.read_text(encoding="utf-8").splitlines()), "")
    except OSError as cause:
        raise file_problem(cause, path) from cause


def _write_text(target: str, text: str) -> None:
    from ibcr_desktop.foundation.safe_files import write_safely

    if target == "-":
        print(text)
    else:
        write_safely(Path(target), lambda file: file.writelines([text.encode(), b"\n"]))


if __name__ == "__main__":
    sys.exit(main())
