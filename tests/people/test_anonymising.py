"""An erased identity is nowhere in the file, stays erased whatever arrives, and changes no figure."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.people.anonymising import ErasurePlan, anonymise, plan_erasure
from ibcr_desktop.records import Participation, Person, PersonLink
from ibcr_desktop.records.people import new_public_code, person_link_id
from ibcr_desktop.records.problems import warning
from ibcr_desktop.storage.agreement import disagreements, rebuild
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.confirmations import confirming
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.erasure import blank_log
from ibcr_desktop.storage.history import history_of, undo
from ibcr_desktop.storage.log_tables import CHANGE, LIFTED
from ibcr_desktop.storage.name_index import NAME_KEY
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.totals_json import totals_as_json
from tests.databases import DATA_KEY, TODAY, add, store_of
from tests.totals.year_builder import YearBuilder

FAMILY, GIVEN, SPELLING, ARABIC = "Zaïdounia", "Quetzalia", "Saidunia", "زيدونية"
NUMBER, MAIL = "+221 77 555 01 23", "quetzalia@example.org"
PLACE = "Koumbidia"
IDENTITY = {
    "family_name": FAMILY,
    "given_names": GIVEN,
    "other_spellings": SPELLING,
    "name_in_other_script": ARABIC,
    "telephone": NUMBER,
    "email": MAIL,
    "birth_date": date(1985, 11, 23),
    "locality": PLACE,
}
TRACES = (
    FAMILY,
    GIVEN,
    SPELLING,
    ARABIC,
    NUMBER,
    MAIL,
    PLACE,
    "1985-11-23",
    "zaidounia",
    "quetzalia",
    "saidunia",
    "zydwnyh",
    "775550123",
)
REASON, DAY = "Retention date reached", TODAY.date()
PAGE, RESERVED, SALT_BYTES = 4096, 80, 16


def plan(year: YearBuilder, *people: uuid.UUID) -> ErasurePlan:
    with year.store.database.reader() as connection:
        return plan_erasure(connection, people)


def values(year: YearBuilder, person: uuid.UUID) -> dict[str, Any]:
    opened = year.store.open("person", person)
    assert opened is not None
    return dict(opened.values)


def traces_in(database: Database) -> list[str]:
    """Look for what was erased in every row of every table, in the terms of the index, and in the decrypted bytes.

    The bytes are those of every page of the file, also of those that are free now.
    """
    with database._engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        run = driver.execute
        tables = [name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {"person", "change", "half_typed", "search_entry", "local", "person_link"} <= set(tables)
        rows = [(name, repr(row)) for name in tables for row in run(f'SELECT * FROM "{name}"')]
        run("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search_words, row)")
        rows += [("search_words", term) for (term, *_) in run("SELECT * FROM temp.terms")]
        run("DROP TABLE temp.terms")
        found = [f"{trace} in {name}" for name, text in rows for trace in TRACES if trace in text]
    content = b"".join(decrypted_pages(database.path))
    assert b"CREATE TABLE" in content
    return found + [f"{trace} in the bytes" for trace in TRACES if trace.encode() in content]


def decrypted_pages(path: Path) -> Iterator[bytes]:
    """Give each page as SQLCipher keeps it: AES-256 in CBC mode, its beginning value in what is reserved at the end."""
    raw = path.read_bytes()
    for start in range(0, len(raw), PAGE):
        page, begins = raw[start : start + PAGE], 0 if start else SALT_BYTES
        sealed, rest = page[begins : PAGE - RESERVED], page[PAGE - RESERVED :]
        opening = Cipher(algorithms.AES(DATA_KEY), modes.CBC(rest[:16])).decryptor()
        yield opening.update(sealed) + opening.finalize()


def agrees(database: Database) -> bool:
    with database.reader() as connection:
        return list(disagreements(connection)) == []


@pytest.fixture
def trained(year: YearBuilder) -> uuid.UUID:
    """Somebody with an identity that stands wherever one can stand."""
    store, workshop = year.store, year.workshop()
    person = year.person(**IDENTITY, public_code=new_public_code(), function="Adjudante", retention_until=TODAY.date())
    again = year.person(**{**IDENTITY, "family_name": FAMILY.upper()})
    other = year.person(family_name="Sow", given_names="Awa")
    for each in (person, again, other):
        year.takes_part(each, workshop)
    year.link(person, again)
    namesake = warning("namesake", "x", "family_name", code="ABC")
    store.write_all([confirming(person, namesake, f"{GIVEN} is another {FAMILY}")])
    store.save(PersonLink, person_link_id(person, again), {"evidence": f"both are {FAMILY}"}, reason=GIVEN)
    store.save(Person, person, {"family_name": f"{FAMILY} Sy"}, reason=f"{GIVEN} told us")
    store.keep_half_typed(Person, person, "birth_year", f"{FAMILY} 1985")
    store.keep_half_typed(Participation, year.takes_part(other, year.workshop()), "person_id", f"{GIVEN} {FAMILY}")
    return person


def test_no_byte_of_an_erased_identity_is_left_in_any_table_log_or_index(year: YearBuilder, trained: uuid.UUID) -> None:
    database = year.store.database
    assert len({trace.split(" in ")[1] for trace in traces_in(database)}) >= 6
    anonymise(year.store, [trained], REASON)
    assert traces_in(database) == []
    assert agrees(database)
    with database.writer() as connection:
        rebuild(connection)
    assert traces_in(database) == []


def test_no_sound_of_an_erased_name_is_kept_to_find_it_by(year: YearBuilder, trained: uuid.UUID) -> None:
    people = plan(year, trained).person_ids

    def keys() -> int:
        with year.store.database.reader() as connection:
            of_them = select(func.count()).where(NAME_KEY.c.person_id.in_(people))
            return int(connection.execute(of_them).scalar_one())

    assert keys() > 0
    anonymise(year.store, [trained], REASON)
    assert keys() == 0


def test_what_was_asked_about_a_person_or_any_record_of_theirs_is_erased_with_the_name(year: YearBuilder) -> None:
    store, person = year.store, year.person(**IDENTITY)
    line = year.takes_part(person, year.workshop())
    consent = add(store, "consent", person_id=person, consent_scope="registration", given_by="self", given_on=DAY)
    assessment = add(store, "assessment", participation_id=line, assessment_type="pre", maximum=20.0)
    for subject in (person, line, consent, assessment):
        about = {"question": f"Was {GIVEN} there?", "answer": f"{FAMILY} was."}
        add(store, "question", subject_id=subject, asked_on=DAY, **about)
        store.write_all([confirming(subject, warning("namesake", "x", None, code="C"), f"{GIVEN} is right")])
    other = add(
        store, "question", subject_id=year.takes_part(year.person(), year.workshop()), question="And the other?"
    )
    done = anonymise(store, [person], REASON)
    assert len(done.record_ids) == 1 + 4 * 2
    assert traces_in(store.database) == []
    opened = store.open("question", other)
    assert opened is not None
    assert opened.values["question"] == "And the other?"


def test_the_figures_and_the_other_facts_stay_as_they_were(year: YearBuilder, trained: uuid.UUID) -> None:
    before, facts = totals_as_json(year.totals(), Words("en")), values(year, trained)
    assert year.count("people_reached") == 2
    anonymise(year.store, [trained], REASON)
    assert totals_as_json(year.totals(), Words("en")) == before
    after = values(year, trained)
    assert {name for name, value in facts.items() if after[name] != value} == {*IDENTITY, "title_key", "anonymised_on"}
    assert after["anonymised_on"] == TODAY.date()
    assert after["function"] == "Adjudante"


def test_the_plan_says_what_will_be_blanked_and_counts_the_records_of_one_person_once(
    year: YearBuilder, trained: uuid.UUID
) -> None:
    announced = plan(year, trained)
    assert announced.people_count == 1
    assert len(announced.person_ids) == 2
    assert dict(announced.filled)["Family name"] == 2
    assert dict(announced.filled)["Evidence"] == 1
    assert dict(announced.filled)["Reason"] == 1
    assert announced.participation_count == 2
    assert announced.change_count == 6
    assert len(announced.record_ids) == 4
    assert anonymise(year.store, [trained], REASON) == announced
    assert plan(year, trained).is_empty


def test_an_identity_that_arrives_later_is_blanked_in_the_row_and_in_the_log(
    year: YearBuilder, trained: uuid.UUID
) -> None:
    """Written here, written by somebody who had not seen the erasure, or laid into the log from a file."""
    database, late = year.store.database, store_of(year.store.database)
    seen = late.open("person", trained)
    assert seen is not None
    anonymise(year.store, [trained], REASON)
    year.store.save(Person, trained, {**IDENTITY, "function": "Capitaine"}, reason=GIVEN)
    late.save(Person, trained, {**IDENTITY, "sex": "other"}, seen=seen.heads, reason=FAMILY)
    assert traces_in(database) == []
    assert agrees(database)
    assert values(year, trained)["function"] == "Capitaine"
    with database.writer() as connection:
        row = connection.execute(select(CHANGE).where(CHANGE.c.record_id == trained)).mappings().first()
        assert row is not None
        arrived = {**row, "arrived": None, "number": 999, "fields": f'{{"family_name":"{FAMILY}","sex":"male"}}'}
        connection.execute(CHANGE.insert(), {**arrived, "reason": GIVEN})
        assert blank_log(connection, [trained]) == 1
        assert blank_log(connection, [trained]) == 0
        rebuild(connection)
    assert traces_in(database) == []


def test_the_guard_is_back_in_its_place_afterwards(year: YearBuilder, trained: uuid.UUID) -> None:
    anonymise(year.store, [trained], REASON)

    with pytest.raises(IntegrityError, match="never changed"), year.store.database.writer() as connection:
        connection.exec_driver_sql("UPDATE change SET reason = 'x'")


def test_only_one_file_of_the_program_lifts_the_guard_of_the_log() -> None:
    root = Path(__file__).parents[2] / "ibcr_desktop"
    users = {path.name for path in root.rglob("*.py") if "LIFTED" in path.read_text("utf-8") or LIFTED in path.name}
    assert users == {"erasure.py", "log_tables.py"}


@pytest.mark.parametrize("reason", ["", "   ", f"asked by {GIVEN.lower()} herself", f"{FAMILY} left"])
def test_an_erasure_wants_a_reason_that_names_nobody(year: YearBuilder, trained: uuid.UUID, reason: str) -> None:
    with pytest.raises(UserError):
        anonymise(year.store, [trained], reason)
    assert values(year, trained)["given_names"] == GIVEN


def test_the_history_says_who_erased_and_why_and_the_erasure_cannot_be_undone(
    year: YearBuilder, trained: uuid.UUID
) -> None:
    anonymise(year.store, [trained], REASON)
    latest, *earlier = history_of(year.store.database, trained)
    assert (latest.erases, latest.reason, latest.person) == (True, REASON, "Awa Sarr")
    assert not any(set(each.after) & set(IDENTITY) or each.reason for each in earlier)
    with pytest.raises(UserError):
        undo(year.store, trained, latest)


def test_a_person_of_another_name_keeps_it(year: YearBuilder, trained: uuid.UUID) -> None:
    anonymise(year.store, [trained], REASON)
    with year.store.database.reader() as connection:
        table = table_of(Person)
        names = connection.execute(select(table.c.family_name).where(table.c.family_name.is_not(None))).scalars().all()
    assert names == ["Sow"]


def test_hundreds_of_people_are_erased_in_one_action(year: YearBuilder) -> None:
    workshop = year.workshop()
    people = [uuid.uuid4() for _ in range(300)]
    year.store.write_all([Write(Person, each, {**IDENTITY, "sex": "female", "state": "complete"}) for each in people])
    for each in people[:3]:
        year.takes_part(each, workshop)
    done = anonymise(year.store, people, REASON)
    assert (done.people_count, done.participation_count) == (300, 3)
    assert plan(year, *people).is_empty
    assert agrees(year.store.database)
