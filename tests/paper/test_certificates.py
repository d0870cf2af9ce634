"""What certificates say, for whom they are meant at first, and that no number is given twice."""

import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.words import LANGUAGES, Words
from ibcr_desktop.paper.attendees import Attendee, read_attendees
from ibcr_desktop.paper.certificates import Certificates, read_certificates
from ibcr_desktop.records import Office, OrganisationSetting, Participation, PersonLink, Session, Workshop
from ibcr_desktop.records.offices import SETTINGS_ID, office_id
from ibcr_desktop.storage.lexicon import StoredLexicon
from tests.databases import TODAY, add
from tests.paper.trainings import CODE, FIRST_DAY, Training, training

OTHER_SCRIPT = "عائشة ديوب"


def attendees(made: Training) -> list[Attendee]:
    with made.store.database.reader() as connection:
        return read_attendees(connection, made.id)


def certificates(made: Training, *ids: uuid.UUID, language: str = "en") -> Certificates:
    lexicon = StoredLexicon(made.store.database, Words(language), made.store.clock)
    with made.store.database.reader() as connection:
        return read_certificates(connection, lexicon, made.id, ids)


def numbers(made: Training, *ids: uuid.UUID) -> list[str]:
    return [each.number for each in certificates(made, *ids).certificates]


def sessions(made: Training, *hours: float) -> list[uuid.UUID]:
    return [add(made.store, "session", activity_id=made.id, held_on=FIRST_DAY, hours=each) for each in hours]


def set_up(made: Training, **values: Any) -> None:
    made.store.save(Office, office_id("DKR"), values)


def test_a_name_stands_as_it_is_said_and_in_its_own_script(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        made.person(name_in_other_script=OTHER_SCRIPT)
        made.person(1, family_name=None, given_names=None, public_code="7QK2M")
        made.person(1, family_name=None, given_names=None, name_in_other_script=OTHER_SCRIPT)
        found = {(each.name, each.other_script) for each in attendees(made)}
    assert found == {("Aïcha Diop", OTHER_SCRIPT), ("7QK2M", ""), (OTHER_SCRIPT, "")}


def test_hours_are_those_written_down_else_those_of_the_sessions_attended(tmp_path: Path) -> None:
    with training(tmp_path, hours=99.0) as made:
        first, second, _ = sessions(made, 6.0, 6.0, 8.0)
        written, counted, unknown = made.person(), made.person(), made.person()
        made.store.save(Participation, written, {"hours": 5.0, "session_ids": (first, second)})
        made.store.save(Participation, counted, {"session_ids": (first, second)})
        found = {each.participation_id: (each.hours, each.share) for each in attendees(made)}
    assert found == {written: (5.0, 0.25), counted: (12.0, 0.6), unknown: (None, None)}


def test_whoever_attended_enough_by_the_setting_is_meant_at_first(tmp_path: Path) -> None:
    with training(tmp_path, hours=10.0) as made:
        enough, too_little, unknown, trainer = (made.person() for _ in range(4))
        for record_id, values in (
            (enough, {"hours": 8.0}),
            (too_little, {"hours": 7.9}),
            (trainer, {"role": "trainer"}),
        ):
            made.store.save(Participation, record_id, values)
        assert {each.participation_id for each in attendees(made) if each.is_usual} == {enough, unknown}
        made.store.save(OrganisationSetting, SETTINGS_ID, {"attendance_for_completion": 79.0})
        assert {each.participation_id for each in attendees(made) if each.is_usual} == {enough, too_little, unknown}


def test_a_session_that_did_not_take_place_is_missed_by_nobody(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        held, cancelled = sessions(made, 6.0, 6.0)
        made.store.save(Session, cancelled, {"status": "cancelled"})
        person = made.person()
        made.store.save(Participation, person, {"session_ids": (held,)})
        assert [(each.share, each.is_usual) for each in attendees(made)] == [(1.0, True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_says_for_whom_what_where_and_when(tmp_path: Path, language: str) -> None:
    with training(tmp_path) as made:
        person = made.person()
        made.store.save(Participation, person, {"hours": 12.5})
        found = certificates(made, person, language=language)
    (one,) = found.certificates
    words = Words(language)
    assert (one.name, found.title, one.number) == ("Aïcha Diop", "Formation initiale", f"{CODE}-01")
    assert one.issued_on == words.day(TODAY.date())
    assert [words.number(12.5, 2) in fact for fact in one.facts] == [False, False, True]
    assert one.wording == {"en": "who took part in", "fr": "qui a participé à", "es": "quien participó en"}[language]


def test_an_office_has_its_own_wording_in_each_language_and_its_signatory(tmp_path: Path) -> None:
    wording = "{name} a suivi {hours} heures à {place}, du {first_day} au {last_day} : {activity}. {other} {"
    with training(tmp_path, hours=18.0) as made:
        set_up(made, certificate_text_fr=wording, certificate_signatory="N. Fall", signatory_function="Directrice")
        person = made.person()
        french, english = certificates(made, person, language="fr"), certificates(made, person)
    assert french.certificates[0].wording == (
        "Aïcha Diop a suivi 18 heures à Thiès, Sénégal, du 8 mars 2021 au 10 mars 2021 : Formation initiale. {other} {"
    )
    assert english.certificates[0].wording == "who took part in"
    assert (french.signatory, french.function) == ("N. Fall", "Directrice")


def test_only_the_chosen_people_get_one_in_the_order_of_their_names(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        first, _, third = made.person(3), made.person(2), made.person(0)
        found = certificates(made, first, third)
        assert [each.name for each in found.certificates] == ["Aïcha Diop", "Awa N'Diaye"]
        assert certificates(made).certificates == ()


def test_numbers_go_on_where_they_stopped_and_are_kept(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        first, second, third = made.person(0), made.person(2), made.person(3)
        made.store.save(Participation, second, {"certificate_number": f"{CODE}-07", "certificate_on": date(2020, 1, 1)})
        gone = made.person(1)
        made.store.save(Participation, gone, {"certificate_number": f"{CODE}-09"})
        made.store.put_in_bin(Participation, gone)
        given = certificates(made, first, second, third)
        made.store.write_all(given.writes())
        again = certificates(made, third, first, second)
    assert sorted(each.number for each in given.certificates) == [f"{CODE}-{end}" for end in ("07", "10", "11")]
    assert given.certificates == again.certificates
    assert again.writes() == []
    assert {each.issued_on for each in again.certificates} == {"1 January 2020", "15 June 2021"}


def test_a_number_of_another_kind_is_left_alone_and_a_code_is_not_needed(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        own, other = made.person(0), made.person(3)
        made.store.save(Participation, own, {"certificate_number": "A/12"})
        assert numbers(made, own, other) == ["A/12", f"{CODE}-01"]
        made.store.save(Workshop, made.id, {"code": None})
        assert numbers(made, other) == [f"{made.id.hex[:8].upper()}-01"]


def test_records_that_were_joined_stand_for_one_person_on_every_paper(tmp_path: Path) -> None:
    with training(tmp_path) as made:
        one, two = (made.person_at(made.person(0, family_name=name)) for name in ("Diop", "Dieup"))
        made.person(3)
        link = add(made.store, "person_link", first_id=min(one, two), second_id=max(one, two), verdict="same")
        assert [each.name for each in attendees(made)] == ["Aïcha Diop", "Awa N'Diaye"]
        assert [line.texts[0] for line in made.sheet().lines[:3]] == ["Diop", "N'Diaye", ""]
        made.store.put_in_bin(PersonLink, link)
        assert len(attendees(made)) == 3
