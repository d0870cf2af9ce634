"""Opens databases and reads passphrases for the commands, and writes what they report."""

import argparse
import getpass
import json
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.places import Places
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.record_store import RecordStore

if TYPE_CHECKING:
    from ibcr_desktop.storage.lexicon import StoredLexicon

PASSPHRASE_VARIABLE: Final = "IBCR_PASSPHRASE"  # noqa: S105 - the name of a variable


@contextmanager
def opened(chosen: argparse.Namespace) -> Iterator[RecordStore]:
    """Open the database for this process alone, as a run of its own; sweep out what a crash left behind."""
    from ibcr_desktop.backups.backup import Why, refuse_backup
    from ibcr_desktop.backups.making import before
    from ibcr_desktop.foundation.safe_files import remove_leftovers
    from ibcr_desktop.foundation.single_holder import hold_unless_only_read
    from ibcr_desktop.storage import vault
    from ibcr_desktop.storage.founding import enter
    from ibcr_desktop.storage.opening import check_header
    from ibcr_desktop.storage.schema import SCHEMA_NUMBER

    refuse_backup(chosen.database)
    check_header(chosen.database)  # before a passphrase is asked for
    remove_leftovers(Places.of_this_person().temporary_folder)
    with hold_unless_only_read(chosen.database) or nullcontext():
        database = vault.open_database(chosen.database, passphrase_of(chosen), newest_schema=SCHEMA_NUMBER)
        try:
            yield enter(database, Clock(), before(Why.UPGRADE, Clock()))
        finally:
            database.close()


@contextmanager
def held_with_its_folder(path: Path, mode: int = 0o777) -> Iterator[None]:
    """Make the folder of a database that is to be made, and keep every other process away from it."""
    from ibcr_desktop.foundation.file_problems import file_problem
    from ibcr_desktop.foundation.single_holder import hold

    try:
        path.parent.mkdir(mode, parents=True, exist_ok=True)
    except OSError as cause:
        raise file_problem(cause, path.parent) from cause
    with hold(path):
        yield


def lexicon_of(store: RecordStore, language: str) -> "StoredLexicon":
    """Give the code lists and titles of a database in a language."""
    from ibcr_desktop.storage.lexicon import StoredLexicon

    return StoredLexicon(store.database, Words(language), store.clock)


def passphrase_of(chosen: argparse.Namespace, *, new: bool = False) -> str:
    """Give the passphrase from the file, the environment or the keyboard; a new one is typed twice."""
    if chosen.passphrase_file:
        return first_line(chosen.passphrase_file)
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE]
    typed = asked("New passphrase: " if new else "Passphrase: ")
    if new and asked("Once more: ") != typed:
        raise UserError(
            N_("The two passphrases are not the same."), N_("Nothing was made."), N_("Start the command again.")
        )
    return typed


def asked(question: str) -> str:
    """Ask at the keyboard without showing the answer; raises UserError when nobody can answer."""
    try:
        with warnings.catch_warnings():  # without a terminal the answer is the next line of the input, shown nowhere
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            return getpass.getpass(question)
    except EOFError:
        raise UserError(
            N_("There was no answer to “{question}”."),
            N_("Nothing was changed."),
            N_("Start the command in a terminal, or give a passphrase by {option} or in the variable {variable}."),
            question=question.strip(" :"),
            option="--passphrase-file",
            variable=PASSPHRASE_VARIABLE,
        ) from None


def first_line(path: Path) -> str:
    """Give the first line of a file, such as a passphrase; raises UserError when it cannot be read."""
    from ibcr_desktop.foundation.file_problems import file_problem

    try:
        return next(iter(path.read_text(encoding="utf-8").splitlines()), "")
    except OSError as cause:
        raise file_problem(cause, path) from cause


def write_json(target: str, value: object) -> None:
    """Write JSON to a file, or to standard output for ``-``."""
    from ibcr_desktop.foundation.safe_files import write_content

    text = json.dumps(value, ensure_ascii=False, indent=1)
    if target == "-":
        print(text)
    else:
        write_content(Path(target), text.encode() + b"\n")
