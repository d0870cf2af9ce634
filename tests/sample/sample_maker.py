"""Collects the lines of the example; the modules beside it say which."""

import random
import uuid
from datetime import date, timedelta
from typing import Any, Final

from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import CODE_LETTERS, is_public_code, person_link_id
from tests.sample.sample_words import LANGUAGES, NAMES, PLACES, PROFESSIONS

SEED: Final = 20202021
Line = dict[str, Any]


def uid(*parts: object) -> str:
    """Give the id of a record of the example by a name of its own."""
    return str(derived_id("sample", *parts))


class Maker:
    """Collects the lines; each method adds records of one sort."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}
        self.pools: dict[str, list[str]] = {}
        self.numbers: dict[tuple[str, int], int] = {}

    def add(self, kind: str, name: str, office: str, /, *, state: str = "complete", **fields: Any) -> str:
        """Add a record and give its id; fields that are None are left out."""
        record_id = fields.pop("id", None) or uid(kind, name)
        kept = {key: value for key, value in fields.items() if value is not None}
        line = {"kind": kind, "id": record_id, "office": office, "state": state, "deleted": False, "fields": kept}
        self.lines[record_id] = line
        return record_id

    def person(self, country: str, number: int, office: str, /, **changes: Any) -> str:
        """Add an invented person of a country."""
        families, women, men = (each.split() for each in NAMES[country])
        row, column = divmod(number, len(families))  # no two people of a country get the same name
        sex = changes.pop("sex", None) or ("female" if number % 4 == 0 else "male")
        given = women if sex == "female" else men
        group = changes.pop("professional_group", None) or PROFESSIONS[number % len(PROFESSIONS)]
        return self.add(
            "person",
            f"{country} {number}",
            office,
            family_name=changes.pop("family_name", families[column]),
            given_names=changes.pop("given_names", given[(row + column) % len(given)]),
            sex=sex,
            birth_year=changes.pop("birth_year", birth_year_of(number)),
            professional_group=group,
            is_professional=True,
            country=country,
            public_code=code(country, number),
            **changes,
        )

    def pool(self, country: str, count: int, office: str) -> list[str]:
        """Add people from whom the activities of a country draw; of some the sheet had more than a year of birth."""
        self.pools[country] = [
            self.person(country, number, office, **known_of_some(country, number)) for number in range(count)
        ]
        return self.pools[country]

    def activity(self, kind: str, name: str, office: str, country: str, last: str, /, **changes: Any) -> str:
        """Add an activity that was held, of one day unless ``starts_on`` says otherwise."""
        year = int(last[:4])
        number = self.numbers[office, year] = self.numbers.get((office, year), 0) + 1
        usual = {
            "code": f"{office}-{year}-{number:03}",
            "title": name,
            "country": country,
            "place": None if changes.get("mode") in {"online", "self_paced"} else place_of(country, name),
            "starts_on": last,
            "ends_on": last,
            "status": "held",
            "mode": "in_person",
            "languages": list(LANGUAGES.get(country, ("fr",))),
            "themes": ["childrens_rights"],
            "delivered_by": "ibcr",
        }
        if kind == "workshop":
            usual |= {"workshop_form": "training_course", "purpose": "training", "formation": "continuing"}
        record_id = self.add(kind, name, office, **{**usual, **changes})
        if usual["status"] == changes.get("status", "held") and changes.get("mode") != "self_paced":
            evidence = {"evidence_type": "signed_sheet", "held_at": f"Bureau {office}"}
            self.add("evidence", name, office, activity_id=record_id, **evidence)
        return record_id

    def hold(self, activity: str, *days: str, hours: float = 6.0) -> None:
        """Add a session for each day on which an activity was held."""
        about = self.lines[activity]
        for held in days:
            name = f"{about['fields']['title']} {held}"
            self.add("session", name, about["office"], activity_id=activity, held_on=held, hours=hours)

    def attend(self, activity: str, people: list[str], level: str = "trained", **more: Any) -> None:
        """Let people take part."""
        office = self.lines[activity]["office"]
        for person in people:
            self.add(
                "participation",
                "",
                office,
                id=str(participation_id(uuid.UUID(person), uuid.UUID(activity))),
                person_id=person,
                activity_id=activity,
                role=more.get("role", "participant"),
                level=level,
                completed_on=more.get("completed_on"),
                certified_trainer=more.get("certified_trainer"),
            )

    def draw(self, country: str, first: int, count: int) -> list[str]:
        """Take people of a country's pool, round and round."""
        pool = self.pools[country]
        return [pool[(first + step) % len(pool)] for step in range(count)]

    def link(self, one: str, other: str, verdict: str, evidence: str) -> None:
        """Let headquarters say whether two people are one."""
        first, second = sorted_pair(one, other)
        both = {"first_id": str(first), "second_id": str(second), "verdict": verdict, "evidence": evidence}
        self.add("person_link", "", "MTL", id=str(person_link_id(first, second)), **both)

    def test(self, activity: str, people: list[str], first: int, rise: int) -> None:
        """Let people sit a test before and after a course, out of 100; their scores spread around the given ones."""
        office, last = self.lines[activity]["office"], self.lines[activity]["fields"]["ends_on"]
        for number, person in enumerate(people):
            taking_part = str(participation_id(uuid.UUID(person), uuid.UUID(activity)))
            before = first + number * 7 % 20
            for sort, score in (("pre", before), ("post", min(100, before + rise + number * 3 % 11))):
                about = {"participation_id": taking_part, "assessment_type": sort, "taken_on": last}
                name = f"{sort} {taking_part}"
                self.add("assessment", name, office, score=float(score), maximum=100.0, pass_mark=60.0, **about)

    def group(self, activity: str, name: str, total: int, females: int | None, /, **changes: Any) -> str:
        """Add a headcount group whose sexes are known, unless ``females`` is None."""
        sexes = {} if females is None else {"females": females, "males": total - females}
        usual = {"level": "trained", "professional_group": "police", "overlap": "none", "basis": "counted"}
        office = self.lines[activity]["office"]
        both = {**usual, **sexes, **changes}
        return self.add("headcount", name, office, activity_id=activity, total=total, **both)


def birth_year_of(number: int) -> int:
    """Give the year in which a person was born: all are grown up."""
    return 1962 + (number * 7) % 36


def known_of_some(country: str, number: int) -> dict[str, str]:
    """Give the date of birth of every third and the locality of every second person, as sheets have them."""
    found = {}
    if number % 3 == 1:
        chance = random.Random(f"{SEED} born {country} {number}")  # noqa: S311 - invented people, not secrets
        found["birth_date"] = str(date(birth_year_of(number), 1, 1) + timedelta(chance.randrange(365)))
    if number % 2 == 0:
        towns = PLACES[country]
        found["locality"] = towns[number // 2 % len(towns)]
    return found


def place_of(country: str, title: str) -> str | None:
    """Give the place of a country that a title names, else its capital."""
    places = PLACES.get(country, (None,))
    return next((each for each in places if each and each in title), places[0])


def code(*name: object) -> str:
    """Make a public code from the seed and a name, so that others keep theirs when somebody is added."""
    chance = random.Random(f"{SEED} {name}")  # noqa: S311 - invented people, not secrets
    signs = "".join(chance.choice(CODE_LETTERS) for _ in range(8))
    return next(signs + each for each in CODE_LETTERS if is_public_code(signs + each))


def sorted_pair(one: str, other: str) -> tuple[uuid.UUID, uuid.UUID]:
    """Give two ids in their order."""
    first, second = sorted((uuid.UUID(one), uuid.UUID(other)))
    return first, second
