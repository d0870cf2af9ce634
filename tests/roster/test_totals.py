"""The line below the grid."""

from dataclasses import replace

import pytest

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.roster.group_rows import read_groups
from ibcr_desktop.roster.totals import Unnamed, sentence_of, totals_of, unnamed_in
from tests.databases import add
from tests.roster.sheets import COMPLETE, Sheet


def test_names_and_groups_are_added_and_compared_with_what_the_trainer_said(sheet: Sheet) -> None:
    rows = [sheet.row(**COMPLETE), sheet.row(family_name="Ba", sex="m"), sheet.row(family_name="Sow", sex="Not asked")]
    add(sheet.store, "headcount", activity_id=sheet.activity, total=10, females=6, males=3)
    add(sheet.store, "headcount", activity_id=sheet.activity, total=10, females=6, males=4, deleted=True)
    with sheet.store.database.reader() as connection:
        unnamed = unnamed_in(read_groups(connection, sheet.occasion, sheet.lexicon).rows)
    occasion = replace(sheet.occasion, people_reported=40)
    assert sentence_of(totals_of(rows, unnamed, occasion), occasion, Words("en")) == (
        "13 people: 3 by name, 10 by number · 7 F · 4 M · 2 not stated"
        " (trainer said 40: 27 missing) · 3 without attendance · 3 drafts"
    )


def test_hours_and_completions_are_added(sheet: Sheet) -> None:
    rows = sheet.save(sheet.row(**COMPLETE, **{"1": "x", "2": "x", "3": "x"}), sheet.row(**COMPLETE, **{"1": "x"}))
    totals = totals_of(rows, Unnamed(), sheet.occasion)
    assert (totals.hours, totals.completed, totals.without_attendance, totals.drafts) == (24.0, 1, 0, 0)
    assert "24 h · 1 completed" in sentence_of(totals, sheet.occasion, Words("en"))


def test_somebody_who_stands_in_two_rows_after_a_join_counts_once(sheet: Sheet) -> None:
    row = sheet.row(**COMPLETE)
    totals = totals_of([row, replace(row, key=sheet.activity)], Unnamed(), sheet.occasion)
    assert (totals.people, totals.women) == (1, 1)


@pytest.mark.parametrize("status", ["cancelled", "planned", None])
def test_not_held_is_not_the_same_as_not_filled_in(sheet: Sheet, status: str | None) -> None:
    occasion = replace(sheet.occasion, status=status)
    text = sentence_of(totals_of([sheet.row(**COMPLETE)], Unnamed(), occasion), occasion, Words("en"))
    assert ("did not take place" in text) is (status == "cancelled")
    assert ("without attendance" in text) is (status != "cancelled")
