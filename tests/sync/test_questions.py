"""Questions are records of the office that is asked: they go there, come back answered, and end settled."""

import uuid
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.records import Organisation
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.outgoing import answer_office, pack_for_headquarters
from ibcr_desktop.sync.questions import (
    Asked,
    QuestionCount,
    answering,
    asking,
    question_counts,
    settling,
    taking_question_back,
    unsettled_questions,
    waiting_count,
)
from ibcr_desktop.sync.receiving_files import receive_file
from tests.databases import TODAY
from tests.sync.offices import add_as, organisation


def ask(headquarters: RecordStore, record: uuid.UUID, text: str = "Which one?") -> uuid.UUID:
    opened = headquarters.open("organisation", record)
    assert opened is not None
    write = asking(opened, text, TODAY.date(), "MTL")
    headquarters.write_all([write])
    return write.record_id


def questions(store: RecordStore, office: str | None = None) -> list[Asked]:
    with store.database.reader() as connection:
        return unsettled_questions(connection, office)


def travels(sender: RecordStore, receiver: RecordStore, folder: Path) -> None:
    if sender.log.author.is_headquarters:
        packed = answer_office(sender.database, receiver.log.author.office, folder, sender.clock)
    else:
        packed = pack_for_headquarters(sender.database, folder, sender.clock)
    assert receive_file(receiver, packed.path, back_up=lambda: None).outcome == "merged"


def test_a_question_goes_to_its_office_alone_and_the_answer_comes_back(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR", "FIH") as stores:
        headquarters, dakar, kinshasa = stores["MTL"], stores["DKR"], stores["FIH"]
        record = add_as(dakar, "organisation", name="École")
        travels(dakar, headquarters, tmp_path)
        question = ask(headquarters, record)
        travels(headquarters, dakar, tmp_path)
        travels(headquarters, kinshasa, tmp_path)
        assert questions(kinshasa) == []
        (asked,) = questions(dakar, "DKR")
        assert (asked.text, asked.subject_id, asked.is_open) == ("Which one?", record, True)
        dakar.write_all([answering(question, " That of Fann ")])
        travels(dakar, headquarters, tmp_path)
        (answered,) = questions(headquarters)
        assert (answered.answer, answered.is_open) == ("That of Fann", False)
        with headquarters.database.reader() as connection:
            assert question_counts(connection) == {"DKR": QuestionCount(waiting=0, answered=1)}
        headquarters.write_all([settling(question)])
        travels(headquarters, dakar, tmp_path)
        assert questions(headquarters) == questions(dakar) == []


def test_a_record_that_the_office_corrected_since_may_be_the_answer(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        headquarters, dakar = stores["MTL"], stores["DKR"]
        record = add_as(dakar, "organisation", name="École")
        travels(dakar, headquarters, tmp_path)
        ask(headquarters, record)
        headquarters.save(Organisation, record, {"country": "MLI"})
        assert questions(headquarters)[0].is_open, "what headquarters does itself answers nothing"
        travels(headquarters, dakar, tmp_path)
        dakar.save(Organisation, record, {"name": "École de Fann"})
        assert not questions(dakar)[0].is_open
        travels(dakar, headquarters, tmp_path)
        assert not questions(headquarters)[0].is_open


def test_a_question_is_taken_back_at_the_office_too(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        headquarters, dakar = stores["MTL"], stores["DKR"]
        record = add_as(dakar, "organisation", name="École")
        travels(dakar, headquarters, tmp_path)
        question = ask(headquarters, record)
        travels(headquarters, dakar, tmp_path)
        with dakar.database.reader() as connection:
            assert waiting_count(connection, "DKR") == 1
        headquarters.write_all([taking_question_back(question)])
        travels(headquarters, dakar, tmp_path)
        assert questions(dakar) == []


def test_nobody_is_asked_about_a_record_of_headquarters_nor_without_a_question(tmp_path: Path) -> None:
    with organisation(tmp_path, "DKR") as stores:
        headquarters = stores["MTL"]
        own = add_as(headquarters, "organisation", name="École")
        foreign = add_as(headquarters, "organisation", name="Lycée", office="DKR")
        with pytest.raises(UserError):
            ask(headquarters, own)
        with pytest.raises(UserError):
            ask(headquarters, foreign, " \n ")
        assert questions(headquarters) == []
