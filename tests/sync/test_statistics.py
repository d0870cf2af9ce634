"""What leaves without names holds none, and still counts every person once."""

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard

from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.field_types import TextType
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.indicators import Indicator
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import person_link_id
from ibcr_desktop.records.vocabularies import shipped_records
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.storage.rows import unpack_values
from ibcr_desktop.sync.outgoing import pack_statistics
from ibcr_desktop.sync.package_file import HEADER
from ibcr_desktop.sync.refusals import PackageRefusedError
from ibcr_desktop.sync.sealing import unseal
from ibcr_desktop.sync.statistics_lines import is_told
from ibcr_desktop.totals.yearly_totals import compute
from tests.sync.offices import add_as, organisation, read, ring_of

SECRETS = {
    "family_name": "Diagne-Fall",
    "given_names": "Mariétou",
    "telephone": "+221 77 123 45 67",
    "email": "marietou@exemple.org",
    "other_spellings": "Djagne",
    "name_in_other_script": "ماريتو",
    "function": "Juge Diagne-Fall",
    "public_code": "ABCDEFGH2",
}


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[dict[str, RecordStore]]:
    with organisation(tmp_path, "DKR") as found:
        yield found


def content(path: Path, receiver: RecordStore) -> bytes:
    """Give all that is inside a package, opened and unpacked."""
    pieces: list[bytes] = []
    with path.open("rb") as file:
        file.seek(len(HEADER))
        unseal(file, pieces.append, ring_of(receiver).secret.identity)
    return zstandard.ZstdDecompressor().stream_reader(b"".join(pieces)).read()


def lines(path: Path, receiver: RecordStore) -> list[dict[str, Any]]:
    """Give the lines between the first and the last."""
    return [msgspec.json.decode(line) for line in content(path, receiver).splitlines()][1:-1]


def some_records(dakar: RecordStore) -> tuple[uuid.UUID, uuid.UUID]:
    """Record one person twice, with everything that names her, at one workshop of a telling title."""
    about = {"sex": "female", "birth_year": 1980, "professional_group": "judge", **SECRETS}
    one, other = add_as(dakar, "person", **about), add_as(dakar, "person", **about)
    workshop = add_as(dakar, "workshop", title="Chez Mariétou", code="DKR-2021-001", country="SEN")
    for person in (one, other):
        ids = {"person_id": person, "activity_id": workshop}
        add_as(dakar, "participation", participation_id(person, workshop), **ids, level="trained")
    first, second = sorted((one, other))
    verdict = {"first_id": first, "second_id": second, "verdict": "same", "evidence": "Diagne-Fall, both"}
    add_as(dakar, "person_link", person_link_id(one, other), **verdict)
    return one, other


@pytest.mark.parametrize("grade", ["pseudonymous", "totals"])
def test_no_name_telephone_or_e_mail_is_found(grade: Any, stores: dict[str, RecordStore], tmp_path: Path) -> None:
    people = some_records(stores["DKR"])
    packed = pack_statistics(stores["DKR"].database, tmp_path, stores["DKR"].clock, grade)
    inside = content(packed.path, stores["MTL"])
    text = msgspec.json.encode([msgspec.json.decode(line) for line in inside.splitlines()]).decode().casefold()
    telling = (*SECRETS.values(), "Awa Sarr", "laptop", "Chez", *map(str, people))
    assert not [each for each in telling if each.casefold() in text]
    assert packed.path.name == f"DKR-{grade}-0001-2021-06-15.ibcr"


def test_people_still_count_once(stores: dict[str, RecordStore], tmp_path: Path) -> None:
    one, other = some_records(stores["DKR"])
    packed = pack_statistics(stores["DKR"].database, tmp_path, stores["DKR"].clock, "pseudonymous")
    told = lines(packed.path, stores["MTL"])
    people = {each["record_id"] for each in told if each.get("kind") == "person"}
    took_part = {each["fields"]["person_id"] for each in told if each.get("kind") == "participation"}
    [link] = [each["fields"] for each in told if each.get("kind") == "person_link"]
    assert len(people) == 2
    assert took_part == people == {link["first_id"], link["second_id"]}
    assert {str(one), str(other)} & people == set()
    [workshop] = [each for each in told if each.get("kind") == "workshop"]
    assert workshop["fields"] == {"office": "DKR", "state": "complete", "country": "SEN"}


def test_the_codes_are_the_same_in_the_next_file_and_others_at_another_office(
    stores: dict[str, RecordStore], tmp_path: Path
) -> None:
    dakar = stores["DKR"]
    some_records(dakar)
    made = [pack_statistics(dakar.database, tmp_path, dakar.clock, "pseudonymous") for _ in range(2)]
    first, second = (lines(each.path, stores["MTL"]) for each in made)
    assert first == second
    assert [each.manifest.number for each in made] == [1, 2]
    with dakar.database.writer() as connection:
        connection.exec_driver_sql("DELETE FROM local WHERE name = 'pseudonym key'")
    third = pack_statistics(dakar.database, tmp_path, dakar.clock, "pseudonymous")
    assert {each["record_id"] for each in lines(third.path, stores["MTL"])[1:]}.isdisjoint(
        each["record_id"] for each in first[1:]
    )


def test_totals_hold_figures_and_nothing_else(stores: dict[str, RecordStore], tmp_path: Path) -> None:
    dakar = stores["DKR"]
    [rule] = [each for each in shipped_records() if each.values.get("code") == "workshops"]
    add_as(dakar, "indicator", rule.record_id, **{**unpack_values(Indicator, rule.values), "office": None})
    day = date(2021, 5, 4)
    held = {"starts_on": day, "ends_on": day, "status": "held", "delivered_by": "ibcr", "country": "SEN"}
    held |= {"workshop_form": "workshop", "purpose": "training", "themes": ("childrens_rights",)}
    add_as(dakar, "workshop", title="Chez Mariétou", **held)
    packed = pack_statistics(dakar.database, tmp_path, dakar.clock, "totals")
    told = lines(packed.path, stores["MTL"])
    with dakar.database.reader() as connection:
        [counted] = compute(connection, 2021).figures
    outcome = counted.outcome
    figures = {"figure": outcome.figure, "low": outcome.low, "high": outcome.high}
    assert told == [{"line": "figure", "year": 2021, "code": "workshops", **figures}]
    assert outcome.figure == 1


def test_neither_grade_is_merged(stores: dict[str, RecordStore], tmp_path: Path) -> None:
    packed = pack_statistics(stores["DKR"].database, tmp_path, stores["DKR"].clock, "pseudonymous")
    with pytest.raises(PackageRefusedError) as refused:
        read(packed.path, stores["MTL"])
    assert refused.value.reason == "not_for_merging"


def test_only_fields_that_cannot_hold_a_name_are_told() -> None:
    told = [each for kind in ALL_KINDS for each in fields_of(kind) if is_told(each)]
    assert told
    assert not [each for each in told if each.personal or isinstance(each.type, TextType)]
