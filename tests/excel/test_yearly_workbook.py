"""The workbook of a small year, opened again: what it says, what it links to, and what it must not hold."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ibcr_desktop.excel.yearly_workbook import NAMES_IN_IT, write_workbook
from ibcr_desktop.foundation.words import LANGUAGES, Words
from ibcr_desktop.records.offices import ORGANISATION
from ibcr_desktop.records.problems import warning
from ibcr_desktop.storage.confirmations import confirming
from ibcr_desktop.totals.yearly_totals import compute
from tests.databases import add
from tests.excel.grids import all_texts, grid, table_grid
from tests.excel.small_year import FAMILY_NAME, GIVEN_NAMES, NASTY, SmallYear, small_year

ENGLISH = Words("en")
NO_EVIDENCE = warning("no_evidence", "x")


@pytest.fixture
def year(tmp_path: Path) -> Iterator[SmallYear]:
    """A workshop, an event, three people and a class."""
    with small_year(tmp_path) as made:
        yield made


@pytest.fixture
def path(tmp_path: Path, year: SmallYear) -> Path:
    """The workbook of that year in English, without names."""
    write_workbook(year.database, year.totals(), tmp_path / "totals.xlsx", ENGLISH)
    return tmp_path / "totals.xlsx"


def people_sheet(path: Path) -> str:
    """Give the name of the sheet behind the people."""
    return next(name for name in load_workbook(path).sheetnames if name.endswith("People sensitised, equipped"))


def test_the_list_holds_each_figure_with_bounds_sentence_and_attendances(path: Path, year: SmallYear) -> None:
    rows = {row["Code"]: row for row in table_grid(path, "Totals")}
    for figure in year.totals().figures:
        row = rows[figure.code]
        outcome = figure.outcome
        assert (row["Counted"], row["Low"], row["High"]) == (outcome.figure, outcome.low, outcome.high)
        assert row["Sentence"] == figure.text(ENGLISH)
        assert row["Attendances"] == outcome.attendances
        assert row["Definition"] == figure.meaning(ENGLISH)
    assert rows["people_reached"]["Counted"] == 23


def test_each_figure_leads_to_its_records_and_they_lead_back(path: Path) -> None:
    workbook: Any = load_workbook(path)
    links = [cell.hyperlink for (cell,) in workbook["Totals"]["B5:B60"] if cell.hyperlink]
    targets = [link.location.split("!")[0].strip("'") for link in links]
    assert len(targets) == len(table_grid(path, "Totals"))
    for target in targets:
        back = [cell.hyperlink for row in workbook[target]["A1:A4"] for cell in row if cell.hyperlink]
        assert [link.location for link in back] == ["'Totals'!A1"]


def test_behind_the_people_stand_exactly_the_persons_and_groups_counted(path: Path, year: SmallYear) -> None:
    rows = table_grid(path, people_sheet(path))
    assert {row["Record number"] for row in rows} == {
        str(each) for each in year.totals().figure("people_reached").records
    }
    assert sorted(str(row["Code"]) for row in rows if row["Kind"] == "Person") == ["CODE0", "CODE1", "CODE2"]
    above = " ".join(str(value) for row in grid(path, people_sheet(path))[:8] for value in row)
    assert "Figure: 23. Records below: 4." in above


def test_a_participation_has_codes_and_labels_of_activity_and_person(path: Path) -> None:
    rows = table_grid(path, "Participations")
    assert len(rows) == 6
    row = next(row for row in rows if row["Person: Code"] == "CODE0" and row["Activity: Code"] == "DKR-2020-001")
    assert row["Activity: Last day"] == datetime(2020, 11, 20)  # noqa: DTZ001 - a cell has no zone
    assert (row["Activity: Country (code)"], row["Activity: Country"]) == ("SEN", "Senegal")
    assert (row["Person: Sex (code)"], row["Person: Sex"]) == ("female", "Female")
    assert row["Person: Organisation"] == "École de police de Thiès"
    assert row["Activity: Project"] == "XSY · Xalé Sama Yité"
    assert row["Activity: Themes (code)"] == "child_participation; gender_equality"
    assert (row["Hours attended"], row["Person: Year of birth"]) == (7.5, 1980)


def test_joined_people_are_counted_under_one_code(tmp_path: Path, year: SmallYear) -> None:
    first, second = sorted(year.people[:2])
    add(year.store, "person_link", first_id=first, second_id=second, verdict="same")
    write_workbook(year.database, year.totals(), tmp_path / "totals.xlsx", ENGLISH)
    rows = table_grid(tmp_path / "totals.xlsx", "Participations")
    assert len({row["Person: Code"] for row in rows}) == 3
    assert len({row["Person: Counted as"] for row in rows}) == 2


def test_activities_stand_in_the_order_of_their_days(path: Path) -> None:
    rows = table_grid(path, "Activities")
    assert [row["Code"] for row in rows] == ["DKR-2020-001", "DKR-2020-002"]
    assert rows[1]["Event: Role of the bureau"] == "Organiser"


def test_drafts_stay_out_of_the_flat_sheets(tmp_path: Path, year: SmallYear) -> None:
    someone = add(year.store, "person", sex="female", birth_year=1990, public_code="DRAFTED", state="draft")
    values: dict[str, Any] = {"role": "participant", "level": "trained", "activity_id": year.workshop}
    add(year.store, "participation", person_id=someone, **values)
    add(year.store, "participation", person_id=year.people[0], state="draft", **values)
    totals = year.totals()
    write_workbook(year.database, totals, tmp_path / "totals.xlsx", ENGLISH)
    assert len(table_grid(tmp_path / "totals.xlsx", "Participations")) == 6
    assert len(totals.drafts) == 1  # the other one repeats what a complete participation says
    assert "1 draft is left out" in str(grid(tmp_path / "totals.xlsx", "Totals")[1])


def test_another_year_is_empty_but_whole(tmp_path: Path, year: SmallYear) -> None:
    write_workbook(year.database, year.totals(2019), tmp_path / "other.xlsx", ENGLISH)
    assert all(value is None for row in table_grid(tmp_path / "other.xlsx", "Participations") for value in row.values())


def test_only_the_chosen_offices_and_countries_are_in_it(tmp_path: Path, year: SmallYear) -> None:
    with year.database.reader() as connection:
        totals = compute(connection, 2020, countries=["MLI"], offices=["DKR"])
    write_workbook(year.database, totals, tmp_path / "part.xlsx", ENGLISH)
    head = " ".join(str(row) for row in grid(tmp_path / "part.xlsx", "Totals")[:5])
    assert "Only these countries are counted: Mali." in head
    assert "Only what these offices recorded is counted: Dakar." in head
    assert [row["Code"] for row in table_grid(tmp_path / "part.xlsx", "Activities")] == [None]


def test_a_course_at_ones_own_pace_belongs_to_the_year_of_its_completions(tmp_path: Path, year: SmallYear) -> None:
    course: dict[str, Any] = {
        "title": "Online",
        "country": "SEN",
        "starts_on": date(2018, 1, 1),
        "ends_on": date(2025, 1, 1),
    }
    values: dict[str, Any] = {
        "status": "held",
        "mode": "self_paced",
        "themes": ("gender_equality",),
        "delivered_by": "ibcr",
    }
    activity = add(year.store, "workshop", code="MTL-2018-001", purpose="training", **course, **values)
    for person, day in zip(year.people, (date(2020, 5, 1), date(2019, 5, 1), None), strict=True):
        taking_part: dict[str, Any] = {
            "person_id": person,
            "activity_id": activity,
            "role": "participant",
            "level": "trained",
        }
        add(year.store, "participation", completed_on=day, **taking_part)
    write_workbook(year.database, year.totals(), tmp_path / "totals.xlsx", ENGLISH)
    rows = table_grid(tmp_path / "totals.xlsx", "Participations")
    assert [row["Person: Code"] for row in rows if row["Activity: Code"] == "MTL-2018-001"] == ["CODE0"]


def test_a_text_from_a_record_is_text_wherever_it_stands(path: Path) -> None:
    workbook = load_workbook(path)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    titles = [cell for cell in cells if cell.value == NASTY]
    assert len(titles) >= 8
    assert all(cell.quotePrefix for cell in titles)


def test_no_person_is_named_unless_asked_for(path: Path) -> None:
    texts = " ".join(all_texts(path))
    assert "CODE0" in texts
    for name in (FAMILY_NAME, GIVEN_NAMES, "Hidden", "+221"):
        assert name not in texts
    assert NAMES_IN_IT not in texts


def test_a_workbook_with_names_says_so_on_every_sheet_that_has_them(tmp_path: Path, year: SmallYear) -> None:
    path = tmp_path / "named.xlsx"
    write_workbook(year.database, year.totals(), path, ENGLISH, names=True)
    workbook = load_workbook(path)
    named = []
    for sheet in workbook:
        texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        if any(FAMILY_NAME in text for text in texts):
            named.append(sheet.title)
            assert NAMES_IN_IT in texts
    assert "Participations" in named
    assert people_sheet(path) in named
    assert "+221" not in " ".join(all_texts(path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_gives_valid_sheets_and_its_own_words(tmp_path: Path, year: SmallYear, language: str) -> None:
    path, words = tmp_path / "totals.xlsx", Words(language)
    totals = year.totals()
    write_workbook(year.database, totals, path, words)
    workbook: Any = load_workbook(path)
    names = workbook.sheetnames
    assert len(names) == len({name.casefold() for name in names}) == len(totals.figures) + 7
    assert max(map(len, names)) <= 31
    texts = set(all_texts(path))
    assert totals.figure("people_reached").text(words) in texts
    assert {"en": "Senegal", "fr": "Sénégal", "es": "Senegal"}[language] in texts
    tables = [table for sheet in workbook for table in sheet.tables.values()]
    assert len(tables) == len({table.displayName.casefold() for table in tables}) == len(names) - 1


def test_the_properties_name_the_organisation_and_no_person(path: Path) -> None:
    properties = load_workbook(path).properties
    assert properties.creator == properties.lastModifiedBy == ORGANISATION
    assert properties.title == "Major achievements 2020-2021"
    assert properties.language == "en"


def test_breakdowns_have_native_charts_that_read_their_cells(path: Path, year: SmallYear) -> None:
    workbook: Any = load_workbook(path)
    charts = workbook["Charts"]._charts
    assert charts
    rows = table_grid(path, "Breakdowns")
    label = year.totals().figure("people_reached").label(ENGLISH)
    by_sex = {row["Code"]: row["Number"] for row in rows if (row["Figure"], row["Breakdown"]) == (label, "Sex")}
    assert by_sex == {"female": 1, "male": 2, "unknown": 20}
    for chart in charts:
        first, last = chart.series[0].val.numRef.f.split("!")[1].replace("$", "").split(":")
        assert all(isinstance(cell.value, int | float) for (cell,) in workbook["Breakdowns"][f"{first}:{last}"])


def test_quality_tells_what_is_not_certain_and_names_nobody(tmp_path: Path, year: SmallYear) -> None:
    first, second = year.people[:2]
    add(year.store, "person_link", first_id=first, second_id=second, verdict="undecided")
    values: dict[str, Any] = {"role": "participant", "level": "trained", "activity_id": year.workshop}
    someone = add(year.store, "person", sex="female", birth_year=1990, public_code="DRAFTED", state="draft")
    add(year.store, "participation", person_id=someone, **values)
    namesake = warning("namesake", "x", "family_name", code="CODE9")
    year.store.write_all(
        [confirming(first, namesake, f"The other one is a {FAMILY_NAME}"), confirming(year.event, NO_EVIDENCE, "Lost")]
    )
    write_workbook(year.database, year.totals(), tmp_path / "totals.xlsx", ENGLISH)
    rows = table_grid(tmp_path / "totals.xlsx", "Quality")
    reasons = {row["Record"]: row["What to look at"] for row in rows if row["Check"] == "Confirmed warnings"}
    assert reasons == {
        "Same name as another person · CODE0": "Somebody has confirmed it.",
        f"Held, but without evidence · DKR-2020-002 · {NASTY}": "Somebody has confirmed it: Lost",
    }
    found = {(row["Check"], row["Kind"], row["Record"]) for row in rows}
    assert ("Drafts left out", "Person", "DRAFTED") in found
    assert ("Maybe the same person, not decided", "Link between two people", "CODE0 · CODE1") in found
    assert ("People of unknown sex", "Headcount", f"DKR-2020-001 · {NASTY}") in found
    assert ("Held, but without evidence", "Workshop", f"DKR-2020-001 · {NASTY}") in found
    assert ("Held, but without evidence", "Event", f"DKR-2020-002 · {NASTY}") not in found
    assert FAMILY_NAME not in " ".join(all_texts(tmp_path / "totals.xlsx"))


def test_the_code_book_explains_every_code_of_the_participations(path: Path) -> None:
    known = {(row["List"], row["Code"]): row["Label"] for row in table_grid(path, "Code book")}
    assert known["sex", "female"] == "Female"
    assert known["country", "SEN"] == "Senegal"
    assert known["level", "trained"] == "Trained"
    assert ("figure", "people_reached") in known


def test_nothing_private_is_left_behind(path: Path, private_home: Path) -> None:
    assert path.exists()
    assert [name for _, _, files in os.walk(private_home) for name in files] == []
    assert [each.name for each in path.parent.iterdir() if each.suffix == ".part"] == []
