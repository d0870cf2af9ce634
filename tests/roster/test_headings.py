"""Headings of sheets in three languages."""

import pytest

from ibcr_desktop.foundation.words import LANGUAGES, Words
from ibcr_desktop.roster.headings import columns_by_headings
from tests.roster.sheets import Sheet

WORDS = [Words(language) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        (["Nom", "Prénom(s)", "Sexe", "Âge"], ["person.family_name", None, "person.sex", "person.birth_year"]),
        (["N°", "Apellidos", "Nombres"], [None, "person.family_name", "person.given_names"]),
        (["Family name", "Telephone"], ["person.family_name", "person.telephone"]),
        (["Nom", "Date de naissance", "Commune"], ["person.family_name", "person.birth_year", "person.locality"]),
        (["Nom", "Nom de famille", "Grade"], ["person.family_name", None, "person.function"]),
    ],
)  # fmt: skip
def test_headings_are_known_in_any_language_and_each_column_once(
    sheet: Sheet, line: list[str], keys: list[str | None]
) -> None:
    found = columns_by_headings(line, sheet.roster.columns, WORDS)
    assert found is not None
    assert [column.key if column else None for column in found] == keys


def test_days_are_counted(sheet: Sheet) -> None:
    found = columns_by_headings(["Nom", "J1", "Jour 3", "J4"], sheet.roster.columns, WORDS)
    assert found is not None
    assert found[1:] == [sheet.column("1"), sheet.column("3"), None]


@pytest.mark.parametrize("line", [["Diop", "Aïcha", "F"], ["Nom"], []])
def test_a_line_of_people_is_no_heading(sheet: Sheet, line: list[str]) -> None:
    assert columns_by_headings(line, sheet.roster.columns, WORDS) is None
