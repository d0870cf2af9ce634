"""The ordinary courses of 2020-2021: people by name and classes by number; what is special stands beside."""

import uuid
from datetime import date, timedelta
from typing import Any

from ibcr_desktop.records.participations import participation_id
from tests.sample.sample_maker import Maker, uid

POOLS = (
    ("BFA", 90, "OUA"),
    ("COD", 70, "FIH"),
    ("SEN", 60, "DKR"),
    ("HND", 24, "MTL"),
    ("TUN", 20, "MTL"),
    ("CMR", 12, "MTL"),
    ("AFG", 10, "MTL"),
)

# office, country, project, last day, title, first person of the pool, how many by name, class by number, women of it
COURSES = (
    ("OUA", "BFA", "BFA-2015", "2020-06-19", "Formation initiale des élèves policiers", 0, 20, 400, 20),
    ("OUA", "BFA", "BFA-2015", "2020-07-10", "Formation initiale des élèves policiers, module 2", 15, 20, 380, 19),
    ("OUA", "BFA", "BFA-2015", "2020-09-18", "Justice adaptée aux enfants : magistrats", 30, 20, 40, 8),
    ("OUA", "BFA", "BFA-2015", "2020-10-16", "Travail social et droits de l’enfant", 45, 20, 140, 50),
    ("OUA", "BFA", "BFA-2015", "2020-10-30", "Élaboration des compétences clés, privation de liberté", 60, 30, 40, 8),
    ("FIH", "COD", "COD-2015", "2020-05-29", "Police nationale : accueil de l’enfant", 0, 20, 380, 22),
    ("FIH", "COD", "COD-2015", "2020-08-21", "Magistrats et greffiers : audition de l’enfant", 15, 20, 190, 20),
    ("FIH", "COD", "COD-2015", "2020-10-02", "Assistants sociaux : accompagnement", 30, 20, 200, 22),
    ("FIH", "COD", "COD-2015", "2020-11-13", "Validation des modes opératoires", 45, 25, 30, 6),
    ("DKR", "SEN", "SEN-2020", "2020-12-04", "Lancement et sensibilisation à l’égalité des genres", 0, 20, 120, 20),
    ("DKR", "SEN", "SEN-2020", "2021-01-22", "Gendarmerie : enfants en conflit avec la loi", 15, 20, 210, 11),
    ("DKR", "SEN", "SEN-2020", "2021-02-26", "Police : enfants victimes d’exploitation", 30, 20, 210, 12),
    ("DKR", "SEN", "SEN-2020", "2021-03-19", "Travailleurs sociaux de Fatick", 45, 15, 128, 21),
    ("MTL", "HND", "HND-2019", "2020-08-07", "Trata de personas: policía nacional", 0, 12, 120, 10),
    ("MTL", "HND", "HND-2019", "2020-11-20", "Formación de formadores sobre la trata", 8, 12, 0, 0),
    ("MTL", "TUN", "TUN-2020", "2020-12-11", "Police et garde nationale : droits de l’enfant", 0, 16, 76, 4),
    ("MTL", "CMR", None, "2021-02-12", "Enfants dans les conflits armés : maintien de la paix", 0, 12, 150, 7),
    ("MTL", "AFG", None, "2020-12-17", "Children in armed conflict", 0, 10, 25, 2),
)
DAYS = {"Élaboration des compétences clés, privation de liberté": 5}  # three, where nothing else is known
CLASSES = {  # title → the professional group of its class, where that is not the police
    "Formation initiale des élèves policiers": "students_security",
    "Formation initiale des élèves policiers, module 2": "students_security",
    "Justice adaptée aux enfants : magistrats": "judge",
    "Travail social et droits de l’enfant": "students_social",
    "Élaboration des compétences clés, privation de liberté": "prison_staff",
    "Magistrats et greffiers : audition de l’enfant": "judge",
    "Assistants sociaux : accompagnement": "social_worker",
    "Lancement et sensibilisation à l’égalité des genres": "social_worker",
    "Gendarmerie : enfants en conflit avec la loi": "gendarmerie",
    "Travailleurs sociaux de Fatick": "social_worker",
    "Enfants dans les conflits armés : maintien de la paix": "armed_forces",
}
SAME_CLASS = {  # title → the group whose people came to this one too: seats are filled again, people are not new
    "Formation initiale des élèves policiers, module 2": "Formation initiale des élèves policiers",
    "Travail social et droits de l’enfant": "class of 146",
    "Lancement et sensibilisation à l’égalité des genres": "Travailleurs sociaux de Fatick",
}
SEX_NOT_NOTED = {"Police et garde nationale : droits de l’enfant": 5}  # how many of the class
ABOUT: dict[str, dict[str, Any]] = {  # part of a title → what such courses have beside what all have
    "élèves": {"formation": "initial", "hours": 18.0},
    "égalité": {"purpose": "awareness", "themes": ["childrens_rights", "gender_equality"]},
    "armed conflict": {"themes": ["armed_conflict"], "mode": "online", "tags": ["covid_19"]},
    "conflits armés": {"themes": ["armed_conflict"], "mode": "online", "tags": ["covid_19"]},
    "conflit avec la loi": {"themes": ["childrens_rights", "conflict_with_law"]},
    "rata": {"themes": ["trafficking"]},
    "exploitation": {"themes": ["trafficking"]},
    "Justice": {"themes": ["child_friendly_justice", "childrens_rights"]},
    "audition": {"themes": ["child_friendly_justice", "childrens_rights"]},
    "Élaboration": {"purpose": "development", "workshop_form": "workshop", "mode": "hybrid"},
    "Validation": {"purpose": "development", "workshop_form": "workshop", "mode": "hybrid"},
    "formadores": {
        "workshop_form": "training_of_trainers",
        "formation": "training_of_trainers",
        "delivered_by": "co_delivered",
    },
}
TESTED = {  # title → score before, rise
    "Justice adaptée aux enfants : magistrats": (41, 22),
    "Assistants sociaux : accompagnement": (36, 25),
    "Gendarmerie : enfants en conflit avec la loi": (44, 18),
    "Formación de formadores sobre la trata": (52, 24),
}


def add_all(maker: Maker) -> None:
    """Add the year."""
    for country, count, office in POOLS:
        maker.pool(country, count, office)
    _add_courses(maker)
    _add_launch_guests(maker)
    _add_follow_ups(maker)


def _project(code: str | None) -> str | None:
    return None if code is None else uid("project", code)


def _add_courses(maker: Maker) -> None:
    """Eighteen deliveries, people by name and classes by number."""
    for office, country, project, last, title, first, named, total, women in COURSES:
        days = [
            str(date.fromisoformat(last) - timedelta(days=before)) for before in reversed(range(DAYS.get(title, 3)))
        ]
        more = {"project_id": _project(project), "starts_on": days[0], **_of_title(title)}
        activity = maker.activity("workshop", title, office, country, last, **more)
        level = {"awareness": "sensitised", "development": "equipped"}.get(more.get("purpose", ""), "trained")
        certified = {"certified_trainer": True} if "formadores" in title else {}
        people = maker.draw(country, first, named)
        maker.attend(activity, people, level, **certified)
        if total:
            about: dict[str, Any] = {"level": level, "professional_group": CLASSES.get(title, "police")}
            if title in SAME_CLASS:
                about |= {"overlap": "other_group", "overlaps_id": uid("headcount", SAME_CLASS[title])}
            if title in SEX_NOT_NOTED:
                about |= {"males": total - women - SEX_NOT_NOTED[title], "sex_unknown": SEX_NOT_NOTED[title]}
            maker.group(activity, title, total, women, **about)
        if title in TESTED:
            maker.test(activity, people, *TESTED[title])
        maker.hold(activity, *days)


def _of_title(title: str) -> dict[str, Any]:
    """Give what a course has beside what all have."""
    more: dict[str, Any] = {}
    for part, about in ABOUT.items():
        if part in title:
            more |= about
    return more


def _add_launch_guests(maker: Maker) -> None:
    """Not everybody who is reached works with children."""
    launch = uid("workshop", "Lancement et sensibilisation à l’égalité des genres")
    usual = {"level": "sensitised", "basis": "registration"}
    maker.group(launch, "pupils", 24, 11, professional_group="children", age_band="13-17", **usual)
    maker.group(launch, "parents", 30, 18, professional_group="parents", age_band="18-49", **usual)


def _add_follow_ups(maker: Maker) -> None:
    """Six months after the course somebody telephoned twelve of its people."""
    course = uid("workshop", "Police nationale : accueil de l’enfant")
    answers = ("yes", "yes", "partly", "yes", "no", "unreachable")
    for number, person in enumerate(maker.draw("COD", 0, 12)):
        answer = answers[number % len(answers)]
        maker.add(
            "follow_up",
            f"police {number}",
            "FIH",
            participation_id=str(participation_id(uuid.UUID(person), uuid.UUID(course))),
            due_on="2020-11-30",
            done_on="2020-12-07",
            method="telephone",
            uses_learning=answer,
            practice_change="Entretien mené dans une pièce à part" if answer == "yes" else None,
        )
