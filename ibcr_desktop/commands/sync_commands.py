"""Pairs the database of an office with that of headquarters, and makes the file that an office sends."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

from ibcr_desktop.commands.command import DONE, Command, declare_folder, declare_reporting
from ibcr_desktop.commands.opening import opened, write_json
from ibcr_desktop.foundation.words import N_, Words

GRADES: Final = ("full", "pseudonymous", "totals")


def _declare_request(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    declare_folder(command)


def _declare_grant(command: argparse.ArgumentParser) -> None:
    _declare_answered(command)
    command.add_argument("request", type=Path, metavar="REQUEST", help=N_("the file of the office"))
    declare_folder(command)


def _declare_accept(command: argparse.ArgumentParser) -> None:
    _declare_answered(command)
    command.add_argument("grant", type=Path, metavar="GRANT", help=N_("the file of headquarters"))


def _declare_answered(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument(
        "--words", metavar="WORDS", help=N_("the six words that were read by telephone; other words are refused")
    )
    command.add_argument("--replaces", action="store_true", help=N_("the computer paired before was lost or replaced"))


def _declare_pack(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    declare_folder(command)
    command.add_argument("--full", action="store_true", help=N_("everything, not only what headquarters lacks"))
    command.add_argument(
        "--grade", choices=GRADES, default="full", help=N_("full: for merging; the others hold no names and no texts")
    )


def _request(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.pairing import request_pairing

    with opened(chosen) as store:
        made = request_pairing(store.database, chosen.to, store.clock)
    report = {"file": str(made.path), "office": made.office, "words": list(made.words)}
    return _tell(
        chosen,
        report,
        (N_("The request is in {file}. Send it to headquarters."), {"file": made.path}),
        (N_("Read these six words to headquarters by telephone: {words}"), {"words": " ".join(made.words)}),
    )


def _grant(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.pairing import grant_pairing

    with opened(chosen) as store:
        granted = grant_pairing(
            store.database, chosen.request, chosen.to, store.clock, words=chosen.words, replaces=chosen.replaces
        )
    report = {
        "file": str(granted.path),
        "office": granted.office,
        "office_words": list(granted.office_words),
        "words": list(granted.words),
        "recovery_key": granted.recovery_key,
    }
    sentences: list[tuple[str, dict[str, object]]] = [
        (N_("The grant is in {file}. Send it to {office}."), {"file": granted.path, "office": granted.office}),
        (N_("You must hear these six words from the office: {words}"), {"words": " ".join(granted.office_words)}),
        (N_("Read these six words to the office: {words}"), {"words": " ".join(granted.words)}),
    ]
    if granted.recovery_key:
        sentences.append(
            (
                N_("Recovery key of the organisation, shown only now; keep it on paper in a safe place: {key}"),
                {"key": granted.recovery_key},
            )
        )
    return _tell(chosen, report, *sentences)


def _accept(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.backups.backup import Why
    from ibcr_desktop.backups.making import make_backup
    from ibcr_desktop.sync.pairing import accept_grant

    with opened(chosen) as store:
        accepted = accept_grant(
            store,
            chosen.grant,
            back_up=partial(make_backup, store.database, Why.MERGE, store.clock),
            words=chosen.words,
            replaces=chosen.replaces,
        )
    if accepted.left_behind is not None:
        print(accepted.left_behind.text(Words(chosen.language)), file=sys.stderr)
    report = {"headquarters": accepted.headquarters, "words": list(accepted.words)}
    return _tell(
        chosen,
        report,
        (N_("This database is paired with headquarters, {office}."), {"office": accepted.headquarters}),
        (N_("You must have heard these six words from headquarters: {words}"), {"words": " ".join(accepted.words)}),
    )


def _pack(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.outgoing import pack_for_headquarters, pack_statistics

    with opened(chosen) as store:
        if chosen.grade == "full":
            packed = pack_for_headquarters(store.database, chosen.to, store.clock, is_complete=chosen.full)
        else:
            packed = pack_statistics(store.database, chosen.to, store.clock, chosen.grade)
    manifest = packed.manifest
    count = sum(manifest.counts.values())
    report = {
        "file": str(packed.path),
        "package": str(manifest.package),
        "office": manifest.office,
        "receiver": manifest.receiver,
        "number": manifest.number,
        "grade": manifest.grade,
        "complete": manifest.is_complete,
        "changes": count,
        "counts": manifest.counts,
        "bytes": packed.path.stat().st_size,
    }
    words = Words(chosen.language)
    changes = words.plural("{count} change", "{count} changes", count).format(count=words.number(count))
    about = {"file": packed.path, "changes": changes, "receiver": manifest.receiver}
    return _tell(chosen, report, (N_("Written for {receiver}: {file} ({changes})."), about))


def _tell(chosen: argparse.Namespace, report: dict[str, Any], *sentences: tuple[str, dict[str, Any]]) -> int:
    """Write the report as JSON where that is wanted, else say the sentences."""
    if chosen.json:
        write_json(chosen.json, report)
        return DONE
    words = Words(chosen.language)
    for sentence, values in sentences:
        print(words.translate(sentence).format(**values))
    return DONE


COMMANDS: Final = (
    Command(
        "pair-request", N_("ask headquarters to pair this office; writes a small file"), _request, _declare_request
    ),
    Command("pair-grant", N_("pair an office that asked; writes a file for it"), _grant, _declare_grant),
    Command("pair-accept", N_("take in the grant of headquarters"), _accept, _declare_accept),
    Command("pack", N_("write one file with everything that headquarters lacks"), _pack, _declare_pack),
)
