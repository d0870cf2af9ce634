"""Titles of records: words, days, labels and one step along links, with few questions."""

from datetime import date

import pytest
from sqlalchemy import event

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.offices import Term
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.lexicon import KnownTitles, StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import TODAY, add


@pytest.fixture
def lexicon(database: Database) -> StoredLexicon:
    """The French lexicon of the database."""
    return StoredLexicon(database, Words("fr"), FixedClock(TODAY))


def test_a_title_joins_what_is_filled_in(store: RecordStore, lexicon: StoredLexicon) -> None:
    both = add(store, "person", family_name="Diop", given_names="Aïcha")
    one = add(store, "person", given_names="Moussa")
    coded = add(store, "person", public_code="23456789X")
    empty = add(store, "person")
    titles = lexicon.titles("person", [both, one, coded, empty, new_id()])
    assert titles == {both: "Diop Aïcha", one: "Moussa", coded: "23456789X", empty: "Personne, encore sans titre"}


def test_a_title_shows_days_and_labels_as_people_read_them(store: RecordStore, lexicon: StoredLexicon) -> None:
    session = add(store, "session", held_on=date(2021, 3, 7), topic="Droits")
    workshop = add(store, "workshop", code="DKR-2021-001", title="Cours")
    add(store, "term", list_code="professional_group", code="police", label_en="Police", label_fr="Policiers")
    headcount = add(store, "headcount", activity_id=workshop, professional_group="police")
    assert lexicon.titles("session", [session]) == {session: "7 mars 2021 · Droits"}
    assert lexicon.titles("headcount", [headcount]) == {headcount: "DKR-2021-001 · Cours · Policiers"}
    assert lexicon.titles("activity", [workshop]) == lexicon.titles("workshop", [workshop])


def test_any_number_of_titles_takes_one_question_for_each_kind(
    database: Database, store: RecordStore, lexicon: StoredLexicon
) -> None:
    workshop = add(store, "workshop", code="DKR-2021-001", title="Cours")
    people = [add(store, "person", family_name=f"Diop {number}") for number in range(40)]
    rows = [add(store, "participation", person_id=person, activity_id=workshop) for person in people]
    asked: list[str] = []
    event.listen(database._engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    titles = lexicon.titles("participation", rows)
    assert titles[rows[3]] == "Diop 3 · DKR-2021-001 · Cours"
    assert len([each for each in asked if each.startswith("SELECT")]) == 3


def test_labels_come_in_the_language_then_in_english_then_as_the_code(
    store: RecordStore, lexicon: StoredLexicon
) -> None:
    add(store, "term", list_code="when", code="late", label_en="Late", label_fr="Tard", position=2)
    add(store, "term", list_code="when", code="soon", label_en="Soon", position=1)
    add(store, "term", list_code="when", code="bare", position=3)
    add(store, "term", list_code="when", code="old", label_fr="Ancien", valid_to=date(2020, 1, 1))
    assert lexicon.terms("when") == [("soon", "Soon"), ("late", "Tard"), ("bare", "bare")]
    assert lexicon.label("when", "old") == "Ancien"
    assert lexicon.label("when", "never") == "never"
    assert list(lexicon.order_of("when")) == ["soon", "late", "bare", "old"]


def test_countries_and_offices_are_lists_too(store: RecordStore, lexicon: StoredLexicon) -> None:
    add(store, "country", iso3="SEN", label_en="Senegal", label_fr="Sénégal")
    add(store, "country", iso3="DZA", label_en="Algeria", label_fr="Algérie")
    add(store, "office", code="DKR", name="Dakar")
    add(store, "office", code="OLD", name="Fermé", closed_on=date(2019, 1, 1))
    assert lexicon.terms("country") == [("DZA", "Algérie"), ("SEN", "Sénégal")]
    assert lexicon.terms("office") == [("DKR", "Dakar")]
    assert lexicon.label("office", "OLD") == "Fermé"


def test_labels_are_read_again_only_after_a_refresh(store: RecordStore, lexicon: StoredLexicon) -> None:
    term = add(store, "term", list_code="when", code="late", label_fr="Tard")
    assert lexicon.label("when", "late") == "Tard"
    store.save(Term, term, {"label_fr": "Plus tard"})
    lexicon.refresh({"person"})
    assert lexicon.label("when", "late") == "Tard"
    lexicon.refresh({"term"})
    assert lexicon.label("when", "late") == "Plus tard"


def test_titles_at_hand_ask_nothing_for_their_kinds_and_ask_for_others(
    store: RecordStore, lexicon: StoredLexicon
) -> None:
    person = add(store, "person", family_name="Diop")
    project = add(store, "project", code="P1", title="Police")
    known = KnownTitles(lexicon, {"person": {person: "At hand"}})
    assert known.titles("person", [person, new_id()]) == {person: "At hand"}
    assert known.titles("project", [project]) == {project: "P1 · Police"}
