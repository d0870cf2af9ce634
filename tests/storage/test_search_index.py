"""Any record is found by the beginnings of its words, and by nothing else."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.plain_text import APOSTROPHES, fold
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage import search_index
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.paper_references import reference_of
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import TODAY, add, store_of


@pytest.fixture
def lexicon(database: Database) -> StoredLexicon:
    """The English lexicon of the database."""
    return StoredLexicon(database, Words("en"), FixedClock(TODAY))


def found(lexicon: StoredLexicon, typed: str, *kinds: str) -> list[str]:
    return [hit.title for hit in lexicon.search(typed, kinds or None)]


@pytest.mark.parametrize(
    "typed",
    ["di", "diop", "DIOP aicha", "aïcha diop", "aïc di", "a d", "  Aïcha   Diop ", "inspec diop", "221771234567"],
)
def test_a_person_is_found_by_the_beginnings_of_words_in_any_order(
    store: RecordStore, lexicon: StoredLexicon, typed: str
) -> None:
    add(store, "person", family_name="Diop", given_names="Aïcha", function="Inspectrice", telephone="+221 77 123 45 67")
    add(store, "person", family_name="Sow", given_names="Moussa")
    assert found(lexicon, typed) == ["Diop Aïcha"]


@pytest.mark.parametrize(
    "typed", ["iop", "diopa", "aicha sow", "%", "_", "d%p", '"', "*", "d*p", "NOT", "diop OR sow", "", "  "]
)
def test_nothing_typed_works_as_a_wildcard_or_an_operator(
    store: RecordStore, lexicon: StoredLexicon, typed: str
) -> None:
    add(store, "person", family_name="Diop", given_names="Aïcha")
    add(store, "person", family_name="Sow", given_names="Moussa")
    assert found(lexicon, typed) == []


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("N'Diaye", "ndiaye"),
        ("N’Diaye", "N Diaye"),
        ("Ould-Ahmed", "ouldahmed"),
        ("Ould Ahmed", "ould-ahmed"),
        ("Jean-Marie", "jean m"),
        ("محمد", "محم"),
        ("Søren", "soren"),
    ],
)
def test_names_are_found_however_they_are_joined_or_written(
    store: RecordStore, lexicon: StoredLexicon, stored: str, typed: str
) -> None:
    add(store, "person", family_name=stored)
    assert found(lexicon, typed) == [stored]


def test_other_spellings_and_other_scripts_find_the_person(store: RecordStore, lexicon: StoredLexicon) -> None:
    add(store, "person", family_name="Traoré", other_spellings="Traware", name_in_other_script="تراوري")
    assert found(lexicon, "traware") == found(lexicon, "تراوري") == ["Traoré"]


def test_an_edit_moves_the_record_from_its_old_words_to_its_new_ones(
    store: RecordStore, lexicon: StoredLexicon
) -> None:
    person = add(store, "person", family_name="Diop")
    store.save(Person, person, {"family_name": "Diallo"})
    assert (found(lexicon, "diop"), found(lexicon, "diallo")) == ([], ["Diallo"])


def test_what_is_in_the_bin_is_not_found_until_it_is_restored(store: RecordStore, lexicon: StoredLexicon) -> None:
    person = add(store, "person", family_name="Diop")
    store.put_in_bin(Person, person)
    assert found(lexicon, "diop") == []
    store.restore(Person, person)
    assert found(lexicon, "diop") == ["Diop"]


def test_search_groups_kinds_and_leaves_room_for_each(store: RecordStore, lexicon: StoredLexicon) -> None:
    for number in range(30):
        add(store, "person", family_name="Dakar", given_names=f"Awa {number:02}")
    add(store, "organisation", name="Police de Dakar")
    add(store, "workshop", code="DKR-2021-001", title="Formation initiale, Dakar")
    kinds = [hit.kind for hit in lexicon.search("dakar")]
    assert len(kinds) == 20
    assert kinds == ["person"] * 18 + ["workshop", "organisation"]
    assert found(lexicon, "2021-001") == ["DKR-2021-001 · Formation initiale, Dakar"]
    assert found(lexicon, "dakar", "organisation") == ["Police de Dakar"]
    assert found(lexicon, "dakar", "activity") == ["DKR-2021-001 · Formation initiale, Dakar"]


def test_titles_that_begin_as_typed_come_before_those_that_hold_it_later(
    store: RecordStore, lexicon: StoredLexicon
) -> None:
    add(store, "organisation", name="Ecole de Thiès")
    add(store, "organisation", name="Thiès, mairie")
    assert found(lexicon, "thi") == ["Thiès, mairie", "Ecole de Thiès"]


def test_a_participation_is_suggested_through_its_person(store: RecordStore, lexicon: StoredLexicon) -> None:
    person = add(store, "person", family_name="Diop")
    workshop = add(store, "workshop", code="DKR-2021-001", title="Cours")
    participation = add(store, "participation", person_id=person, activity_id=workshop, role="trainee")
    assert lexicon.suggest("participation", "dio") == [(participation, "Diop · DKR-2021-001 · Cours")]


def test_an_activity_that_changes_its_kind_is_found_under_the_new_one(
    store: RecordStore, lexicon: StoredLexicon
) -> None:
    workshop = add(store, "workshop", title="Forum")
    store.write_all([Write(kind_named("event"), workshop, {"title": "Forum"})])
    assert [hit.kind for hit in lexicon.search("forum")] == ["event"]


@pytest.mark.parametrize("is_rebuilt", [False, True])
def test_an_erased_name_is_nowhere_in_the_index(database: Database, store: RecordStore, *, is_rebuilt: bool) -> None:
    person = add(store, "person", family_name="Kpogodo")
    if is_rebuilt:
        with database.writer() as connection:
            search_index.rebuild(connection)
    assert any(b"kpogodo" in block for block in blocks_of(database))
    store.save(Person, person, {"family_name": "Zinsou"})
    assert any(b"pogodo" in block for block in blocks_of(database))  # so what follows can fail
    with database.writer() as connection:
        store.log.write(connection, [Write(Person, person, {"family_name": None})], erases=True)
    assert not any(b"pogodo" in block or b"insou" in block for block in blocks_of(database))


def blocks_of(database: Database) -> list[bytes]:
    with database.reader() as connection:
        return list(connection.exec_driver_sql("SELECT block FROM search_words_data").scalars())


TEXTS = st.text(alphabet="abé '-%_\"*():^OR", max_size=8) | st.text(max_size=6)


def words(text: str) -> list[str]:
    return fold(text).split()


def expected(stored: str, typed: str) -> bool:
    """Say in plain Python whether a name is to be found."""
    known = words(stored) + words(re.sub(r"(?<=\w)[-‐‑.](?=\w)", "", stored)) + words(APOSTROPHES.sub(" ", stored))

    def begins(word: str) -> bool:
        return any(each.startswith(word) for each in known)

    chunks = [words(chunk) for chunk in typed.split() if words(chunk)]
    return bool(chunks) and all(all(map(begins, chunk)) or begins("".join(chunk)) for chunk in chunks)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(names=st.lists(TEXTS, max_size=6, unique=True), later=st.lists(TEXTS, max_size=6), typed=TEXTS)
def test_the_index_agrees_with_plain_python_for_any_text(
    database: Database, names: list[str], later: list[str], typed: str
) -> None:
    store, lexicon = store_of(database), StoredLexicon(database, Words("en"), FixedClock(TODAY))
    with database.writer() as connection:
        connection.exec_driver_sql("DELETE FROM person")
        search_index.rebuild(connection)
    people = {new_id(): name for name in map(cleaned, names) if name}
    store.write_all([Write(Person, key, {"family_name": name}) for key, name in people.items()])
    people |= {key: name for key, name in zip(people, map(cleaned, later), strict=False) if name}
    store.write_all([Write(Person, key, {"family_name": name}) for key, name in people.items()])
    hits = {hit.record_id for hit in lexicon.search(typed, ["person"])}
    assert hits == {key for key, name in people.items() if expected(name, typed)}
    assert_whole(database)


def cleaned(text: str) -> str:
    value: Any = Person.__table__.c.family_name.info["field"].type.unpack(text)
    return value or ""


def assert_whole(database: Database) -> None:
    """Compare the index with one that is made anew, and let the engine check its own pages."""
    with database.writer() as connection:
        check = "INSERT INTO search_words (search_words, rank) VALUES ('integrity-check', 1)"
        connection.exec_driver_sql(check)
        before = sorted(tuple(row) for row in connection.exec_driver_sql("SELECT record_id, words FROM search_entry"))
        search_index.rebuild(connection)
        after = sorted(tuple(row) for row in connection.exec_driver_sql("SELECT record_id, words FROM search_entry"))
        connection.exec_driver_sql(check)
    assert before == after


def test_rebuilding_finds_the_same_and_forgets_the_bin(
    database: Database, store: RecordStore, lexicon: StoredLexicon
) -> None:
    for name in ("Diop", "Sow", "Ndiaye"):
        add(store, "person", family_name=name)
    add(store, "workshop", title="Atelier de Diop")
    store.put_in_bin(Person, lexicon.search("sow")[0].record_id)
    before = found(lexicon, "diop")
    assert_whole(database)
    assert found(lexicon, "diop") == before == ["Diop", "Atelier de Diop"]
    assert found(lexicon, "sow") == []


def test_more_matches_than_are_read_together_find_the_same_records(
    store: RecordStore, lexicon: StoredLexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        add(store, "person", family_name="Sow", given_names=f"Awa {number}")
    add(store, "organisation", name="Maison Awa Sow")
    together = found(lexicon, "awa sow")
    assert "Maison Awa Sow" in together
    assert len(together) == 7
    monkeypatch.setattr(search_index, "MOST_TOGETHER", 3)
    assert found(lexicon, "awa sow") == together


def test_what_the_qr_code_of_a_sheet_says_finds_its_activity_alone(store: RecordStore, lexicon: StoredLexicon) -> None:
    activity = add(store, "workshop", code="DKR-2021-014", title="Formation")
    add(store, "workshop", code="DKR-2021-014", title="Autre")
    scanned = reference_of("DKR-2021-014", activity)
    assert found(lexicon, scanned) == found(lexicon, scanned.lower(), "activity") == ["DKR-2021-014 · Formation"]
    assert found(lexicon, scanned, "person") == []
    store.put_in_bin(kind_named("workshop"), activity)
    assert found(lexicon, scanned) == []
