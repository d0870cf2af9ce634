"""The commands of people as somebody runs them: their JSON, their lines, their sentence when they refuse."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop import cli
from ibcr_desktop.commands.opening import PASSPHRASE_VARIABLE
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.storage import keys
from ibcr_desktop.storage.founding import NewOffice, found
from tests.totals.year_builder import YearBuilder

PASSPHRASE = "cheval correct batterie agrafe"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of an office where two records of Awa Sow stand in one workshop, and Modou Fall in another."""
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    path = tmp_path / "dakar.ibcrdb"
    office = NewOffice("DKR", "Dakar", "SEN", "Awa Sarr", is_headquarters=False)
    store, _ = found(path, PASSPHRASE, office, Clock(), cost=keys.LEAST_COST, reserve_bytes=0)
    year = YearBuilder(store)
    shared, other = year.workshop(), year.workshop()
    for spelling in ("Sow", "So"):
        awa = year.person(family_name=spelling, given_names="Awa", birth_year=1990, telephone="77 123 45 67")
        year.takes_part(awa, shared, hours=6)
    year.takes_part(year.person(family_name="Fall", given_names="Modou", sex="male"), other, hours=12)
    store.database.close()
    return path


def run(*words: object) -> int:
    return cli.main([str(word) for word in words])


def printed(capsys: pytest.CaptureFixture[str], name: str, database: Path, *more: str) -> Any:
    assert run(name, "--database", database, "--json", "-", *more) == 0
    return json.loads(capsys.readouterr().out)


def test_joining_makes_one_person_of_two_and_parting_gives_both_back(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = printed(capsys, "people", database)["people"]
    assert {(each["name"], each["sex"], each["activities"], each["hours"]) for each in before} == {
        ("Sow Awa", "female", 1, 6),
        ("So Awa", "female", 1, 6),
        ("Fall Modou", "male", 1, 12),
    }
    (pair,) = printed(capsys, "duplicates", database)["pairs"]
    assert (pair["tier"], pair["evidence"][0]) == ("very likely", "same telephone")
    assert run("join", "--database", database, pair["a"], pair["b"]) == 0
    capsys.readouterr()
    joined = {each["id"]: each for each in printed(capsys, "people", database)["people"]}
    assert len(joined) == 2
    assert joined[pair["a"]]["records"] == [pair["a"], pair["b"]]
    assert (joined[pair["a"]]["activities"], joined[pair["a"]]["hours"]) == (1, 6)
    assert printed(capsys, "duplicates", database)["pairs"] == []
    assert run("part", "--database", database, pair["b"], pair["a"]) == 0
    capsys.readouterr()
    assert printed(capsys, "people", database)["people"] == before


def test_without_json_each_line_is_one_person_or_one_pair(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("people", "--database", database) == 0
    assert sum("1 activity" in line for line in capsys.readouterr().out.splitlines()) == 3
    assert run("duplicates", "--database", database, "--office", "DKR", "--language", "fr") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "très probable" in line
    assert "même téléphone" in line


def test_what_cannot_be_joined_or_parted_is_refused_in_a_sentence(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = (each["id"] for each in printed(capsys, "people", database)["people"][:2])
    for command, words, sentence in (
        ("join", (one, "42"), "not the id of a record"),
        ("join", (one, one), "one and the same record"),
        ("join", (one, str(uuid.uuid4())), "in the bin or not here"),
        ("part", (one, other), "not joined"),
    ):
        assert run(command, "--database", database, *words) == 1
        assert sentence in capsys.readouterr().err


def test_pairs_of_an_office_or_an_activity_that_nobody_knows_are_refused_and_not_an_empty_list(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, sentence in (
        (("--office", "ZZZ"), "No office here has the code “ZZZ”."),
        (("--activity", "nonsense"), "No activity here has the code or id “nonsense”."),
        (("--activity", str(uuid.UUID(int=1))), "No activity here has the code or id"),
    ):
        assert run("duplicates", "--database", database, *words) == 1
        assert sentence in capsys.readouterr().err
