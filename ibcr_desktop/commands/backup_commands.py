"""Makes a backup, also in a second place, and puts one in the place of a database."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ibcr_desktop.commands.command import DONE, Command, declare_reporting
from ibcr_desktop.commands.opening import held_with_its_folder, opened, passphrase_of, write_json
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.words import N_, Words

if TYPE_CHECKING:
    from ibcr_desktop.backups.backup import Backup
    from ibcr_desktop.backups.losses import Losses


def _declare_backup(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("--to", type=Path, metavar="FOLDER", help=N_("copy it there as well, such as to a stick"))


def _declare_restore(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument(
        "backup", type=Path, metavar="BACKUP", help=N_("the folder of the backup, or the database in it")
    )


def _backup(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.backups.backup import Why
    from ibcr_desktop.backups.making import make_backup
    from ibcr_desktop.backups.second_place import copy_elsewhere

    translate = Words(chosen.language).translate
    with opened(chosen) as store:
        made = make_backup(store.database, Why.ASKED, store.clock)
        if not chosen.json:  # before the copy, which another disk may refuse
            print(translate(N_("The backup is in {folder}; it was opened and compared.")).format(folder=made.folder))
        copy = copy_elsewhere(store.database, made, chosen.to, store.clock) if chosen.to else None
    if chosen.json:
        second = {"copy": str(copy.backup.folder), "copy_on_another_disk": copy.is_elsewhere} if copy else {}
        write_json(chosen.json, _as_json(made) | second)
        return DONE
    if copy is not None:
        print(translate(N_("The copy in {folder} was read back and compared.")).format(folder=copy.backup.folder))
        if not copy.is_elsewhere:
            print(translate(N_("It is on the same disk as the database, so it does not count as a second place.")))
    return DONE


def _restore(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.backups.backup import backup_at
    from ibcr_desktop.backups.losses import losses_of_restoring
    from ibcr_desktop.backups.restoring import restore, unlocked_backup

    backup = backup_at(chosen.backup)
    with (
        held_with_its_folder(chosen.database, 0o700),
        unlocked_backup(backup, chosen.database, passphrase_of(chosen)) as unlocked,
    ):
        lost = losses_of_restoring(unlocked.database, chosen.database)
        kept = restore(unlocked, chosen.database, Clock())
    if chosen.json:
        write_json(chosen.json, _restored_as_json(chosen.database, backup, kept, lost))
        return DONE
    _print_restored(Words(chosen.language), backup, kept, lost)
    return DONE


def _print_restored(words: Words, backup: "Backup", kept: "Backup | None", lost: "Losses | None") -> None:
    from ibcr_desktop.backups.losses import losses_in_words

    moment = words.moment(backup.made_at)
    print(words.translate(N_("The database is as it was in the backup of {moment}.")).format(moment=moment))
    if lost is not None:
        print(losses_in_words(lost, words))
    if kept is not None:
        print(words.translate(N_("What stood there before is kept in {folder}.")).format(folder=kept.folder))


def _restored_as_json(database: Path, backup: "Backup", kept: "Backup | None", lost: "Losses | None") -> dict[str, Any]:
    return {
        "database": str(database),
        "restored": _as_json(backup),
        "kept": str(kept.folder) if kept else None,
        "lost_new_records": lost.new_records if lost else None,
        "lost_changed_records": lost.changed_records if lost else None,
        "lost_changes": lost.changes if lost else None,
    }


def _as_json(backup: "Backup") -> dict[str, Any]:
    return {
        "backup": str(backup.folder),
        "number": backup.turn.number,
        "made_at": backup.made_at.isoformat(timespec="seconds"),
        "why": backup.why.value,
        "bytes": backup.size,
        "sha256": backup.digest.hex(),
        "verified": backup.is_verified,
    }


COMMANDS: Final = (
    Command(
        "backup",
        N_("make a verified backup beside the database, and a copy in a second place"),
        _backup,
        _declare_backup,
    ),
    Command(
        "restore", N_("put a backup in the place of a database, keeping what stood there"), _restore, _declare_restore
    ),
)
