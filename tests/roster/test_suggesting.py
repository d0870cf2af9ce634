"""What a cell offers."""

import pytest

from ibcr_desktop.roster.suggesting import completion, read_usual_values, suggested
from tests.databases import add
from tests.roster.sheets import Sheet


def test_values_of_this_activity_come_before_those_of_the_office(sheet: Sheet) -> None:
    for function in ("Inspectrice", "Inspecteur", "Inspecteur"):
        sheet.add_person(function=function)
    with sheet.store.database.reader() as connection:
        usual = read_usual_values(connection, sheet.lexicon)
    column = sheet.column("function")
    assert suggested(column, "insp", [], usual, sheet.lexicon) == ["Inspecteur", "Inspectrice"]
    here = [sheet.row(function="Inspectrice générale")]
    assert suggested(column, "insp", here, usual, sheet.lexicon)[0] == "Inspectrice générale"


def test_a_list_is_searched_anywhere_and_what_begins_so_stands_first(sheet: Sheet) -> None:
    with sheet.store.database.reader() as connection:
        usual = read_usual_values(connection, sheet.lexicon)
    found = suggested(sheet.column("professional_group"), "po", [], usual, sheet.lexicon)
    assert found[0] == "Police"


def test_organisations_of_many_people_come_first(sheet: Sheet) -> None:
    add(sheet.store, "organisation", name="Police A")
    often = add(sheet.store, "organisation", name="Police B")
    sheet.add_person(organisation_id=often)
    with sheet.store.database.reader() as connection:
        usual = read_usual_values(connection, sheet.lexicon)
    assert suggested(sheet.column("organisation_id"), "police", [], usual, sheet.lexicon) == ["Police B", "Police A"]


@pytest.mark.parametrize("name", ["family_name", "telephone", "sex", "hours", "1"])
def test_names_and_numbers_are_never_completed(sheet: Sheet, name: str) -> None:
    with sheet.store.database.reader() as connection:
        usual = read_usual_values(connection, sheet.lexicon)
    row = sheet.row(family_name="Diop", telephone="77", hours="6")
    assert suggested(sheet.column(name), "", [row], usual, sheet.lexicon) == []


@pytest.mark.parametrize(
    ("typed", "offered", "whole"),
    [
        ("bri", ["Brigade des mineurs"], "Brigade des mineurs"),
        ("ec", ["École de police"], "École de police"),
        ("commissaire", ["Commissaire divisionnaire", "Commissaire"], ""),
        ("mineurs", ["Brigade des mineurs"], ""),
        ("", ["Police"], ""),
    ],
)
def test_a_value_is_completed_unless_it_is_whole_already(typed: str, offered: list[str], whole: str) -> None:
    assert completion(typed, offered) == whole
