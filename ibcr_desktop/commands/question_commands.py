"""Asks an office about a record, answers for the office, and lists the questions with what became of them."""

import argparse
import uuid
from typing import Any, Final

from ibcr_desktop.commands.command import DONE, Command, declare_reporting
from ibcr_desktop.commands.opening import lexicon_of, opened, write_json
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.fields import ANY_KIND


def _declare_ask(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("--record", type=uuid.UUID, required=True, metavar="ID", help=N_("that the question is about"))
    command.add_argument("--text", required=True, help=N_("the question, in words"))


def _declare_answer(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("--question", type=uuid.UUID, required=True, metavar="ID", help=N_("as `questions` lists it"))
    command.add_argument("--text", required=True, help=N_("the answer, in words"))


def _declare_questions(command: argparse.ArgumentParser) -> None:
    declare_reporting(command)
    command.add_argument("--office", metavar="CODE", help=N_("only those to this office"))


def _ask(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.questions import asking

    with opened(chosen) as store:
        record = store.open(ANY_KIND, chosen.record)
        if record is None:
            raise UserError(
                N_("There is no record {record} in this database."),
                N_("Nothing was written."),
                N_("Take the id from `export-records`, `conflicts` or `people`."),
                record=chosen.record,
            )
        write = asking(record, chosen.text, store.clock.today(), store.log.author.office)
        store.write_all([write])
    report = {"question": str(write.record_id), "office": write.values["office"]}
    return _tell(chosen, report, N_("The question {question} goes with the next answer to {office}."))


def _answer(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.questions import answering, unsettled_questions

    with opened(chosen) as store:
        with store.database.reader() as connection:
            known = {each.question_id for each in unsettled_questions(connection)}
        if chosen.question not in known:
            raise UserError(
                N_("There is no open question {question} in this database."),
                N_("Nothing was written."),
                N_("`questions` lists those that there are."),
                question=chosen.question,
            )
        store.write_all([answering(chosen.question, chosen.text)])
    return _tell(chosen, {"question": str(chosen.question)}, N_("The answer to {question} goes with the next file."))


def _questions(chosen: argparse.Namespace) -> int:
    from ibcr_desktop.sync.questions import unsettled_questions

    with opened(chosen) as store:
        with store.database.reader() as connection:
            found = unsettled_questions(connection, chosen.office)
        titles = lexicon_of(store, chosen.language).titles(ANY_KIND, {each.subject_id for each in found})
    report: list[dict[str, Any]] = [
        {
            "question": str(each.question_id),
            "office": each.office,
            "record": str(each.subject_id),
            "title": titles.get(each.subject_id, ""),
            "text": each.text,
            "asked_on": each.asked_on.isoformat() if each.asked_on else None,
            "answer": each.answer,
            "changed_since": each.is_changed,
        }
        for each in found
    ]
    if chosen.json:
        write_json(chosen.json, report)
        return DONE
    words = Words(chosen.language)
    for each in report:
        print(words.translate(N_("{question} to {office} about {title}: {text}")).format(**each))
        if each["answer"] is not None:
            print("  " + words.translate(N_("Answer of {office}: {answer}")).format(**each))
        elif each["changed_since"]:
            print("  " + words.translate(N_("✔ the record was changed since")))
    count = len(report)
    print(
        words.plural("{count} question is not settled.", "{count} questions are not settled.", count).format(
            count=count
        )
    )
    return DONE


def _tell(chosen: argparse.Namespace, report: dict[str, Any], sentence: str) -> int:
    if chosen.json:
        write_json(chosen.json, report)
    else:
        print(Words(chosen.language).translate(sentence).format(**report))
    return DONE


COMMANDS: Final = (
    Command("ask", N_("ask the office that keeps a record about it; at headquarters"), _ask, _declare_ask),
    Command("answer", N_("answer a question of headquarters in words"), _answer, _declare_answer),
    Command(
        "questions", N_("list the questions that are not settled, with the answers"), _questions, _declare_questions
    ),
)
