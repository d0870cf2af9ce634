"""The example organisation gives the published list, and a second, naive count agrees with every figure of it."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.record_files.export_records import export_records
from ibcr_desktop.record_files.import_records import import_records
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.people import LAST_PROTECTED_AGE
from ibcr_desktop.sample.example import ITS_TODAY, make_example
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.totals.certified_trainers import TrainerScope, certified_trainers
from ibcr_desktop.totals.teaching import Teaching
from ibcr_desktop.totals.trainer_cascade import cascade_of
from ibcr_desktop.totals.yearly_totals import Totals, compute
from tests.sample.make_sample import FOLDER, make_lines, texts_of_files
from tests.sample.naive_count import ACTIVITIES, NaiveCount, figures, read_lines
from tests.sample.sample_words import PLACES

LARGEST_SIZE = 3 * 2**20
LATER = datetime(2022, 7, 1, 9, 0, tzinfo=UTC)
PUBLISHED = {  # the list of "major achievements" of the annual report 2020-2021
    "countries": 16,
    "children_protected": 1_700_180,
    "people_reached": 3_097,
    "workshops": 23,
    "girls_and_women": 355,
    "events_organised": 6,
    "events_contributed": 8,
    "advocacy_actions": 13,
    "employees": 53,
    "interns": 19,
    "volunteers": 12,
    "projects_completed": 2,
    "key_competencies": 1,
    "strategic_plan": 1,
}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordStore]:
    """The example, made once; these tests only read it."""
    store = make_example(tmp_path_factory.mktemp("example") / "example.ibcrdb", FixedClock(LATER))
    yield store
    store.database.close()


def figures_of(counted: Totals) -> dict[str, Any]:
    """Give the figures of the application in the words of the naive count."""
    outcomes = {each.code: each.outcome for each in counted.figures}
    found: dict[str, Any] = {
        code: outcomes[code].figure for code in (*PUBLISHED, "event_participants", "children_benefited")
    }
    found |= {f"{code}_high": outcomes[code].high for code in ("people_reached", "girls_and_women")}
    return found | {"attendances": outcomes["people_reached"].attendances}


def totals(example: RecordStore, year: int = 2020) -> Totals:
    with example.database.reader() as connection:
        return compute(connection, year)


def test_the_published_list_comes_out_of_records(example: RecordStore) -> None:
    counted = totals(example)
    assert {code: counted.figure(code).outcome.figure for code in PUBLISHED} == PUBLISHED
    assert 671 <= counted.figure("event_participants").outcome.figure <= 679


def test_the_sentences_say_what_was_published(example: RecordStore) -> None:
    counted, words = totals(example), Words("en")
    says = {each.code: each.text(words) for each in counted.figures}
    assert says["countries"] == "The Office has worked in 16 countries in Africa, the Americas and the Middle East"
    assert says["children_protected"].startswith("The rights of an additional 1,700,180 children")
    assert says["people_reached"].startswith("3,097 people")
    assert says["girls_and_women"].startswith("At least 355 girls and women")
    assert says["event_participants"] == "These events had the participation of over 670 people"
    for outcome in ("health coverage for all children in Quebec", "child protection system", "deprivation of liberty"):
        assert outcome in says["advocacy_actions"]
    assert says["strategic_plan"] == "A new strategic plan for 2021-2024 was developed and adopted"


@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_a_naive_count_of_the_files_gives_the_same(example: RecordStore, year: int) -> None:
    assert figures_of(totals(example, year)) == figures(read_lines(FOLDER), year)


def test_bounds_meet_in_the_published_year_and_stay_open_in_the_next(example: RecordStore) -> None:
    published, following = (totals(example, year).figure("people_reached").outcome for year in (2020, 2021))
    assert published.low == published.high
    assert following.low < following.high
    assert published.attendances is not None
    assert published.attendances > published.figure


def test_no_figure_of_the_list_is_written_in_the_code_or_in_the_definitions() -> None:
    root = FOLDER.parents[1]
    texts = [*(root / "ibcr_desktop").rglob("*.py"), *(root / "resources" / "indicators").glob("*.json")]
    telling = re.compile(r"(?<![\d.])(1[_,]?700[_,]?180|3[_,]?097)(?![\d.])")
    assert [path.name for path in texts if telling.search(path.read_text(encoding="utf-8"))] == []


def test_the_tables_of_the_example_are_the_fold_of_its_log(example: RecordStore) -> None:
    with example.database.reader() as connection:
        assert list(disagreements(connection)) == []


def test_the_files_are_what_their_maker_gives() -> None:
    shipped = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.jsonl")}
    assert shipped == texts_of_files(make_lines())
    assert sum(len(text.encode()) for text in shipped.values()) < LARGEST_SIZE


def test_exporting_the_example_gives_its_lines_back(example: RecordStore, tmp_path: Path) -> None:
    export_records(example.database, tmp_path / "all.jsonl")
    exported = {line["id"]: line for line in read_lines(tmp_path)}
    shipped = {line["id"]: line for line in read_lines(FOLDER)}
    assert {record_id: exported[record_id] for record_id in shipped} == shipped


def test_importing_the_example_again_changes_nothing(example: RecordStore, tmp_path: Path) -> None:
    together = tmp_path / "again.jsonl"
    together.write_text("".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.jsonl"))), encoding="utf-8")
    again = import_records(example.database, example.log, together, today=ITS_TODAY)
    assert (again.new, again.changed, again.made_drafts) == (0, 0, 0)


def test_its_folder_is_made_and_an_existing_example_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "example.ibcrdb"
    make_example(path, FixedClock(LATER)).database.close()
    before = path.read_bytes()
    with pytest.raises(UserError):
        make_example(path, FixedClock(LATER))
    assert path.read_bytes() == before


def test_a_shipped_line_that_is_not_good_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / "DKR.jsonl").write_text('{"kind": "workshop", "id": "nobody"}\n', encoding="utf-8")
    monkeypatch.setattr("ibcr_desktop.sample.example.resource", lambda _: folder)
    with pytest.raises(ValueError, match="1 bad lines"):
        make_example(tmp_path / "example.ibcrdb", FixedClock(LATER))


def test_no_two_people_of_a_country_have_one_name() -> None:
    people = [line["fields"] for line in read_lines(FOLDER) if line["kind"] == "person"]
    names = [
        (each["family_name"], each["given_names"], each["country"]) for each in people if each["sex"] != "not_asked"
    ]
    assert len(set(names)) == len(names)


def test_some_grown_up_people_have_a_date_of_birth_and_a_locality_and_nobody_else() -> None:
    people = [line["fields"] for line in read_lines(FOLDER) if line["kind"] == "person"]
    dated = [each for each in people if "birth_date" in each]
    assert len(people) // 5 < len(dated) < len(people) // 2
    assert {each["birth_date"][:4] == str(each["birth_year"]) for each in dated} == {True}
    assert len({each["birth_date"] for each in dated}) > len(dated) // 2
    settled = [each for each in people if "locality" in each]
    assert len(people) // 5 < len(settled) < len(people)
    assert {each["locality"] in PLACES[each["country"]] for each in settled} == {True}
    youngest = max(each["birth_year"] for each in (*dated, *settled))
    assert ITS_TODAY.year - youngest > LAST_PROTECTED_AGE


def test_certified_trainers_of_the_example_taught_somebody(example: RecordStore) -> None:
    teaching = Teaching(example.database)
    teaching.read_all()
    with example.database.reader() as connection:
        trainers = certified_trainers(connection, teaching, TrainerScope())
    assert len(trainers) == totals(example).figure("certified_trainers").outcome.figure
    found = cascade_of(teaching, trainers.keys(), trainers)
    assert len(found.first) > 2
    assert len([trainer for trainer, (first, _) in found.by_trainer().items() if first]) > 0


def test_the_countries_are_those_that_the_report_names() -> None:
    programme = {"BFA", "CIV", "MDG", "SEN", "TGO", "MAR", "TUN", "COL", "CRI", "HND", "PER"}
    assert NaiveCount(read_lines(FOLDER), 2020).countries() == programme | {"CAN", "COD", "BDI", "CMR", "AFG"}


def test_complete_records_of_the_example_break_no_rule(example: RecordStore) -> None:
    """The maker's drafts are the only ones: importing makes a draft of whatever is not really complete."""
    drafts = [line for line in read_lines(FOLDER) if line["state"] == "draft"]
    assert [line["fields"]["title"] for line in drafts] == ["Brouillon où rien ne manque"]
    for line in read_lines(FOLDER):
        kind = kind_named(line["kind"])
        if line["state"] == "complete":
            found = example.problems(kind, _id(line["id"]))
            assert [each.text for each in found if each.blocks] == [], line


def test_activities_lie_within_the_days_of_their_projects() -> None:
    lines = read_lines(FOLDER)
    projects = {line["id"]: line["fields"] for line in lines if line["kind"] == "project"}
    activities = [line["fields"] for line in lines if line["kind"] in ACTIVITIES and line["fields"].get("project_id")]
    assert len(activities) > 40
    for about in activities:
        project = projects[about["project_id"]]
        ends = [project.get(f"end_{which}_on") for which in ("actual", "revised", "planned")]
        assert project["start_planned_on"] <= about["starts_on"], about["title"]
        assert about["ends_on"] <= next(filter(None, ends)), about["title"]


def test_an_activity_that_names_its_town_was_held_there() -> None:
    activities = [line["fields"] for line in read_lines(FOLDER) if line["kind"] in ACTIVITIES]
    towns = {town: country for country, some in PLACES.items() for town in some}
    named = [(each, town) for each in activities for town in towns if town in each["title"]]
    seen_from_afar = "Forum de l’enfant (vu de Bamako)"
    assert {each["title"] for each, town in named if each.get("place") != town} == {seen_from_afar}
    assert len({town for _, town in named}) > 7


def test_it_is_kept_by_five_offices() -> None:
    assert sorted(path.stem for path in Path(FOLDER).glob("*.jsonl")) == ["BKO", "DKR", "FIH", "MTL", "OUA"]


def _id(text: str) -> Any:
    return uuid.UUID(text)
