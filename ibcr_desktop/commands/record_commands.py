"""Writes every record as JSON lines, and reads them back."""

import argparse
import sys
from pathlib import Path
from typing import Final

from ibcr_desktop.commands.command import DONE, REFUSED, Command, declare_database, drafts_again_in_words
from ibcr_desktop.commands.opening import opened
from ibcr_desktop.foundation.words import N_, Words


def _declare_file(command: argparse.ArgumentParser) -> None:
    declare_database(command)
    command.add_argument("file", type=Path, metavar="FILE.jsonl")


def _declare_import(command: argparse.ArgumentParser) -> None:
    _declare_file(command)
    command.add_argument("--skip-bad", action="store_true", help=N_("leave bad lines out and keep the good ones"))


def _export(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.record_files.export_records import export_records

    with opened(chosen) as store:
        count = export_records(store.database, chosen.file)
    words = Words(chosen.language)
    text = words.plural("{count} record written to {file}.", "{count} records written to {file}.", count)
    print(text.format(count=words.number(count), file=chosen.file))
    return DONE


def _import(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.backups.backup import Why
    from ibcr_desktop.backups.making import make_backup
    from ibcr_desktop.record_files.import_records import import_records

    words = Words(chosen.language)
    with opened(chosen) as store:
        make_backup(store.database, Why.IMPORT, store.clock)
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
    if imported.drafts_again:
        print(drafts_again_in_words(imported.drafts_again, words))
    return DONE


COMMANDS: Final = (
    Command("export-records", N_("write every record as JSON lines"), _export, _declare_file),
    Command(
        "import-records",
        N_("read records from JSON lines; nothing is kept unless every line is good"),
        _import,
        _declare_import,
    ),
)
