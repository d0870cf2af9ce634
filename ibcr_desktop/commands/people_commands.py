"""Lists people and the pairs that may be one, and joins and parts two."""

import argparse
import dataclasses
import uuid
from typing import TYPE_CHECKING, Any, Final

from ibcr_desktop.commands.command import DONE, Command, declare_database, declare_reporting
from ibcr_desktop.commands.opening import lexicon_of, opened, write_json
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words

if TYPE_CHECKING:
    from ibcr_desktop.people.duplicates import Pair
    from ibcr_desktop.people.people_list import ListedPerson
    from ibcr_desktop.storage.record_store import RecordStore


def _declare_duplicates(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("--office", metavar="CODE", help=N_("pairs with somebody of this office"))
    command.add_argument("--activity", help=N_("pairs with somebody of this activity: its code or its id"))


def _declare_pair(command: argparse.ArgumentParser) -> None:
    declare_database(command)
    command.add_argument("one", metavar="ID")
    command.add_argument("other", metavar="ID")


def _people(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.people.people_list import listed_people

    words = Words(chosen.language)
    with opened(chosen) as store, store.database.reader() as connection:
        found = list(listed_people(connection))
    if chosen.json:
        write_json(chosen.json, {"people": [_person_as_json(each) for each in found]})
        return DONE
    for each in found:
        attended = words.plural("{count} activity", "{count} activities", each.activities)
        print(each.person_id, each.name, attended.format(count=words.number(each.activities)), sep="\t")
    return DONE


def _duplicates(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.people.duplicates import candidate_pairs
    from ibcr_desktop.people.evidence import TIER_NAMES, explanation
    from ibcr_desktop.storage.paper_references import find_activity

    words = Words(chosen.language)
    with opened(chosen) as store, store.database.reader() as connection:
        _refuse_unknown_office(store, chosen)
        activity = None if chosen.activity is None else find_activity(connection, chosen.activity)
        found = candidate_pairs(connection, office=chosen.office, activity=activity)
    if chosen.json:
        write_json(chosen.json, {"pairs": [_pair_as_json(each, words) for each in found]})
        return DONE
    for each in found:
        tier = words.translate(TIER_NAMES[each.tier])
        print(each.a, each.b, tier, explanation(each.evidence, words), sep="\t")
    return DONE


def _join(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.people.links import SAME
    from ibcr_desktop.people.verdicts import decide

    with opened(chosen) as store:
        decide(store, _id(chosen.one), _id(chosen.other), SAME)
    print(Words(chosen.language).translate(N_("The two are one person from now on; “part” takes it back.")))
    return DONE


def _part(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.people.verdicts import part

    with opened(chosen) as store:
        still = part(store, _id(chosen.one), _id(chosen.other))
    words = Words(chosen.language)
    if still:
        sentence = N_("The pair is parted, but the two are still one person through other records: {chain}.")
        print(words.translate(sentence).format(chain=still))
    else:
        print(words.translate(N_("The two are two people again, as before they were joined.")))
    return DONE


def _refuse_unknown_office(store: "RecordStore", chosen: argparse.Namespace) -> None:
    """An empty list would say that nobody there is recorded twice."""
    codes = [code for code, _ in lexicon_of(store, chosen.language).terms("office")]
    if chosen.office is not None and chosen.office not in codes:
        raise UserError(
            N_("No office here has the code “{code}”."),
            N_("Nothing was changed."),
            N_("These offices are known: {codes}."),
            code=chosen.office,
            codes=", ".join(codes),
        )


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise UserError(
            N_("“{text}” is not the id of a record."),
            N_("Nothing was changed."),
            N_("Copy the ids from what “people” or “duplicates” prints."),
            text=text,
        ) from None


def _person_as_json(person: "ListedPerson") -> dict[str, Any]:
    values = dataclasses.asdict(person)
    last = person.last_activity
    return {
        "id": str(values.pop("person_id")),
        **values,
        "records": [str(each) for each in person.records],
        "last_activity": None if last is None else last.isoformat(),
    }


def _pair_as_json(pair: "Pair", words: Words) -> dict[str, Any]:
    return {
        "a": str(pair.a),
        "b": str(pair.b),
        "tier": str(pair.tier),
        "undecided": pair.is_open,
        "evidence": [each.text(words) for each in pair.evidence],
    }


COMMANDS: Final = (
    Command("people", N_("list the people, each once, with what they attended"), _people, declare_reporting),
    Command(
        "duplicates", N_("list the pairs that may be one person, best evidence first"), _duplicates, _declare_duplicates
    ),
    Command("join", N_("say that two records are one person"), _join, _declare_pair),
    Command("part", N_("take that back"), _part, _declare_pair),
)
