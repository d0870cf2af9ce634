"""Makes the database of an office, looks for damage in it, and replaces a forgotten passphrase."""

import argparse
import sys
from pathlib import Path
from typing import Final

from ibcr_desktop.commands.command import DONE, REFUSED, Command, declare_database
from ibcr_desktop.commands.opening import asked, first_line, opened, passphrase_of
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.record_store import RecordStore

DATABASE_SUFFIX: Final = ".ibcrdb"  # main.py knows by it that a window is wanted


def _declare_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--office", required=True, metavar="CODE", help=N_("of the office, such as DKR"))
    command.add_argument("--name", help=N_("of the office"))
    command.add_argument("--country", metavar="ISO3", help=N_("such as SEN"))
    command.add_argument("--person", default="", help=N_("who enters the records; it stands in their history"))
    command.add_argument("--headquarters", action="store_true", help=N_("this is the database of headquarters"))


def _declare_recover(command: argparse.ArgumentParser) -> None:
    declare_database(command)
    command.add_argument("--code-file", type=Path, metavar="FILE", help=N_("its first line is the recovery code"))


def _new(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.foundation.single_holder import hold
    from ibcr_desktop.storage.founding import NewOffice, found
    from ibcr_desktop.storage.safe_places import refuse_unsafe_place

    refuse_unsafe_place(chosen.file)
    if chosen.file.suffix != DATABASE_SUFFIX:
        raise UserError(
            N_("The name of a database ends in {suffix}."),
            N_("Nothing was made."),
            N_("Write {name}, for example."),
            suffix=DATABASE_SUFFIX,
            name=f"{chosen.file.stem}{DATABASE_SUFFIX}",
        )
    country = chosen.country and chosen.country.upper()
    office = NewOffice(chosen.office.upper(), chosen.name, country, chosen.person, chosen.headquarters)
    with hold(chosen.file):
        store, code = found(chosen.file, passphrase_of(chosen, new=True), office, Clock())
        store.database.close()
    translate = Words(chosen.language).translate
    print(translate(N_("The database {file} is ready.")).format(file=chosen.file))
    print(translate(N_("Recovery code, shown only now; keep it on paper in a safe place:")))
    print(code)
    return DONE


def _declare_check(command: argparse.ArgumentParser) -> None:
    declare_database(command)
    command.add_argument(
        "--rebuild", action="store_true", help=N_("where records differ from their history, make them anew from it")
    )


def _check(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.storage.agreement import counts, rebuild
    from ibcr_desktop.storage.damage_check import find_damage

    words = Words(chosen.language)
    with opened(chosen) as store:
        damage = find_damage(store.database, thorough=True)
        for finding in damage:
            print(words.translate(N_("Damage: {finding}")).format(finding=finding), file=sys.stderr)
        if damage:
            return REFUSED
        if _differs(store, words):
            if not chosen.rebuild:
                return REFUSED
            store.database.write(rebuild)
            print(words.translate(N_("The records were made anew from their history.")))
            if _differs(store, words):
                return REFUSED
        with store.database.reader() as connection:
            records, changes = (words.number(each) for each in counts(connection))
    print(words.translate(N_("The database is sound, and its records are what their history says.")))
    print(words.translate(N_("Records: {records}. Changes: {changes}.")).format(records=records, changes=changes))
    return DONE


def _differs(store: RecordStore, words: Words) -> bool:
    """Tell each record that is not what its history says."""
    from ibcr_desktop.storage.agreement import disagreements

    with store.database.reader() as connection:
        different = list(disagreements(connection))
    sentence = words.translate(N_("Differs from its history: {kind} {id} {fields}"))
    for each in different:
        print(sentence.format(kind=each.kind, id=each.record_id or "", fields=", ".join(each.fields)), file=sys.stderr)
    return bool(different)


def _recover(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.foundation.single_holder import hold
    from ibcr_desktop.storage import vault

    with hold(chosen.database):
        code = first_line(chosen.code_file) if chosen.code_file else asked("Recovery code: ")
        vault.recover(chosen.database, code, passphrase_of(chosen, new=True)).close()
    print(Words(chosen.language).translate(N_("The new passphrase is set. The recovery code stays valid.")))
    return DONE


COMMANDS: Final = (
    Command("new", N_("make the encrypted database of an office; prints the recovery code once"), _new, _declare_new),
    Command("check", N_("look for damage, and compare the records with their history"), _check, _declare_check),
    Command("recover", N_("set a new passphrase with the recovery code"), _recover, _declare_recover),
)
