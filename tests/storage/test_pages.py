"""Lists: the right records, in the right order, at any place."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.records.people import Person
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.database import Database
from ibcr_desktop.storage.filters import Filter, ListQuery, Operator
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.pages import ListPages, columns_of
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import TODAY, add, store_of


@pytest.fixture
def lexicon(database: Database) -> StoredLexicon:
    """The English lexicon of the database."""
    return StoredLexicon(database, Words("en"), FixedClock(TODAY))


def titles(database: Database, lexicon: StoredLexicon, query: ListQuery) -> list[str]:
    pages = ListPages(database, lexicon, query)
    rows = pages.page(0, 100)
    assert len(rows) == pages.count
    return [" ".join(lexicon.titles(row.kind, [row.record_id]).values()) for row in rows if row]


PEOPLE = ("person",)


@pytest.fixture
def people(store: RecordStore) -> None:
    """Five people, two of them in Senegal."""
    add(store, "term", list_code="sex", code="female", label_en="Woman", position=1)
    add(store, "term", list_code="sex", code="male", label_en="Man", position=2)
    add(store, "person", family_name="Sow", sex="male", birth_year=1980, country="SEN", state="draft")
    add(store, "person", family_name="Éboué", sex="female", birth_year=1990, country="GAB", function="50 % agent_x")
    add(store, "person", family_name="diop", sex="female", country="SEN", office="MTL")
    add(store, "person", given_names="Zoé", birth_year=1970, function="500 agents")
    binned = add(store, "person", family_name="Ba")
    store.put_in_bin(Person, binned)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ListQuery(PEOPLE), ["diop", "Éboué", "Sow", "Zoé"]),
        (ListQuery(PEOPLE, descending=True), ["Zoé", "Sow", "Éboué", "diop"]),
        (ListQuery(PEOPLE, in_bin=True), ["Ba"]),
        (ListQuery(PEOPLE, state="draft"), ["Sow"]),
        (ListQuery(PEOPLE, sort="family_name"), ["diop", "Éboué", "Sow", "Zoé"]),
        (ListQuery(PEOPLE, sort="birth_year"), ["Zoé", "Sow", "Éboué", "diop"]),
        (ListQuery(PEOPLE, sort="birth_year", descending=True), ["Éboué", "Sow", "Zoé", "diop"]),
        (ListQuery(PEOPLE, filters=(Filter("country", Operator.IS, "SEN"),)), ["diop", "Sow"]),
        (ListQuery(PEOPLE, filters=(Filter("country", Operator.IS_NOT, "SEN"),)), ["Éboué", "Zoé"]),
        (ListQuery(PEOPLE, filters=(Filter("country", Operator.ONE_OF, ("SEN", "GAB")),)), ["diop", "Éboué", "Sow"]),
        (ListQuery(PEOPLE, filters=(Filter("country", Operator.EMPTY),)), ["Zoé"]),
        (ListQuery(PEOPLE, filters=(Filter("birth_year", Operator.FILLED),)), ["Éboué", "Sow", "Zoé"]),
        (ListQuery(PEOPLE, filters=(Filter("birth_year", Operator.FROM, 1980),)), ["Éboué", "Sow"]),
        (ListQuery(PEOPLE, filters=(Filter("birth_year", Operator.UNTIL, 1980),)), ["Sow", "Zoé"]),
        (ListQuery(PEOPLE, filters=(Filter("function", Operator.HOLDS, "0 %"),)), ["Éboué"]),
        (ListQuery(PEOPLE, filters=(Filter("function", Operator.HOLDS, "AGENT_X"),)), ["Éboué"]),
        (ListQuery(PEOPLE, filters=(Filter("office", Operator.IS, "MTL"),)), ["diop"]),
        (ListQuery(PEOPLE, search="ebo"), ["Éboué"]),
        (ListQuery(PEOPLE, search="%"), []),
        (ListQuery(PEOPLE, search="s", filters=(Filter("sex", Operator.IS, "male"),)), ["Sow"]),
        (ListQuery(PEOPLE, only=()), []),
        (ListQuery(PEOPLE, search="ba", in_bin=True), []),
    ],
)
def test_a_query_shows_what_it_asks_for(
    database: Database, lexicon: StoredLexicon, query: ListQuery, expected: list[str]
) -> None:
    assert titles(database, lexicon, query) == expected


@pytest.mark.usefixtures("people")
def test_choices_sort_as_their_list_and_links_as_the_titles_behind_them(
    database: Database, store: RecordStore, lexicon: StoredLexicon
) -> None:
    first, second = (add(store, "organisation", name=name) for name in ("Alpha", "Zeta"))
    for name, organisation in (("Nana", second), ("Oumar", first)):
        add(store, "person", family_name=name, organisation_id=organisation, sex="male")
    assert titles(database, lexicon, ListQuery(PEOPLE, sort="organisation_id"))[:2] == ["Oumar", "Nana"]
    by_sex = titles(database, lexicon, ListQuery(PEOPLE, sort="sex"))
    assert set(by_sex[:2]) == {"diop", "Éboué"}
    assert by_sex[-1] == "Zoé"


def test_only_some_records_however_many(database: Database, store: RecordStore, lexicon: StoredLexicon) -> None:
    ids = [new_id() for _ in range(2_000)]
    kind = kind_named("person")
    store.write_all([Write(kind, each, {"family_name": f"P{place:04}"}) for place, each in enumerate(ids)])
    asked = ListQuery(PEOPLE, only=(*ids[1:], *(new_id() for _ in range(40_000))))
    pages = ListPages(database, lexicon, asked)
    assert (pages.count, pages.total) == (1_999, 2_000)


def test_all_activities_or_some_kinds_of_them(database: Database, store: RecordStore, lexicon: StoredLexicon) -> None:
    add(store, "event", title="Forum", ends_on=date(2021, 3, 31))
    add(store, "workshop", title="Atelier", ends_on=date(2021, 4, 1), themes=("law", "police"))
    add(store, "person", family_name="Atelier")
    assert titles(database, lexicon, ListQuery(("activity",))) == ["Atelier", "Forum"]
    assert titles(database, lexicon, ListQuery(("event", "mission"))) == ["Forum"]
    assert titles(database, lexicon, ListQuery(("workshop",), search="ate")) == ["Atelier"]
    assert titles(database, lexicon, ListQuery(("event",), search="ate")) == []
    assert titles(database, lexicon, ListQuery(("activity",), fiscal_year=2020)) == ["Forum"]
    holds = Filter("themes", Operator.HOLDS, "law")
    assert titles(database, lexicon, ListQuery(("activity",), filters=(holds,))) == ["Atelier"]
    assert "workshop_form" not in {each.name for each in columns_of(ListQuery(("activity",)))}
    assert "workshop_form" in {each.name for each in columns_of(ListQuery(("workshop",)))}


def test_a_list_of_two_tables_is_refused(database: Database, lexicon: StoredLexicon) -> None:
    with pytest.raises(ValueError, match="one table"):
        _ = ListPages(database, lexicon, ListQuery(("person", "workshop")), ()).count


def test_rows_carry_texts_of_labels_days_and_links(
    database: Database, store: RecordStore, lexicon: StoredLexicon
) -> None:
    add(store, "office", code="DKR", name="Dakar")
    project = add(store, "project", code="P1", title="Police")
    add(store, "workshop", title="Atelier", starts_on=date(2021, 3, 7), project_id=project)
    query = ListQuery(("activity",))
    pages = ListPages(database, lexicon, query, columns_of(query))
    row = pages.page(0, 1)[0]
    assert row is not None
    texts = dict(zip((each.name for each in pages.columns), row.texts, strict=True))
    assert (texts["kind"], texts["starts_on"]) == ("Workshop", "7 March 2021")
    assert (texts["project_id"], texts["office"]) == ("P1 · Police", "Dakar")
    assert (row.kind, row.state, row.contested) == ("workshop", "complete", False)


@pytest.mark.parametrize("count", [1, 60])
def test_a_page_asks_the_same_number_of_questions_however_many_rows_it_has(
    database: Database, store: RecordStore, lexicon: StoredLexicon, count: int
) -> None:
    workshop = add(store, "workshop", code="DKR-2021-001", title="Cours")
    people = [new_id() for _ in range(count)]
    store.write_all([Write(Person, each, {"family_name": "Diop"}) for each in people])
    links = [{"person_id": each, "activity_id": workshop, "role": "trainee"} for each in people]
    store.write_all([Write(kind_named("participation"), new_id(), each) for each in links])
    pages = ListPages(database, lexicon, ListQuery(("participation",)))
    assert (pages.count, lexicon.terms("participation_role")) == (count, [])
    asked: list[str] = []
    event.listen(database._engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    rows = pages.page(0, 100)
    assert {row.texts[:2] for row in rows if row} == {("Diop", "DKR-2021-001 · Cours")}
    assert len([each for each in asked if each.lstrip().startswith("SELECT")]) == 5


def test_a_record_that_has_gone_leaves_its_place_empty(
    database: Database, store: RecordStore, lexicon: StoredLexicon
) -> None:
    pages = ListPages(database, lexicon, ListQuery(PEOPLE))
    add(store, "person", family_name="Diop")
    assert pages.count == 1
    with database.writer() as connection:
        connection.exec_driver_sql("DELETE FROM person")
    assert pages.place_of(new_id()) is None
    assert pages.page(5, 10) == []


NAMES = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), min_size=1, max_size=25)
JUMPS = st.lists(st.tuples(st.integers(0, 26), st.integers(0, 9)), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(names=NAMES, jumps=JUMPS, descending=st.booleans(), sort=st.sampled_from(["", "function", "birth_year"]))
def test_every_jump_gives_the_same_order_as_reading_from_the_start(
    database: Database,
    names: list[str],
    jumps: list[tuple[int, int]],
    descending: bool,
    sort: str,
) -> None:
    store, lexicon = store_of(database), StoredLexicon(database, Words("en"), FixedClock(TODAY))
    with database.writer() as connection:
        connection.exec_driver_sql("DELETE FROM person")
    values = [
        {"family_name": name or None, "function": name or None, "birth_year": len(name) or None} for name in names
    ]
    store.write_all([Write(Person, new_id(), each) for each in values])
    query = ListQuery(PEOPLE, sort=sort, descending=descending)
    whole = [row.record_id for row in ListPages(database, lexicon, query).page(0, 100) if row]
    assert len(set(whole)) == len(names)
    pages = ListPages(database, lexicon, query)
    for first, count in jumps:
        assert pages.ids(first, count) == whole[first : first + count]
    assert [pages.place_of(each) for each in whole] == list(range(len(whole)))


def test_a_long_list_sorted_by_any_column_is_whole_in_its_middle_too(
    database: Database, store: RecordStore, lexicon: StoredLexicon
) -> None:
    kind = kind_named("person")
    writes = [Write(kind, new_id(), {"function": f"F{place * 7919 % 1_500:04}"}) for place in range(1_500)]
    store.write_all(writes)
    pages = ListPages(database, lexicon, ListQuery(PEOPLE, sort="function"))
    wanted = [each.record_id for each in sorted(writes, key=lambda each: each.values["function"])]
    for first, count in ((0, 500), (1_450, 50), (1_490, 50), (480, 40), (700, 100), (0, 1_500)):
        assert pages.ids(first, count) == wanted[first : first + count]
    assert pages.place_of(wanted[900]) == 900
