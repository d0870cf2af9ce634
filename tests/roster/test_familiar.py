"""Who is expected in an activity: those who came before, those like the pins; never before better evidence."""

import uuid
from datetime import date

from ibcr_desktop.records.ids import new_id
from ibcr_desktop.roster.familiar import Expected, came_before, in_expected_order
from ibcr_desktop.roster.known_lines import KnownPerson
from ibcr_desktop.roster.rows import RosterRow
from tests.databases import add
from tests.roster.sheets import Sheet, take_part


def known(tier: str = "name only", **values: object) -> KnownPerson:
    person = new_id()
    cells = {f"person.{name}": value for name, value in values.items()}
    return KnownPerson(RosterRow(key=person, person_id=person, participation_id=person, values=cells), tier=tier)


def order(some: list[KnownPerson], came: set[uuid.UUID], expected: Expected) -> list[int]:
    return [some.index(each) for each in in_expected_order(some, came, expected)]


def test_who_came_before_is_first_and_who_is_here_is_last() -> None:
    some = [known(), known(), known()]
    expected = Expected(new_id(), here=frozenset({some[0].row.person_id}))
    assert order(some, {some[2].row.person_id}, expected) == [2, 1, 0]


def test_the_likeness_to_pinned_values_decides_among_equals() -> None:
    place = new_id()
    some = [known(), known(professional_group="judge"), known(organisation_id=place, professional_group="police")]
    carried = {"person.organisation_id": place, "person.professional_group": "police"}
    assert order(some, set(), Expected(new_id(), carried=carried)) == [2, 0, 1]


def test_better_evidence_is_never_passed_by() -> None:
    some = [known("very likely"), known("maybe"), known()]
    assert order(some, {some[2].row.person_id}, Expected(new_id())) == [0, 1, 2]


def test_without_anything_expected_the_order_stays() -> None:
    some = [known(), known(), known()]
    assert order(some, set(), Expected(new_id())) == [0, 1, 2]


def _workshop(sheet: Sheet, person: uuid.UUID | None, **values: object) -> uuid.UUID:
    activity = add(sheet.store, "workshop", title="Cours", starts_on=date(2021, 3, 7), **values)
    if person is not None:
        take_part(sheet.store, activity, person)
    return activity


def test_the_series_decides_and_without_one_the_project(sheet: Sheet) -> None:
    project = add(sheet.store, "project", code="P")
    same, other, elsewhere = (sheet.add_person(name) for name in ("A", "B", "C"))
    _workshop(sheet, same, series="S", project_id=project)
    _workshop(sheet, other, project_id=project)
    _workshop(sheet, elsewhere)
    people = [same, other, elsewhere]
    of_series = _workshop(sheet, elsewhere, series="S", project_id=project)
    of_project = _workshop(sheet, None, project_id=project)
    of_neither = _workshop(sheet, None)
    with sheet.store.database.reader() as connection:
        assert came_before(connection, people, of_series) == {same}
        assert came_before(connection, people, of_project) == {same, other, elsewhere}
        assert came_before(connection, people, of_neither) == set()
        assert came_before(connection, [same], of_project) == {same}
