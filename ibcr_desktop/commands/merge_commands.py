"""Rehearses and merges the files of offices, answers them, and lists how things stand with each."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ibcr_desktop.commands.command import (
    DONE,
    REFUSED,
    Command,
    declare_folder,
    declare_reporting,
    drafts_again_in_words,
)
from ibcr_desktop.commands.opening import opened, write_json
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibcr_desktop.storage.record_store import RecordStore
    from ibcr_desktop.sync.merged import Merged
    from ibcr_desktop.sync.received import PackageEntry
    from ibcr_desktop.sync.receiving import Figures
    from ibcr_desktop.sync.refused_files import RefusedFile
    from ibcr_desktop.totals.definitions import Definition

OUTCOMES: Final = {
    "merged": N_("{file}: no. {number} from {office} was merged."),
    "waiting": N_("{file}: no. {number} from {office} was merged; something it builds on has not arrived."),
    "rehearsed": N_("{file}: this is what merging no. {number} from {office} would do."),
    "already merged": N_("{file}: no. {number} from {office} was merged before; nothing changed."),
}
COUNTS: Final = N_(
    "New: {new}. Changed: {changed}. Equal: {equal}. To the bin: {deleted}. Conflicts: {conflicts}. Waiting: {waiting}."
)


def _declare_receive(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("packages", type=Path, nargs="+", metavar="PACKAGE")
    command.add_argument("--rehearse", action="store_true", help=N_("only say what merging would do"))
    command.add_argument("--year", help=N_("of the totals before and after, such as 2020-2021; else the package's own"))


def _declare_receipt(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("--office", required=True, metavar="CODE", help=N_("whom to answer, such as DKR"))
    declare_folder(command)
    command.add_argument("--full", action="store_true", help=N_("everything for the office, not only what it lacks"))


def _receive(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.backups.backup import Why
    from ibcr_desktop.backups.making import make_backup
    from ibcr_desktop.records.ids import new_id
    from ibcr_desktop.sync.receiving_files import receive_file, refused_outcome, rehearse_file, take_set_aside

    words, reports = Words(chosen.language), []
    merge_round = new_id()  # the files that are named together
    with opened(chosen) as store:
        figures, back_up = _figures(chosen), partial(make_backup, store.database, Why.MERGE, store.clock)
        waited = {} if chosen.rehearse else take_set_aside(store, back_up=back_up, merge_round=merge_round)
        if not chosen.json:
            for path, merged in waited.items():
                _print_merged(path, merged, words, _definitions(store, merged))
        for path in chosen.packages:
            try:
                if chosen.rehearse:
                    merged = rehearse_file(store, path, figures=figures)
                else:
                    merged = receive_file(store, path, back_up=back_up, figures=figures, merge_round=merge_round)
            except UserError as refused:  # nothing of this one was taken in; what was done before is told, too
                merged = refused_outcome(path, refused)
            reports.append(merged)
            if not chosen.json:
                _print_merged(path, merged, words, _definitions(store, merged))
    if chosen.json:
        found = [each.as_json(words) for each in reports]
        write_json(chosen.json, found[0] if len(found) == 1 else found)
    return REFUSED if any(each.outcome == "refused" for each in reports) else DONE


def _figures(chosen: argparse.Namespace) -> "Figures":
    from ibcr_desktop.sync.receiving import Figures
    from ibcr_desktop.totals.fiscal_years import read_fiscal_year

    return Figures(year=read_fiscal_year(chosen.year) if chosen.year else None)


def _definitions(store: "RecordStore", merged: "Merged") -> "dict[str, Definition]":
    """Give how the figures of a merge are called and written, by code."""
    from ibcr_desktop.totals.yearly_totals import definitions_of

    if merged.year is None:
        return {}
    with store.database.reader() as connection:
        definitions, _ = definitions_of(connection, merged.year)
    return {each.code: each for each in definitions}


def _print_merged(path: Path, merged: "Merged", words: Words, definitions: "Mapping[str, Definition]") -> None:
    from ibcr_desktop.sync.answer_words import acknowledged_sentences
    from ibcr_desktop.totals.figure_words import figure_text

    if merged.problem is not None:
        print(merged.problem.text(words), file=sys.stderr)
        return
    about = {"file": path.name, "number": merged.number, "office": merged.office}
    print(words.translate(OUTCOMES[merged.outcome]).format(**about))
    if merged.outcome == "already merged":
        return
    print(words.translate(COUNTS).format(**merged.counts.as_dict()))
    if merged.counts.drafts_again:
        print(drafts_again_in_words(merged.counts.drafts_again, words))
    for line in merged.refused:
        print(line.text(words), file=sys.stderr)
    for each in merged.missing:
        print(each.text(words))
    for sentence in acknowledged_sentences(merged.acknowledged, words) if merged.acknowledged else ():
        print(sentence)
    for code, (before, after) in merged.changed_totals.items():
        definition = definitions.get(code)
        name = definition.label[words.language] if definition is not None else code
        texts = {"before": figure_text(before, definition, words), "after": figure_text(after, definition, words)}
        print(words.translate(N_("{name}: {before} before, {after} after.")).format(name=name, **texts))


def _receipt(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.outgoing import answer_office

    with opened(chosen) as store:
        packed = answer_office(store.database, chosen.office, chosen.to, store.clock, is_complete=chosen.full)
    receipt = packed.manifest.receipt
    received = 0 if receipt is None else receipt.received
    if chosen.json:
        report = {"file": str(packed.path), "office": chosen.office, "received": received}
        write_json(chosen.json, {**report, "counts": packed.manifest.counts})
        return DONE
    sentence = N_("The answer to {office} is in {file}; its packages up to no. {number} were received.")
    print(Words(chosen.language).translate(sentence).format(office=chosen.office, file=packed.path, number=received))
    return DONE


def _offices(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.received import office_entries, received_packages
    from ibcr_desktop.sync.refused_words import refused_sentences

    words = Words(chosen.language)
    with opened(chosen) as store, store.database.reader() as connection:
        entries, packages = office_entries(connection), received_packages(connection)
    if chosen.json:
        report = [
            {
                "office": each.code or None,
                "name": each.name,
                "last": each.last.number if each.last else None,
                "missing": list(each.missing),
                "waiting": each.waiting,
                "drafts": each.drafts,
                "conflicts": each.conflicts,
                "questions": {"waiting": each.questions.waiting, "answered": each.questions.answered},
                "paired": each.is_paired,
                "computer_refused_at": each.computer_refused_at.isoformat() if each.computer_refused_at else None,
                "refused": [_refused_json(one, words) for one in each.refused],
                "packages": [_package_json(one) for one in packages if one.office == each.code],
            }
            for each in entries
        ]
        write_json(chosen.json, report)
        return DONE
    sentence = N_(
        "{code} {name}: last package no. {last}; missing: {missing}; waiting: {waiting}; drafts: {drafts}; "
        "conflicts: {conflicts}; questions waiting: {waiting_questions}, answered: {answered_questions}."
    )
    for each in entries:
        about = {**vars(each), "last": each.last.number if each.last else "–"}
        about |= {"waiting_questions": each.questions.waiting, "answered_questions": each.questions.answered}
        about["missing"] = ", ".join(map(str, each.missing)) or "–"
        if each.code:
            print(words.translate(sentence).format(**about))
        for refused in refused_sentences(each, words):
            print(refused)
    return DONE


def _refused_json(refused: "RefusedFile", words: Words) -> dict[str, Any]:
    return {
        "reason": refused.reason.reason_text(words),
        "refused_at": refused.claimed_at.isoformat(),
        "person": refused.person,
    }


def _package_json(entry: "PackageEntry") -> dict[str, Any]:
    return {
        "package": str(entry.package),
        "number": entry.number,
        "state": entry.state,
        "made_at": entry.made_at,
        "taken_at": entry.taken_at.isoformat() if entry.taken_at else None,
        "taken_by": entry.taken_by,
    }


COMMANDS: Final = (
    Command(
        "receive", N_("merge packages of offices, or rehearse it; a backup is made first"), _receive, _declare_receive
    ),
    Command(
        "receipt", N_("answer an office: what was received, and what headquarters changed"), _receipt, _declare_receipt
    ),
    Command(
        "offices", N_("list the offices: last package, what is missing, waiting and open"), _offices, declare_reporting
    ),
)
