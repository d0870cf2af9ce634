"""Lists and settles conflicts, takes a package out and back in, and prints the diary of merges."""

import argparse
import uuid
from typing import TYPE_CHECKING, Any, Final

from ibcr_desktop.commands.command import DONE, Command, declare_reporting
from ibcr_desktop.commands.opening import lexicon_of, opened, write_json
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from ibcr_desktop.records.lexicon import Lexicon
    from ibcr_desktop.storage.record_store import RecordStore
    from ibcr_desktop.sync.conflicts import Conflict, Decision
    from ibcr_desktop.sync.deciding import Rule
    from ibcr_desktop.sync.withdrawing import Withdrawal


def _declare_decide(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--rule", metavar="RULE", help=N_("for all: shown, headquarters, latest, or the code of an office")
    )
    what.add_argument("--keep", metavar="CODE", help=N_("for one: the version of this office"))
    what.add_argument("--value", metavar="TEXT", help=N_("for one: a third value, as a form reads it; empty for none"))
    command.add_argument("--record", type=uuid.UUID, metavar="ID", help=N_("with --keep and --value"))
    command.add_argument("--field", metavar="NAME", help=N_("with --keep and --value"))


def _declare_package(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("--office", required=True, metavar="CODE", help=N_("whose package, such as DKR"))
    command.add_argument("--number", type=int, required=True, help=N_("of the package"))


def _conflicts(chosen: argparse.Namespace) -> int:
    with opened(chosen) as store:
        lexicon = lexicon_of(store, chosen.language)
        with store.database.reader() as connection:
            found = [_as_json(each, connection, lexicon) for each in _all_conflicts(connection)]
    if chosen.json:
        write_json(chosen.json, found)
        return DONE
    words = Words(chosen.language)
    for each in found:
        print(f"{each['record']} {each['title']} · {each['label']} ({each['field']})")
        print("  " + words.translate(N_("before: {value}")).format(value=each["before"] or "–"))
        for version in each["versions"]:
            print(f"  {version['office']} {version['person']}, {version['claimed_at']}: {version['value'] or '–'}")
    print(words.plural("{count} open conflict.", "{count} open conflicts.", len(found)).format(count=len(found)))
    return DONE


def _all_conflicts(connection: "Connection") -> "list[Conflict]":
    from ibcr_desktop.sync.conflicts import conflict_pages

    return [each for page in conflict_pages(connection) for each in page]


def _as_json(conflict: "Conflict", connection: "Connection", lexicon: "Lexicon") -> dict[str, Any]:
    from ibcr_desktop.storage.titles import titles_of

    kind = conflict.kind.kind_name()
    titles = titles_of(connection, kind, [conflict.record_id], lexicon)
    return {
        "record": str(conflict.record_id),
        "kind": kind,
        "title": titles.get(conflict.record_id, ""),
        "field": conflict.field,
        "label": lexicon.words.translate(conflict.label),
        "before": conflict.text(conflict.before, lexicon),
        "versions": [
            {
                "office": each.office,
                "person": each.person,
                "claimed_at": each.claimed_at.isoformat(),
                "value": conflict.text(each.value, lexicon),
                "shown": each.is_shown,
            }
            for each in conflict.versions
        ],
    }


def _decide(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.conflicts import count_conflicts
    from ibcr_desktop.sync.deciding import all_by_rule, decide

    words = Words(chosen.language)
    with opened(chosen) as store:
        with store.database.reader() as connection:
            if chosen.rule:
                decisions = all_by_rule(connection, _rule(connection, chosen.rule))
            else:
                conflict = _the_one(_all_conflicts(connection), chosen)
                decisions = [_decision(conflict, chosen, lexicon_of(store, chosen.language))]
        decided = decide(store, decisions)
        with store.database.reader() as connection:
            left = count_conflicts(connection)
    if chosen.json:
        write_json(chosen.json, {"decided": decided, "open": left})
        return DONE
    print(words.translate(N_("Decided: {decided}. Still open: {left}.")).format(decided=decided, left=left))
    return DONE


def _rule(connection: "Connection", name: str) -> "Rule":
    from ibcr_desktop.sync.conflicts import writing_offices
    from ibcr_desktop.sync.deciding import RULES, of_office

    if name in RULES:
        return RULES[name][1]
    offices = writing_offices(connection)
    if name not in offices:
        raise UserError(
            N_("There is no rule “{rule}”, and no office of that code wrote anything here."),
            N_("Nothing was changed."),
            N_("Choose one of: {choices}."),
            rule=name,
            choices=", ".join((*RULES, *offices)),
        )
    return of_office(name)


def _the_one(conflicts: "list[Conflict]", chosen: argparse.Namespace) -> "Conflict":
    if chosen.record is None or not chosen.field:
        raise UserError(
            N_("It is not said which conflict is meant."),
            N_("Nothing was changed."),
            N_("Give the record and the field, with --record and --field; the command “conflicts” lists both."),
        )
    for each in conflicts:
        if (each.record_id, each.field) == (chosen.record, chosen.field):
            return each
    raise UserError(
        N_("There is no open conflict about the field “{field}” of the record {record}."),
        N_("Nothing was changed."),
        N_("The command “conflicts” lists what is open."),
        field=chosen.field,
        record=chosen.record,
    )


def _decision(conflict: "Conflict", chosen: argparse.Namespace, lexicon: "Lexicon") -> "Decision":
    from ibcr_desktop.storage.rows import types_of
    from ibcr_desktop.sync.deciding import by_rule, of_office

    if chosen.keep is not None:
        kept = by_rule([conflict], of_office(chosen.keep))
        if not kept:
            raise UserError(
                N_("{office} has no version of its own there, or more than one."),
                N_("Nothing was changed."),
                N_("Give the value itself, with --value."),
                office=chosen.keep,
            )
        return kept[0]
    field_type = types_of(conflict.kind).get(conflict.field)
    reading = None if field_type is None else field_type.read(chosen.value, lexicon)
    if reading is None or reading.problem:
        raise UserError(
            N_("“{value}” is no value of the field “{field}”."),
            N_("Nothing was changed."),
            reading.problem if reading is not None and reading.problem else N_("Keep one of the versions."),
            value=chosen.value,
            field=chosen.field,
        )
    return conflict.decide(reading.value)


def _withdraw(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.withdrawing import withdraw

    return _set_apart(chosen, "merged", withdraw)


def _reinstate(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.withdrawing import reinstate

    return _set_apart(chosen, "withdrawn", reinstate)


def _set_apart(chosen: argparse.Namespace, state: str, act: "Callable[[RecordStore, uuid.UUID], Withdrawal]") -> int:
    """Withdraw or take back in the package of that number, after a backup."""
    from ibcr_desktop.backups.backup import Why
    from ibcr_desktop.backups.making import make_backup
    from ibcr_desktop.sync.received import received_packages

    with opened(chosen) as store:
        with store.database.reader() as connection:
            listed = received_packages(connection, chosen.office)
        named = [each.package for each in listed if each.number == chosen.number and each.state == state]
        if named:
            make_backup(store.database, Why.MERGE, store.clock)
        done = act(store, named[0] if named else uuid.UUID(int=0))
    edits = [{"kind": each.kind, "record": str(each.record_id), "office": each.office} for each in done.later_edits]
    if chosen.json:
        report = {**done.counts.as_dict(), "later_edits": edits, "later_edit_count": done.later_edit_count}
        write_json(chosen.json, report)
        return DONE
    words = Words(chosen.language)
    sentence = N_("Came back: {new}. Changed: {changed}. Equal: {equal}. Gone: {deleted}. Waiting: {waiting}.")
    print(words.translate(sentence).format(**done.counts.as_dict()))
    for edit in edits:
        print(words.translate(N_("Builds on it: {kind} {record}, edited by {office}.")).format(**edit))
    return DONE


def _diary(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.diary import diary_entries

    with opened(chosen) as store, store.database.reader() as connection:
        entries = diary_entries(connection)
    words = Words(chosen.language)
    if chosen.json:
        write_json(chosen.json, [each.as_json(words) for each in entries])
        return DONE
    for each in entries:
        print(each.text(words))
    return DONE


COMMANDS: Final = (
    Command(
        "conflicts",
        N_("list the fields about which offices disagree, with every version"),
        _conflicts,
        declare_reporting,
    ),
    Command(
        "decide", N_("settle conflicts: one by its value or an office, or all by a rule"), _decide, _declare_decide
    ),
    Command("withdraw", N_("take a merged package out again; a backup is made first"), _withdraw, _declare_package),
    Command("reinstate", N_("let a withdrawn package count again"), _reinstate, _declare_package),
    Command("diary", N_("print what came, was taken out and was decided, and by whom"), _diary, declare_reporting),
)
