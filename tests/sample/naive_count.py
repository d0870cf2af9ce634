"""Counts the example files a second time, in the plainest way and with nothing of the application.

Written only for the tests: it knows the rules of the list of 2020-2021 and the records of the example, reads the files
with ``json`` alone, and has no idea of performance, of indicators as data, or of the database.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

Line = dict[str, Any]
Row = tuple[str, dict[str, Any], dict[str, Any]]  # an activity's id, the activity, a participation
Wanted = Callable[[dict[str, Any], str], bool]  # an activity and a level
REACHED = ("sensitised", "equipped", "trained")
THEMES = {
    *("childrens_rights", "gender_equality", "armed_conflict", "gender_based_violence", "conflict_with_law"),
    *("trafficking", "child_participation", "child_friendly_justice"),
}
CHILD_BANDS = ("0-5", "6-12", "13-17")
ACTIVITIES = ("workshop", "event", "consultation", "campaign", "meeting", "mission")


def read_lines(folder: Path) -> list[Line]:
    """Read every line of every file of a folder."""
    return [
        json.loads(text) for path in sorted(folder.glob("*.jsonl")) for text in path.read_text("utf-8").splitlines()
    ]


def figures(lines: Iterable[Line], year: int = 2020) -> dict[str, int]:
    """Give every figure of the published list of a year out of lines of a records file."""
    return NaiveCount(lines, year).figures()


def _is_reached(_activity: dict[str, Any], level: str) -> bool:
    return level in REACHED


def _is_with_project(activity: dict[str, Any], level: str) -> bool:
    return level != "event_attendance" and activity.get("project_id") is not None


def _is_direct(_activity: dict[str, Any], level: str) -> bool:
    return level != "event_attendance"


def _sets(groups: dict[str, dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Put groups that share people together: those that name another, and those of one activity with its list."""
    together = {key: {key} for key in groups}
    for key, group in groups.items():
        for other, about in groups.items():
            is_list = group["overlap"] == about["overlap"] == "named_list"
            if (group["overlap"] == "other_group" and group.get("overlaps_id") == other) or (
                is_list and group["activity_id"] == about["activity_id"]
            ):
                joined = together[key] | together[other]
                together |= dict.fromkeys(joined, joined)
    return [[groups[key] for key in some] for some in {min(some): some for some in together.values()}.values()]


class NaiveCount:
    """The figures of one fiscal year, April to March, out of lines of a records file."""

    def __init__(self, lines: Iterable[Line], year: int) -> None:
        self.year = year
        self.first, self.last = f"{year}-04-01", f"{year + 1}-03-31"
        self.lines = [line for line in lines if not line.get("deleted") and line["state"] == "complete"]
        self.by_id = {line["id"]: line["fields"] for line in self.lines}
        self.same = self._same()

    def figures(self) -> dict[str, int]:
        """Give every figure of the published list."""
        people, girls = self.people(), self.girls_and_women()
        return {
            "countries": len(self.countries()),
            "children_protected": self.children_protected(),
            "children_benefited": self.children_benefited(),
            "people_reached": people[0],
            "people_reached_high": people[1],
            "attendances": self.attendances(),
            "workshops": len(self.workshops()),
            "girls_and_women": girls[0],
            "girls_and_women_high": girls[1],
            "events_organised": len(self.events("organiser", "co_organiser")),
            "events_contributed": len(self.events("contributor")),
            "event_participants": self.event_participants(),
            "advocacy_actions": self.advocacy_actions(),
            "employees": self.staff("employee"),
            "interns": self.staff("intern"),
            "volunteers": self.staff("volunteer_headquarters", "cooperation_volunteer"),
            "projects_completed": self.projects_completed(),
            "key_competencies": self.key_competencies(),
            "strategic_plan": self.strategic_plans(),
        }

    def of_kind(self, *kinds: str) -> list[tuple[str, dict[str, Any]]]:
        """Give (id, fields) of all complete records of kinds."""
        return [(line["id"], line["fields"]) for line in self.lines if line["kind"] in kinds]

    def in_year(self, day: str | None) -> bool:
        """Say whether a day lies in the year."""
        return day is not None and self.first <= day <= self.last

    def held(self, *kinds: str) -> dict[str, list[tuple[str, dict[str, Any]]]]:
        """Give the held activities of kinds that end in the year, those with one shared key together."""
        together = defaultdict(list)
        for record_id, fields in self.of_kind(*kinds):
            if fields.get("status") == "held":
                together[fields.get("shared_key") or record_id].append((record_id, fields))
        return {
            key: some
            for key, some in together.items()
            if self.in_year(max(fields["ends_on"] for _, fields in some)) and some[0][1]["mode"] != "self_paced"
        }

    def countries(self) -> set[str]:
        """Rule 1."""
        found = {fields["country"] for some in self.held(*ACTIVITIES).values() for _, fields in some}
        for _, fields in self.of_kind("workshop"):
            if fields["mode"] == "self_paced" and self.completions(fields):
                found.add(fields["country"])
        found |= {
            fields["country"]
            for _, fields in self.of_kind("advocacy_action")
            if self.in_year(fields["acted_on"]) and fields.get("country")
        }
        volunteers = ("volunteer_headquarters", "cooperation_volunteer")
        return found | {
            fields["country"]
            for _, fields in self.of_kind("engagement")
            if fields["engagement_type"] in volunteers and self.active(fields) and fields.get("country")
        }

    def children_protected(self) -> int:
        """Rule 2."""
        return self._estimated(
            fields
            for _, fields in self.of_kind("beneficiary_estimate")
            if fields["beneficiary_kind"] == "better_protected" and fields["is_new_this_year"]
        )

    def children_benefited(self) -> int:
        """Children of estimates, and children who took part (low)."""
        estimates = (each for _, each in self.of_kind("beneficiary_estimate"))
        rows = [row for row in self._taking_part(_is_direct) if self._is_child(*row[1:])]
        groups = {
            key: group
            for key, group in self._groups(_is_direct).items()
            if group.get("professional_group") == "children" or group.get("age_band") in CHILD_BANDS
        }
        estimated = self._estimated(each for each in estimates if each["beneficiary_kind"] == "benefiting")
        return estimated + self._count(rows, groups, sex=None)[0]

    def _estimated(self, estimates: Iterable[dict[str, Any]]) -> int:
        """Add up the approved estimates of the year, the largest of each country, area and service."""
        largest: dict[tuple[str, str, str], int] = defaultdict(int)
        for fields in estimates:
            if fields.get("approved_on") and self.in_year(fields["reported_on"]):
                key = (fields["country"], fields["area"], fields["service"])
                largest[key] = max(largest[key], fields["count"])
        return sum(largest.values())

    def _is_child(self, activity: dict[str, Any], fields: dict[str, Any]) -> bool:
        about = self.by_id[self.same.get(fields["person_id"], fields["person_id"])]
        if about.get("birth_year"):
            return int(activity["ends_on"][:4]) - int(about["birth_year"]) <= 17
        return about.get("age_band") in CHILD_BANDS

    def workshops(self) -> list[str]:
        """Rule 4."""
        wanted = [
            key
            for key, some in self.held("workshop").items()
            if some[0][1]["delivered_by"] != "partner_alone" and THEMES & set(some[0][1]["themes"])
        ]
        self_paced = [
            record_id
            for record_id, fields in self.of_kind("workshop")
            if fields["mode"] == "self_paced" and fields["status"] == "held" and self.completions(fields)
        ]
        return wanted + self_paced

    def completions(self, activity: dict[str, Any]) -> list[str]:
        """Give the people who completed a self-paced course in the year."""
        return [
            self.same.get(fields["person_id"], fields["person_id"])
            for _, fields in self.of_kind("participation")
            if self.by_id.get(fields["activity_id"]) is activity and self.in_year(fields.get("completed_on"))
        ]

    def people(self) -> tuple[int, int]:
        """Rule 3, as (low, high)."""
        return self._count(self._taking_part(_is_reached), self._groups(_is_reached), sex=None)

    def attendances(self) -> int:
        """Give the seats filled by the people of rule 3: those of each activity, added up."""
        rows, groups = self._taking_part(_is_reached), self._groups(_is_reached)
        activities = {row[0] for row in rows} | {group["activity_id"] for group in groups.values()}
        return sum(
            self._count(
                [row for row in rows if row[0] == activity],
                {key: group for key, group in groups.items() if group["activity_id"] == activity},
                sex=None,
            )[0]
            for activity in activities
        )

    def girls_and_women(self) -> tuple[int, int]:
        """Rule 5, as (low, high)."""
        return self._count(self._taking_part(_is_with_project), self._groups(_is_with_project), sex="female")

    def _count(self, rows: list[Row], groups: dict[str, dict[str, Any]], sex: str | None) -> tuple[int, int]:
        """Settle the undecided pairs in every way: the lowest of all that may come out, and the highest."""
        doubtful = self._undecided({str(fields["person_id"]) for _, _, fields in rows})
        ways = [some for size in range(len(doubtful) + 1) for some in combinations(doubtful, size)]
        counts = [self._settled(rows, groups, sex, {max(pair): min(pair) for pair in some}) for some in ways]
        return min(low for low, _ in counts), max(high for _, high in counts)

    def _settled(
        self, rows: list[Row], groups: dict[str, dict[str, Any]], sex: str | None, settled: dict[str, str]
    ) -> tuple[int, int]:
        sure: set[str] = set()
        perhaps: set[str] = set()
        strata, lists, sure_lists = (defaultdict[Any, set[str]](set) for _ in range(3))
        for activity_id, activity, fields in rows:
            person = str(self.same.get(fields["person_id"], fields["person_id"]))
            person = settled.get(person, person)
            about = self.by_id[person]
            if sex is None or about["sex"] == sex:
                sure.add(person)
                sure_lists[activity_id].add(person)
            elif about["sex"] not in ("unknown", "not_asked"):
                continue
            perhaps.add(person)
            lists[activity_id].add(person)
            strata[self._stratum(activity, fields.get("profession_then") or about["professional_group"])].add(person)
        low, high = len(sure), len(perhaps)
        unknown: dict[Any, int] = defaultdict(int)
        for some in _sets(groups):
            listed = {group["activity_id"] for group in some if group["overlap"] == "named_list"}
            largest = max(some, key=lambda group: self._numbers(group, sex))
            number = self._numbers(largest, sex)[0] - len(set().union(*(lists[each] for each in listed)))
            most = max(self._numbers(group, sex)[1] for group in some)
            high += max(0, most - len(set().union(*(sure_lists[each] for each in listed))))
            if any(group["overlap"] == "unknown" for group in some):
                stratum = self._stratum(self.by_id[largest["activity_id"]], largest.get("professional_group"))
                unknown[stratum] = max(unknown[stratum], number)
            else:
                low += max(0, number)
        return low + sum(max(0, size - len(strata[stratum])) for stratum, size in unknown.items()), high

    def _taking_part(self, is_wanted: Wanted) -> list[Row]:
        held = {record_id: fields for some in self.held(*ACTIVITIES).values() for record_id, fields in some}
        rows = []
        for _, fields in self.of_kind("participation"):
            activity = held.get(fields["activity_id"]) or self.by_id.get(fields["activity_id"])
            counts = fields["activity_id"] in held or (
                activity is not None
                and activity["mode"] == "self_paced"
                and activity["status"] == "held"
                and self.in_year(fields.get("completed_on"))
            )
            alone = activity is not None and activity["delivered_by"] == "partner_alone"
            if activity is not None and counts and not alone and fields["role"] == "participant":
                rows.append((fields["activity_id"], activity, fields))
        return [row for row in rows if is_wanted(row[1], row[2]["level"])]

    def _groups(self, is_wanted: Wanted) -> dict[str, dict[str, Any]]:
        held = {record_id: fields for some in self.held(*ACTIVITIES).values() for record_id, fields in some}
        return {
            record_id: fields
            for record_id, fields in self.of_kind("headcount")
            if fields["activity_id"] in held
            and held[fields["activity_id"]]["delivered_by"] != "partner_alone"
            and fields["basis"] != "media_audience"
            and is_wanted(held[fields["activity_id"]], fields["level"])
        }

    @staticmethod
    def _numbers(group: dict[str, Any], sex: str | None) -> tuple[int, int]:
        if sex is None:
            return group["total"], group["total"]
        told = sum(group.get(name) or 0 for name in ("females", "males", "others"))
        return group.get("females") or 0, (group.get("females") or 0) + group["total"] - told

    @staticmethod
    def _stratum(activity: dict[str, Any], profession: str | None) -> tuple[Any, ...]:
        return activity.get("project_id"), activity["country"], profession

    def events(self, *roles: str) -> list[str]:
        """Rule 6: which events, by the highest role of those who entered them."""
        order = ("attendee", "contributor", "co_organiser", "organiser")
        return [
            key
            for key, some in self.held("event").items()
            if max((fields["ibcr_role"] for _, fields in some), key=order.index) in roles
        ]

    def event_participants(self) -> int:
        """Rule 6: who came, not unique."""
        held, total = self.held("event"), 0
        for key in self.events("organiser", "co_organiser", "contributor"):
            ids = {record_id for record_id, _ in held[key]}
            names = {
                self.same.get(fields["person_id"], fields["person_id"])
                for _, fields in self.of_kind("participation")
                if fields["activity_id"] in ids and fields["role"] == "participant"
            }
            groups: dict[str, int] = defaultdict(int)
            for _, fields in self.of_kind("headcount"):
                if fields["activity_id"] in ids:
                    groups[fields["activity_id"]] += fields["total"]
            total += len(names) + max(groups.values(), default=0)
        return total

    def advocacy_actions(self) -> int:
        """Rule 7: a part and its whole count once."""
        actions = dict(self.of_kind("advocacy_action"))
        return len(
            {
                fields.get("part_of_id") or record_id
                for record_id, fields in actions.items()
                if self.in_year(fields["acted_on"])
            }
        )

    def active(self, fields: dict[str, Any]) -> bool:
        """Say whether an engagement has a day in the year."""
        return bool(fields["starts_on"] <= self.last and (fields.get("ends_on") or self.last) >= self.first)

    def staff(self, *types: str) -> int:
        """Rule 8."""
        return len(
            {
                self.same.get(fields.get("person_id", ""), fields.get("person_id")) or fields.get("person_code")
                for _, fields in self.of_kind("engagement")
                if fields["engagement_type"] in types and self.active(fields)
            }
        )

    def projects_completed(self) -> int:
        """Rule 9."""
        return sum(
            1
            for _, fields in self.of_kind("project")
            if fields.get("is_major") and fields.get("status") == "closed" and self.in_year(fields.get("end_actual_on"))
        )

    def key_competencies(self) -> int:
        """Rule 10."""
        return len(
            {
                fields.get("parent_edition_id") or record_id
                for record_id, fields in self.of_kind("deliverable")
                if fields["deliverable_type"] == "competency_framework" and self.in_year(fields.get("published_on"))
            }
        )

    def strategic_plans(self) -> int:
        """Rule 11."""
        return sum(
            1
            for _, fields in self.of_kind("milestone")
            if fields["milestone_type"] == "plan_adopted"
            and fields.get("is_headline")
            and self.in_year(fields["reached_on"])
        )

    def _links(self, verdict: str) -> list[tuple[str, str]]:
        return [
            (fields["first_id"], fields["second_id"])
            for _, fields in self.of_kind("person_link")
            if fields["verdict"] == verdict
        ]

    def _same(self) -> dict[str, str]:
        same: dict[str, str] = {}
        for one, other in sorted(self._links("same")):
            same[max(one, other)] = same.get(min(one, other), min(one, other))
        return same

    def _undecided(self, people: set[str]) -> list[tuple[str, str]]:
        """Give the pairs of some people; the example has pairs only, no chains."""
        return [(one, other) for one, other in self._links("undecided") if one in people and other in people]
