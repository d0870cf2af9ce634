"""Rows of the roster in the tables: written when left, taken out, taken back."""

import uuid
from collections import defaultdict

from sqlalchemy import func, select

from ibcr_desktop.records import Person
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.roster.attendance_columns import all_days, attended
from ibcr_desktop.roster.known_rows import brought_in, take_person
from ibcr_desktop.roster.reading import read_people
from ibcr_desktop.roster.rows import RosterRow
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.log_tables import CHANGE, HALF_TYPED
from tests.databases import statements_to
from tests.roster.sheets import COMPLETE, Sheet


def changes_of(sheet: Sheet, record_id: uuid.UUID) -> int:
    with sheet.store.database.reader() as connection:
        statement = select(func.count()).where(CHANGE.c.record_id == record_id)
        return int(connection.execute(statement).scalar_one())


def known(sheet: Sheet, person: uuid.UUID) -> RosterRow:
    with sheet.store.database.reader() as connection:
        (row,) = read_people(connection, [person]).values()
    sheet.saving.know([row])
    return row


def present(sheet: Sheet, row: RosterRow) -> RosterRow:
    return row.with_values(attended(all_days(sheet.occasion), row, sheet.occasion))


def test_a_whole_row_is_a_complete_person_and_participation_in_one_change_each(sheet: Sheet) -> None:
    (row,) = sheet.save(sheet.row(**COMPLETE))
    assert row.is_complete
    assert sheet.stored("person", row.person_id).state == "complete"
    taking_part = sheet.stored("participation", row.participation_id)
    assert (taking_part.state, taking_part.values["level"], taking_part.office) == ("complete", "trained", "DKR")
    assert changes_of(sheet, row.person_id) == 1


def test_what_is_missing_or_not_understood_makes_a_draft_and_is_kept(sheet: Sheet) -> None:
    (row,) = sheet.save(sheet.row(**{**COMPLETE, "birth_year": "3O"}))
    assert not row.is_complete
    opened = sheet.stored("person", row.person_id)
    assert (opened.state, dict(opened.half_typed)) == ("draft", {"birth_year": "3O"})
    again = sheet.open().rows[0]
    assert sheet.text(again, "birth_year") == "3O"
    (mended,) = sheet.save(sheet.type_into(again, birth_year="30"))
    assert mended.is_complete
    assert dict(sheet.stored("person", row.person_id).half_typed) == {}


def test_a_complete_person_stays_one_while_somebody_types_something_unclear(sheet: Sheet) -> None:
    (row,) = sheet.save(sheet.row(**COMPLETE))
    (unclear,) = sheet.save(sheet.type_into(row, birth_year="3O"))
    opened = sheet.stored("person", unclear.person_id)
    assert (opened.state, opened.values["birth_year"]) == ("complete", 1990)


def test_a_row_that_undo_brings_back_has_the_state_that_is_stored(sheet: Sheet) -> None:
    begun = sheet.row(family_name="Diop")
    (first,) = sheet.save(begun)
    assert first.state == "complete", "the line itself lacks nothing"
    (again,) = sheet.save(begun)
    assert (again.state, again.person_state) == (first.state, first.person_state)
    (whole,) = sheet.save(sheet.type_into(begun, **COMPLETE))
    assert whole.is_complete


def test_a_row_that_nobody_changed_writes_nothing(sheet: Sheet) -> None:
    sheet.save(sheet.row(**COMPLETE))
    (row,) = sheet.open().rows
    assert sheet.saving.is_saved(row)
    before = changes_of(sheet, row.participation_id)
    sheet.save(row)
    assert changes_of(sheet, row.participation_id) == before


def test_cells_that_were_left_survive_the_end_of_the_program(sheet: Sheet) -> None:
    row = sheet.row(family_name="Diop", given_names="Aïcha")
    sheet.saving.keep(
        row, [sheet.column("family_name"), sheet.column("given_names"), sheet.column("role")], sheet.lexicon
    )
    assert sheet.store.open("person", row.person_id) is None, "the row is not left yet"
    (back,) = sheet.open().rows
    assert (back.name, back.person_id) == ("Diop Aïcha", row.person_id)
    assert not sheet.saving.is_saved(back)
    sheet.save(back)
    (stored,) = sheet.open().rows
    assert stored.name == "Diop Aïcha"
    assert sheet.saving.is_saved(stored)


def test_cells_of_a_written_row_survive_too(sheet: Sheet) -> None:
    (row,) = sheet.save(sheet.row(**COMPLETE))
    changed = sheet.type_into(row, function="Inspectrice")
    sheet.saving.keep(changed, [sheet.column("function")], sheet.lexicon)
    (back,) = sheet.open().rows
    assert sheet.text(back, "function") == "Inspectrice"
    assert not sheet.saving.is_saved(back)


def test_a_row_that_was_only_begun_and_taken_out_does_not_come_back(sheet: Sheet) -> None:
    row = sheet.row(family_name="Diop")
    sheet.saving.keep(row, [sheet.column("family_name")], sheet.lexicon)
    sheet.saving.take_out([row], sheet.columns)
    assert sheet.open().rows == ()


def test_taken_out_and_brought_back_is_as_before(sheet: Sheet) -> None:
    (row,) = sheet.save(sheet.row(**COMPLETE))
    sheet.saving.take_out([row], sheet.columns)
    assert sheet.stored("person", row.person_id).deleted
    assert sheet.open().rows == ()
    (again,) = sheet.save(row)
    assert again.is_complete
    assert not sheet.stored("person", row.person_id).deleted
    assert [each.name for each in sheet.open().rows] == ["Diop Aïcha"]


def test_a_known_person_who_is_taken_out_stays_known(sheet: Sheet) -> None:
    person = sheet.add_person()
    sheet.enter(person)
    (row,) = sheet.open().rows
    sheet.saving.take_out([row], sheet.columns)
    assert not sheet.stored("person", person).deleted
    assert sheet.open().rows == ()


def test_a_row_that_is_somebody_known_leaves_no_second_person(sheet: Sheet) -> None:
    person = sheet.add_person(telephone=None)
    row = sheet.row(family_name="Ndiay", given_names="Awa", telephone="77 123 45 67", professional_group="Judge")
    (draft,) = sheet.save(row)
    taken = take_person(draft, known(sheet, person), sheet.activity)
    (saved,) = sheet.save(taken)
    assert sheet.stored("person", draft.person_id).deleted
    assert sheet.stored("participation", draft.participation_id).deleted
    record = sheet.stored("person", person).values
    assert (record["family_name"], record["telephone"]) == ("Ndiaye", "77 123 45 67")
    assert (record["professional_group"], record["other_spellings"]) == ("police", "Ndiay Awa")
    assert sheet.stored("participation", saved.participation_id).values["profession_then"] == "judge"
    (only,) = sheet.open().rows
    assert (only.person_id, only.is_complete) == (person, True)


def test_taking_it_back_brings_the_new_person_again(sheet: Sheet) -> None:
    person = sheet.add_person()
    (draft,) = sheet.save(sheet.row(**COMPLETE))
    sheet.save(take_person(draft, known(sheet, person), sheet.activity))
    (back,) = sheet.save(draft)
    assert back.is_complete
    (only,) = sheet.open().rows
    assert only.person_id == draft.person_id
    assert not sheet.stored("person", draft.person_id).deleted


def test_text_of_a_row_that_was_only_begun_goes_with_the_person_it_was_not(sheet: Sheet) -> None:
    person = sheet.add_person()
    row = sheet.row(family_name="Ndia")
    sheet.saving.keep(row, [sheet.column("family_name")], sheet.lexicon)
    sheet.save(take_person(row, known(sheet, person), sheet.activity))
    (only,) = sheet.open().rows
    assert only.person_id == person


def test_tests_are_records_of_their_own_and_an_emptied_one_goes_to_the_bin(sheet: Sheet) -> None:
    sheet.save(sheet.row(**COMPLETE, post="16/20"))
    (again,) = sheet.open().rows
    assert sheet.text(again, "post") == "16/20"
    sheet.save(sheet.type_into(again, post=""))
    (empty,) = sheet.open().rows
    assert sheet.text(empty, "post") == ""


def test_a_batch_of_rows_is_written_as_a_whole(sheet: Sheet) -> None:
    rows = [sheet.row(**COMPLETE) for _ in range(5)]
    assert all(row.is_complete for row in sheet.save(*rows))
    assert len(sheet.open().rows) == 5


def test_ten_times_the_rows_take_no_statement_more(sheet: Sheet) -> None:
    names = [f"{first}{last}" for first in ("Dia", "Sa", "Traoré", "Zongo") for last in ("bo", "ga", "lla", "mi")]
    sent: dict[str, list[int]] = defaultdict(list)
    for count in (40, 400):
        whole = [sheet.row(**{**COMPLETE, "family_name": names[at % len(names)]}) for at in range(count)]
        with statements_to(sheet.store.database) as pasting:
            rows = sheet.save(*whole)
        with statements_to(sheet.store.database) as marking:
            rows = sheet.save(*(present(sheet, row) for row in rows))
        with statements_to(sheet.store.database) as filling:
            rows = sheet.save(*(sheet.type_into(row, function="Commissaire") for row in rows))
        with statements_to(sheet.store.database) as taking_out:
            sheet.saving.take_out(rows, sheet.columns)
        for name, statements in zip(
            ("pasting", "marking", "filling", "taking out"), (pasting, marking, filling, taking_out), strict=True
        ):
            sent[name].append(len(statements))
    assert {name: few == many for name, (few, many) in sent.items()} == dict.fromkeys(sent, True), sent


def test_people_who_are_brought_in_take_no_statement_each(sheet: Sheet) -> None:
    sent = []
    for count in (40, 400):
        ids = [new_id() for _ in range(count)]
        values = {"family_name": "Diop", "sex": "female", "birth_year": 1990, "state": "complete"}
        sheet.store.write_all([Write(Person, each, {**values, "public_code": each.hex[:9]}) for each in ids])
        with sheet.store.database.reader() as connection:
            known_ones = read_people(connection, ids).values()
        sheet.saving.know(known_ones)
        with statements_to(sheet.store.database) as statements:
            sheet.save(*brought_in(known_ones, sheet.activity, sheet.occasion.usual_values()))
        sent.append(len(statements))
    assert sent[0] == sent[1]


def test_half_typed_text_of_many_rows_is_dropped_by_no_statement_for_each_cell(sheet: Sheet) -> None:
    rows = [sheet.row(**{**COMPLETE, "birth_year": "3O"}) for _ in range(10)]
    sheet.save(*rows)
    with statements_to(sheet.store.database) as sent:
        sheet.save(*(sheet.type_into(row, birth_year="30") for row in rows))
    assert sum(each.startswith(f"DELETE FROM {HALF_TYPED.name}") for each in sent) == 1
    assert all(not row.texts for row in sheet.open().rows)


def test_what_was_changed_elsewhere_meanwhile_is_not_written_over(sheet: Sheet) -> None:
    (row,) = sheet.save(sheet.row(**COMPLETE))
    sheet.store.write_all([Write(Person, row.person_id, {"function": "Commissaire"})])
    sheet.save(sheet.type_into(row, telephone="77"))
    record = sheet.stored("person", row.person_id).values
    assert (record["function"], record["telephone"]) == ("Commissaire", "77")
