"""Groups that can be brought in."""

from ibcr_desktop.roster.groups import Group, groups_named, people_in
from ibcr_desktop.roster.known_lines import read_known
from tests.databases import add
from tests.roster.sheets import FIRST_DAY, Sheet


def found(sheet: Sheet, text: str) -> list[Group]:
    with sheet.store.database.reader() as connection:
        return groups_named(connection, text, sheet.lexicon, sheet.activity)


def names(sheet: Sheet, group: Group) -> list[str]:
    with sheet.store.database.reader() as connection:
        return [each.row.name for each in read_known(connection, people_in(connection, group))]


def earlier(sheet: Sheet, *people: str, title: str = "Module 1", **values: object) -> Sheet:
    other = Sheet(
        sheet.store, days=0, activity=add(sheet.store, "workshop", title=title, starts_on=FIRST_DAY, **values)
    )
    for name in people:
        other.enter(sheet.add_person(name))
    return other


def test_everybody_of_an_earlier_activity_by_name(sheet: Sheet) -> None:
    earlier(sheet, "Sow", "Ba")
    (group,) = found(sheet, "modul")
    assert (group.sort, group.people) == ("activity", 2)
    assert names(sheet, group) == ["Ba Awa", "Sow Awa"]


def test_without_a_text_the_latest_activities_are_offered_but_not_this_one(sheet: Sheet) -> None:
    sheet.enter(sheet.add_person("Diop"))
    earlier(sheet, "Sow")
    assert [group.title for group in found(sheet, "")] == ["Module 1"]


def test_everybody_of_a_series_once(sheet: Sheet) -> None:
    one = earlier(sheet, "Sow", "Ba", title="Un", series="Police 2021")
    two = earlier(sheet, "Kane", title="Deux", series="Police 2021")
    again = one.open().rows[0].person_id
    two.enter(again)
    (group,) = found(sheet, "police")
    assert (group.sort, group.people) == ("series", 3)
    assert sorted(names(sheet, group)) == ["Ba Awa", "Kane Awa", "Sow Awa"]


def test_everybody_of_an_organisation_by_name(sheet: Sheet) -> None:
    brigade = add(sheet.store, "organisation", name="Brigade des mineurs")
    for name in ("Sow", "Ba"):
        sheet.add_person(name, organisation_id=brigade)
    (group,) = found(sheet, "mineurs")
    assert (group.sort, names(sheet, group)) == ("organisation", ["Ba Awa", "Sow Awa"])


def test_groups_of_nobody_and_people_in_the_bin_are_left_out(sheet: Sheet) -> None:
    add(sheet.store, "organisation", name="Vide")
    other = earlier(sheet, "Sow", title="Vider")
    add(sheet.store, "person", other.open().rows[0].person_id, deleted=True)
    (group,) = found(sheet, "vid")
    assert names(sheet, group) == []
