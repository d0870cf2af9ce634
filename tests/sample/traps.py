"""What each trap of the example would do to the figures: one record, one change, and the steps that follow from it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import person_link_id
from tests.sample.sample_maker import sorted_pair, uid


@dataclass(frozen=True)
class Trap:
    """A change of one record of the example.

    Attributes:
        changes: values as they stand in a records file; None takes a value away.
        steps: the figures that move in ``year``, by how much; all others stay.
    """

    kind: str
    record_id: str
    changes: Mapping[str, Any]
    steps: Mapping[str, int] = field(default_factory=dict)
    year: int = 2020


def _people(number: int, women: int = 0, unknown: int = 0) -> dict[str, int]:
    """Give the steps of people who are counted or not: certain ones move both bounds."""
    steps = {"people_reached": number, "people_reached_high": number, "attendances": number}
    steps |= {"girls_and_women": women, "girls_and_women_high": women + unknown}
    return {code: step for code, step in steps.items() if step}


def _link(one: str, other: str) -> str:
    return str(person_link_id(*sorted_pair(uid("person", one), uid("person", other))))


def _taking_part(person: str, activity: str) -> str:
    return str(participation_id(uuid.UUID(uid("person", person)), uuid.UUID(uid("workshop", activity))))


def _trap(
    kind: str, name: str, changes: Mapping[str, Any], steps: Mapping[str, int] | None = None, year: int = 2020
) -> Trap:
    return Trap(kind, uid(kind, name), changes, steps or {}, year)


TRAPS: Final[dict[str, Trap]] = {
    "the same officer under two spellings": Trap(
        "person_link",
        _link("BFA 700", "BFA 701"),
        {"verdict": "different"},
        {"people_reached": 1, "people_reached_high": 1},
    ),
    "a class that overlaps the list of names": _trap("headcount", "class of 146", {"overlap": "none"}, _people(24, 6)),
    "a class that came to two courses": _trap(
        "headcount",
        "Formation initiale des élèves policiers, module 2",
        {"overlap": "none", "overlaps_id": None},
        {"people_reached": 380, "people_reached_high": 380, "girls_and_women": 19, "girls_and_women_high": 19},
    ),
    "a second cohort, with two new people": _trap(
        "workshop",
        "Justice adaptée aux enfants : magistrats (2e cohorte)",
        {"status": "cancelled"},
        {"workshops": -1, "attendances": -25},
    ),
    "people whose sex nobody noted": _trap("person", "SEN 710", {"sex": "female"}, {"girls_and_women": 1}),
    "an event entered by two offices": _trap(
        "event",
        "Forum de l’enfant (vu de Bamako)",
        {"shared_key": None},
        {"events_contributed": 1, "event_participants": 60},
    ),
    "the larger count of an event entered twice": _trap(
        "headcount",
        "Forum de l’enfant (vu de Bamako)",
        {"total": 50, "females": 20, "males": 30},
        {"event_participants": -15},
    ),
    "an event that was only attended": _trap(
        "event",
        "Conférence suivie sans intervention",
        {"ibcr_role": "contributor"},
        {"events_contributed": 1, "event_participants": 180},
    ),
    "a workshop across 31 March": _trap(
        "workshop",
        "Atelier à cheval sur deux exercices",
        {"ends_on": "2021-03-31"},
        {"workshops": 1, **_people(30, 12)},
    ),
    "the same workshop, seen from the next year": _trap(
        "workshop",
        "Atelier à cheval sur deux exercices",
        {"ends_on": "2021-03-31"},
        {"workshops": -1, **_people(-30, -12)},
        2021,
    ),
    "a workshop that began in the year before": _trap(
        "workshop",
        "Sensibilisation de fin d’exercice",
        {"ends_on": "2020-03-31"},
        {"workshops": -1, **_people(-45, -6)},
    ),
    "a cancelled workshop": _trap(
        "workshop", "Atelier annulé par la pandémie", {"status": "held"}, {"workshops": 1, **_people(25, 5)}
    ),
    "a postponed workshop": _trap(
        "workshop", "Atelier reporté à une date ultérieure", {"status": "held"}, {"workshops": 1, **_people(20, 4)}
    ),
    "a workshop in the bin": _trap(
        "workshop", "Saisie en double, mise à la corbeille", {"deleted": False}, {"workshops": 1, **_people(35, 8)}
    ),
    "a draft with everything right": _trap(
        "workshop", "Brouillon où rien ne manque", {"state": "complete"}, {"workshops": 1, **_people(40, 7)}
    ),
    "a workshop on a theme of a later year": _trap(
        "workshop", "Gestion organisationnelle des partenaires", {"themes": ["gender_equality"]}, {"workshops": 1}
    ),
    "a course that a partner gave alone": _trap(
        "workshop",
        "Formation donnée par l’école seule",
        {"delivered_by": "co_delivered"},
        {"workshops": 1, **_people(155, 31)},
    ),
    "a self-paced course with one completion": Trap(
        "participation",
        _taking_part("CAN 702", "REPÈRE, module 1"),
        {"completed_on": "2021-04-01"},
        {"workshops": -1, **_people(-1)},
    ),
    "a meeting of the steering committee": _trap("meeting", "Comité de pilotage Batela Mwana", {"deleted": True}),
    "the audience of a radio campaign": _trap(
        "headcount", "media audience", {"basis": "estimate"}, _people(50_000, 0, 50_000)
    ),
    "young people who were only consulted": _trap(
        "headcount",
        "consulted",
        {"level": "sensitised"},
        {"people_reached": 32, "people_reached_high": 32, "attendances": 32},
    ),
    "a trainer on the list of a course": Trap(
        "participation",
        _taking_part("BFA 720", "Travail social et droits de l’enfant"),
        {"role": "participant"},
        _people(1, 1),
    ),
    "a mission, the one trace of a country": _trap(
        "mission", "Mission d’évaluation", {"status": "cancelled"}, {"countries": -1}
    ),
    "a project that is only signed": _trap("project", "COD-2022", {"status": "running"}, year=2021),
    "a participant from another country": _trap("person", "SEN 711", {"country": "GMB"}),
    "a volunteer at a distance": _trap(
        "engagement",
        "cooperation volunteer 0",
        {"engagement_type": "consultant"},
        {"countries": -1, "volunteers": -1},
    ),
    "an intern who became an employee": _trap(
        "engagement", "intern turned employee", {"ends_on": "2020-03-31"}, {"interns": -1}
    ),
    "two contracts of one employee": _trap("engagement", "second contract", {"person_code": "E-101"}, {"employees": 1}),
    "an employee who left the day before": _trap(
        "engagement", "left before", {"ends_on": "2020-04-01"}, {"employees": 1}
    ),
    "a consultant": _trap("engagement", "consultant", {"engagement_type": "employee"}, {"employees": 1}),
    "a member of the board": _trap(
        "engagement", "board", {"engagement_type": "volunteer_headquarters"}, {"volunteers": 1}
    ),
    "an estimate that nobody approved": _trap(
        "beneficiary_estimate",
        "unapproved",
        {"approved_by": "Direction des programmes", "approved_on": "2021-03-01"},
        {"children_protected": 250_000},
    ),
    "two estimates of one area and service": _trap(
        "beneficiary_estimate", "dakar by ratio", {"service": "education"}, {"children_protected": 35_000}
    ),
    "an estimate claimed in an earlier year": _trap(
        "beneficiary_estimate", "claimed before", {"is_new_this_year": True}, {"children_protected": 60_000}
    ),
    "children who benefit, but are not better protected": _trap(
        "beneficiary_estimate",
        "benefiting",
        {"beneficiary_kind": "better_protected"},
        {"children_protected": 8_400, "children_benefited": -8_400},
    ),
    "a brief and its hearing": _trap("advocacy_action", "hearing", {"part_of_id": None}, {"advocacy_actions": 1}),
    "a hearing after the year's end": _trap(
        "advocacy_action", "bill hearing", {"acted_on": "2021-03-31"}, {"advocacy_actions": 1}
    ),
    "a project that ended later than planned": _trap(
        "project", "BFA-2015", {"end_actual_on": "2021-04-01"}, {"projects_completed": -1}
    ),
    "a translation": _trap(
        "deliverable", "competencies in English", {"parent_edition_id": None}, {"key_competencies": 1}
    ),
    "a plan that is the year's headline": _trap("milestone", "plan", {"is_headline": False}, {"strategic_plan": -1}),
    "two people of whom nobody has decided whether they are one": Trap(
        "person_link",
        _link("SEN 730", "SEN 731"),
        {"verdict": "different"},
        {"people_reached": 1, "girls_and_women": 1, "attendances": 1},
        2021,
    ),
    "a class of which nobody knows whether it is on the list": _trap(
        "headcount", "perhaps on the list", {"overlap": "none"}, {"people_reached": 3, "attendances": 3}, 2021
    ),
}
