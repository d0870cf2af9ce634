"""Two records of one person in one activity: one row, whichever way they came in."""

import uuid

from ibcr_desktop.people.verdicts import decide, part
from tests.roster.sheets import Sheet


def joined(sheet: Sheet) -> tuple[uuid.UUID, uuid.UUID]:
    one, other = sheet.add_person("Ndiaye", telephone=None), sheet.add_person("N'Diaye", telephone="77 123 45 67")
    sheet.enter(one, level="sensitised", session_ids=(sheet.days[0],), hours=6.0)
    sheet.enter(other, level="trained", session_ids=(sheet.days[1],), hours=6.0)
    decide(sheet.store, one, other, "same")
    return one, other


def test_they_are_one_row_with_the_highest_level_and_the_days_of_both(sheet: Sheet) -> None:
    joined(sheet)
    (row,) = sheet.open().rows
    assert row.values["participation.level"] == "trained"
    assert set(row.values["participation.session_ids"]) == set(sheet.days[:2])
    assert row.values["participation.hours"] == 12.0
    assert sheet.text(row, "telephone") == "77 123 45 67"
    assert sheet.saving.is_saved(row), "reading writes nothing"


def test_taking_the_row_out_takes_both_lines_out(sheet: Sheet) -> None:
    joined(sheet)
    (row,) = sheet.open().rows
    sheet.saving.take_out([row], sheet.columns)
    assert sheet.open().rows == ()


def test_parted_again_they_are_two_rows_as_before(sheet: Sheet) -> None:
    one, other = joined(sheet)
    assert len(sheet.open().rows) == 1
    part(sheet.store, one, other)
    assert sorted(row.values["participation.level"] for row in sheet.open().rows) == ["sensitised", "trained"]
