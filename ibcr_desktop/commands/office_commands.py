"""Makes the database of an office, looks for damage in it, and replaces a forgotten passphrase."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Final

from ibcr_desktop.commands.command import DONE, REFUSED, Command, declare_database
from ibcr_desktop.commands.opening import first_line, opened, passphrase_of
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.words import N_, Words


def _declare_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--office", required=True, metavar="CODE", help="of the office, such as DKR")
    command.add_argument("--name", help="of the office")
    command.add_argument("--country", metavar="ISO3", help="such as SEN")
    command.add_argument("--person", default="", help="who enters the records; it stands in their history")
    command.add_argument("--headquarters", action="store_true", help="this is the database of headquarters")


def _declare_recover(command: argparse.ArgumentParser) -> None:
    declare_database(command)
    command.add_argument("--code-file", type=Path, metavar="FILE", help="its first line is the recovery code")


def _new(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.foundation.single_holder import hold
    from ibcr_desktop.storage.founding import NewOffice, found
    from ibcr_desktop.storage.safe_places import refuse_unsafe_place

    refuse_unsafe_place(chosen.file)
    office = NewOffice(chosen.office, chosen.name, chosen.country, chosen.person, chosen.headquarters)
    with hold(chosen.file):
        store, code = found(chosen.file, passphrase_of(chosen, new=True), office, Clock())
        store.database.close()
    translate = Words(chosen.language).translate
    print(translate(N_("The database {file} is ready.")).format(file=chosen.file))
    print(translate(N_("Recovery code, shown only now; keep it on paper in a safe place:")))
    print(code)
    return DONE


def _check(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.storage.agreement import disagreements
    from ibcr_desktop.storage.damage_check import find_damage

    words = Words(chosen.language)
    with opened(chosen) as store:
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
    from ibcr_desktop.foundation.single_holder import hold
    from ibcr_desktop.storage import vault

    with hold(chosen.database):
        code = first_line(chosen.code_file) if chosen.code_file else getpass.getpass("Recovery code: ")
        vault.recover(chosen.database, code, passphrase_of(chosen, new=True)).close()
    print(Words(chosen.language).translate(N_("The new passphrase is set. The recovery code stays valid.")))
    return DONE


COMMANDS: Final = (
    Command("new", "make the encrypted database of an office; prints the recovery code once", _new, _declare_new),
    Command("check", "look for damage, and compare the records with their history", _check, declare_database),
    Command("recover", "set a new passphrase with the recovery code", _recover, _declare_recover),
)
