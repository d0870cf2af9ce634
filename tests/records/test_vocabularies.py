"""The code lists, countries and offices that ship with the program: complete in three languages, fit to count with."""

import json
import re
import uuid
from pathlib import Path
from typing import Any, Final

import pycountry
import pytest

from ibcr_desktop.records.offices import Term, country_id, office_id, term_id
from ibcr_desktop.records.vocabularies import NOT_LISTS, list_labels, shipped_records
from tests.records.make_countries import REGIONS, countries, known_children

FOLDER: Final = Path(__file__).parents[2] / "resources" / "vocabularies"
LISTS: Final = sorted(path for path in FOLDER.glob("*.json") if path.stem not in NOT_LISTS)
LANGUAGES: Final = ("en", "fr", "es")
EVERY_LIST = pytest.mark.parametrize("path", LISTS, ids=[path.stem for path in LISTS])

# What the counting rules, the validation and the example tell apart (docs/counting-rules.md).
CODES: Final = {
    "region": "africa americas middle_east asia europe oceania",
    "project_status": "planned running closed suspended",
    "workshop_form": "workshop training_course training_of_trainers",
    "meeting_form": "meeting steering_committee",
    "purpose": "awareness development training",
    "activity_status": "planned held cancelled postponed",
    "mode": "in_person online hybrid self_paced",
    "theme": "childrens_rights gender_equality armed_conflict gender_based_violence conflict_with_law trafficking "
    "child_participation child_friendly_justice organisational_management communication monitoring_evaluation",
    "formation": "initial continuing specialised training_of_trainers not_applicable",
    "delivered_by": "ibcr co_delivered partner_alone",
    "ibcr_role": "organiser co_organiser contributor attendee",
    "level": "sensitised equipped trained consulted event_attendance",
    "participation_role": "participant trainer facilitator speaker organiser observer staff",
    "age_band": "0-5 6-12 13-17 18-49 50-59 60-69 70-79 80+ adult_unknown unknown",
    "overlap": "none other_group named_list unknown",
    "basis": "counted registration estimate media_audience",
    "sex": "female male other not_asked unknown",
    "disability": "yes no not_asked refused",
    "assessment_type": "pre mid post final satisfaction follow_up_3 follow_up_6 follow_up_12",
    "uses_learning": "yes no partly unreachable",
    "verdict": "same different undecided",
    "beneficiary_kind": "better_protected benefiting other_indirect",
    "estimate_method": "caseload catchment training_ratio advocacy_population media_audience partner_report",
    "advocacy_type": "brief hearing open_letter statement press_release op_ed campaign meeting un_submission coalition",
    "outcome_status": "achieved partial pending",
    "deliverable_type": "report guide training_kit competency_framework operating_procedure e_learning video "
    "strategic_plan policy",
    "engagement_type": "employee intern volunteer_headquarters cooperation_volunteer consultant board",
    "milestone_type": "project_completed plan_adopted law_passed office_opened",
}
UNKNOWN: Final = {
    "age_band": {"unknown"},
    "disability": {"not_asked", "refused"},
    "overlap": {"unknown"},
    "professional_group": {"unknown"},
    "sex": {"not_asked", "unknown"},
    "uses_learning": {"unreachable"},
    "verdict": {"undecided"},
}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def texts(entry: dict[str, Any]) -> list[str]:
    return [entry[language] for language in LANGUAGES]


@EVERY_LIST
def test_a_list_has_its_name_and_terms_with_codes_of_their_own(path: Path) -> None:
    vocabulary = read(path)
    assert set(vocabulary) == {"list", "label", "terms"}
    assert vocabulary["list"] == path.stem
    assert set(vocabulary["label"]) == set(LANGUAGES)
    codes = [term["code"] for term in vocabulary["terms"]]
    assert codes
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not re.fullmatch(r"[A-Za-z0-9][a-zA-Z0-9_+-]*", code)] == []


@EVERY_LIST
def test_a_term_has_a_label_in_three_languages_that_no_other_term_of_its_list_has(path: Path) -> None:
    terms = read(path)["terms"]
    assert [term["code"] for term in terms if set(term) - {"parent", "is_unknown"} != {"code", *LANGUAGES}] == []
    for language in LANGUAGES:
        labels = [term[language] for term in terms]
        assert len({label.casefold() for label in labels}) == len(labels), language


@EVERY_LIST
def test_labels_are_written_with_care(path: Path) -> None:
    vocabulary = read(path)
    for text in [*texts(vocabulary["label"]), *(text for term in vocabulary["terms"] for text in texts(term))]:
        assert text == " ".join(text.split())
        assert text
        assert not set(text) & set("'\"_"), text  # apostrophes and quotation marks as they are printed


@EVERY_LIST
def test_a_parent_is_a_term_above_its_children_and_has_no_parent_itself(path: Path) -> None:
    above: set[str] = set()
    for term in read(path)["terms"]:
        assert term.get("parent") is None or term["parent"] in above, term["code"]
        if "parent" not in term:
            above.add(term["code"])


@EVERY_LIST
def test_unknown_is_marked_where_it_is_an_answer(path: Path) -> None:
    marked = {term["code"] for term in read(path)["terms"] if term.get("is_unknown") is True}
    assert marked == UNKNOWN.get(path.stem, set())
    assert [term["code"] for term in read(path)["terms"] if term.get("is_unknown") not in {None, True}] == []


@pytest.mark.parametrize("name", CODES)
def test_a_list_that_rules_depend_on_has_just_these_codes(name: str) -> None:
    assert {term["code"] for term in read(FOLDER / f"{name}.json")["terms"]} == set(CODES[name].split())


def test_professions_stand_under_the_groups_that_reports_name() -> None:
    under: dict[str, set[str]] = {}
    for term in read(FOLDER / "professional_group.json")["terms"]:
        if "parent" in term:
            under.setdefault(term["parent"], set()).add(term["code"])
    assert under["security"] == {"police", "gendarmerie", "national_guard", "prison_staff", "armed_forces"}
    assert under["justice"] == {"judge", "prosecutor", "lawyer", "clerk", "other_justice"}
    assert under["social"] == {"social_worker", "educator", "youth_protection"}


def test_currencies_and_languages_are_those_of_the_standards() -> None:
    currencies = [term["code"] for term in read(FOLDER / "currency.json")["terms"]]
    assert [code for code in currencies if pycountry.currencies.get(alpha_3=code) is None] == []
    languages = [
        term["code"] for term in read(FOLDER / "language.json")["terms"] if term["code"] not in {"sgn", "other"}
    ]
    known = {
        "alpha_2": [code for code in languages if len(code) == 2],
        "alpha_3": [c for c in languages if len(c) == 3],
    }
    for sort, codes in known.items():
        assert [code for code in codes if pycountry.languages.get(**{sort: code}) is None] == []


def test_every_country_of_the_standard_is_there_with_a_name_of_its_own() -> None:
    shipped = read(FOLDER / "countries.json")
    assert {each["iso3"] for each in shipped} == {each.alpha_3 for each in pycountry.countries}
    assert len(shipped) == 249
    for language in LANGUAGES:
        assert len({each[language] for each in shipped}) == len(shipped), language


def test_the_countries_are_what_their_maker_gives() -> None:
    """Names may come in another form from a newer CLDR: look at them, and make the file again."""
    assert read(FOLDER / "countries.json") == countries(known_children())


def test_a_country_lies_in_the_region_of_the_bureau_s_own_map() -> None:
    region = {each["iso3"]: each["region"] for each in read(FOLDER / "countries.json")}
    assert set(region.values()) == set(CODES["region"].split())
    assert region["AFG"] == "middle_east"
    assert {region[code] for code in ("MAR", "TUN", "DZA", "LBY", "EGY", "BFA", "MDG")} == {"africa"}
    assert {region[code] for code in ("CAN", "CRI", "PER", "HTI")} == {"americas"}
    assert (region["FRA"], region["IND"], region["NZL"]) == ("europe", "asia", "oceania")


def test_the_map_names_no_code_that_is_no_country() -> None:
    assert [code for code in REGIONS if pycountry.countries.get(alpha_3=code) is None] == []


def test_one_office_is_headquarters_and_each_stands_in_a_country() -> None:
    offices = read(FOLDER / "offices.json")
    known = {each["iso3"] for each in read(FOLDER / "countries.json")}
    assert [each["code"] for each in offices if each.get("is_headquarters")] == ["MTL"]
    assert {each["code"] for each in offices} >= {"MTL", "OUA", "FIH", "DKR", "BKO", "TGU", "SJO"}
    assert [each["code"] for each in offices if not re.fullmatch("[A-Z]{3}", each["code"])] == []
    assert {each["country"] for each in offices} <= known


def test_a_new_database_begins_with_every_entry_once() -> None:
    shipped = list(shipped_records())
    assert len({each.record_id for each in shipped}) == len(shipped)
    terms = {(each.values["list_code"], each.values["code"]) for each in shipped if each.kind is Term}
    assert terms == {(path.stem, term["code"]) for path in LISTS for term in read(path)["terms"]}
    assert list_labels().keys() == {path.stem for path in LISTS}


def test_terms_keep_the_order_in_which_they_are_written() -> None:
    positions = {each.values["code"]: each.values["position"] for each in shipped_records() if _is_of(each, "age_band")}
    assert sorted(positions, key=positions.__getitem__) == CODES["age_band"].split()


def test_shipped_records_have_the_same_ids_in_every_database() -> None:
    """Databases that exist would tell them apart from then on: these ids may never change."""
    assert term_id("sex", "female") == uuid.UUID("14d9b223-5768-5bf2-8d78-e27b14703879")
    assert country_id("SEN") == uuid.UUID("129c626a-817c-5d31-8a37-5913b6bd3751")
    assert office_id("DKR") == uuid.UUID("b42a5c3f-4f79-538b-958a-34e56a7e0e57")


def _is_of(shipped: Any, list_code: str) -> bool:
    return shipped.kind is Term and shipped.values["list_code"] == list_code
