"""The roster follows the paper: by its lines as far as they are known, then as the people were entered."""

from ibcr_desktop.records import Participation
from ibcr_desktop.records.participations import participation_id
from tests.databases import add
from tests.roster.sheets import Sheet


def _take_part(sheet: Sheet, name: str, line: int | None) -> None:
    person = add(sheet.store, "person", family_name=name, sex="female")
    values = {"person_id": person, "activity_id": sheet.activity, "paper_line": line}
    add(sheet.store, "participation", participation_id(person, sheet.activity), **values)


def _names(sheet: Sheet) -> list[str]:
    return [row.values["person.family_name"] for row in sheet.open().rows]


def test_people_stand_in_the_order_of_the_paper_and_others_after_them(sheet: Sheet) -> None:
    for name, line in (("Sow", None), ("Diop", 2), ("Ba", None), ("Awa", 1)):
        _take_part(sheet, name, line)
    assert _names(sheet) == ["Awa", "Diop", "Sow", "Ba"]
    first = sheet.open().rows[0]
    sheet.store.save(Participation, first.key, {"paper_line": 3})
    assert _names(sheet) == ["Diop", "Awa", "Sow", "Ba"]
