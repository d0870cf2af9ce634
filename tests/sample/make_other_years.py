"""The years before and after: fewer records, and bounds that stay open."""

import uuid
from datetime import date, timedelta
from typing import Any

from ibcr_desktop.records.participations import participation_id
from tests.sample.sample_maker import Maker, birth_year_of, uid

PROJECTS = {  # year → country → the project of its courses
    2019: {"BFA": "BFA-2015", "COD": "COD-2015", "HND": "HND-2019", "MLI": "VOL-2015"},
    2021: {"SEN": "SEN-2020", "HND": "HND-2019", "TUN": "TUN-2020"},
}
FIRST_OF_POOL = {2019: 0, 2021: 4}
# title, office, country, last day, how many by name, class by number, women of it
COURSES = {
    2019: (
        ("Enfants et justice à Bamako", "BKO", "MLI", "2019-09-13", 20, 35, 9),
        ("Enfants et justice à Ségou", "BKO", "MLI", "2020-02-14", 16, 20, 5),
        ("Recyclage des formateurs", "OUA", "BFA", "2019-11-22", 25, 60, 12),
        ("Élèves de l’école de police de Bobo-Dioulasso", "OUA", "BFA", "2020-01-31", 10, 320, 16),
        ("Commissariats de Kinshasa", "FIH", "COD", "2020-01-24", 20, 140, 15),
        ("Magistrats de Goma", "FIH", "COD", "2019-06-28", 18, 45, 7),
        ("Prevención de la trata: fiscales", "MTL", "HND", "2019-10-18", 12, 40, 16),
    ),
    2021: (
        ("Gendarmerie de Fatick", "DKR", "SEN", "2021-06-25", 15, 90, 6),
        ("Brigades des mineurs de Dakar", "DKR", "SEN", "2022-02-11", 20, 60, 9),
        ("Trata de personas: cierre y lecciones", "MTL", "HND", "2021-11-12", 14, 25, 11),
        ("Garde nationale, deuxième session", "MTL", "TUN", "2021-12-03", 12, 64, 5),
        ("Enfants et justice à Sikasso", "BKO", "MLI", "2021-10-29", 18, 30, 8),
    ),
}
CLASSES = {  # title → the professional group of its class, where that is not the police
    "Enfants et justice à Bamako": "judge",
    "Enfants et justice à Ségou": "social_worker",
    "Enfants et justice à Sikasso": "judge",
    "Recyclage des formateurs": "education",
    "Élèves de l’école de police de Bobo-Dioulasso": "students_security",
    "Magistrats de Goma": "judge",
    "Prevención de la trata: fiscales": "prosecutor",
    "Gendarmerie de Fatick": "gendarmerie",
    "Garde nationale, deuxième session": "national_guard",
}
ABOUT: dict[str, dict[str, Any]] = {  # title → what such a course has beside what all have
    "Recyclage des formateurs": {"workshop_form": "training_of_trainers", "formation": "training_of_trainers"},
    "Élèves de l’école de police de Bobo-Dioulasso": {"formation": "initial"},
    "Prevención de la trata: fiscales": {"themes": ["trafficking"]},
    "Trata de personas: cierre y lecciones": {"themes": ["trafficking"], "purpose": "development"},
    "Gendarmerie de Fatick": {"themes": ["childrens_rights", "conflict_with_law"]},
}
TESTED = {"Recyclage des formateurs": (48, 21), "Gendarmerie de Fatick": (43, 19)}  # title → score before, rise
# title, office, country, day, role, how many came, women of them
EVENTS = (
    ("Trente ans de la Convention", "MTL", "CAN", "2019-11-20", "organiser", 120, 70),
    ("Colloque sur la justice des mineurs", "BKO", "MLI", "2019-12-05", "contributor", 64, 22),
    ("Journée de l’enfant africain", "BKO", "MLI", "2021-06-16", "co_organiser", 90, 44),
    ("Forum sur la protection de l’enfance", "DKR", "SEN", "2021-11-18", "contributor", 75, 31),
)
# name, project, country, area, service, how many, day
ESTIMATES = (
    ("BFA 2019", "BFA-2015", "BFA", "ouagadougou", "social_services", 60_000, "2020-02-20"),
    ("COD 2019", "COD-2015", "COD", "goma", "justice", 41_300, "2020-02-24"),
    ("SEN 2021", "SEN-2020", "SEN", "fatick", "police", 28_400, "2022-02-18"),
    ("HND 2021", "HND-2019", "HND", "tegucigalpa", "justice", 9_100, "2022-03-04"),
)
# name, office, type, title, day, languages
PUBLICATIONS = (
    ("report of 2018", "MTL", "report", "Rapport annuel 2018-2019", "2019-10-02", ["en", "fr"]),
    ("guide of 2020", "FIH", "guide", "Guide de l’entretien avec un enfant", "2020-02-17", ["fr"]),
    ("report of 2020", "MTL", "report", "Rapport annuel 2020-2021", "2021-10-04", ["en", "es", "fr"]),
    ("kit of 2021", "MTL", "training_kit", "Kit de formación: niñez y trata", "2021-09-15", ["es"]),
)
MENTIONS = (
    ("mention of 2019", "2019-11-21", "L’Essor", "press", "MLI"),
    ("mention of 2021", "2021-06-17", "Radio Dakar", "radio", "SEN"),
)


def add_all(maker: Maker) -> None:
    """Add 2019-2020 and 2021-2022."""
    maker.pool("MLI", 24, "BKO")
    for year, courses in COURSES.items():
        for course in courses:
            _add_course(maker, year, *course)
    for event in EVENTS:
        _add_event(maker, *event)
    for estimate in ESTIMATES:
        _add_estimate(maker, *estimate)
    _add_publications(maker)
    _add_open_bounds(maker)
    _add_young_voices(maker)
    _add_follow_ups(maker)
    _let_certified_people_teach(maker)


def _add_course(  # noqa: PLR0917 - a row of the tables above
    maker: Maker, year: int, title: str, office: str, country: str, last: str, named: int, total: int, women: int
) -> None:
    project = PROJECTS[year].get(country)
    days = [str(date.fromisoformat(last) - timedelta(days=before)) for before in (1, 0)]
    about = {"project_id": uid("project", project) if project else None, "starts_on": days[0], **ABOUT.get(title, {})}
    activity = maker.activity("workshop", title, office, country, last, **about)
    people = maker.draw(country, FIRST_OF_POOL[year], named)
    maker.attend(activity, people)
    maker.group(activity, title, total, women, professional_group=CLASSES.get(title, "police"))
    maker.hold(activity, *days)
    if title in TESTED:
        maker.test(activity, people, *TESTED[title])


def _add_event(  # noqa: PLR0917 - a row of the tables above
    maker: Maker, title: str, office: str, country: str, last: str, role: str, people: int, women: int
) -> None:
    event = maker.activity("event", title, office, country, last, ibcr_role=role)
    maker.group(event, title, people, women, level="event_attendance", professional_group="other")


def _add_open_bounds(maker: Maker) -> None:
    """Nobody has decided yet whether two names are one person, nor whether a class overlaps the list."""
    project = {"project_id": uid("project", "SEN-2020")}
    across = "Atelier à cheval sur deux exercices"
    activity = maker.activity("workshop", across, "DKR", "SEN", "2021-04-02", starts_on="2021-03-30", **project)
    maker.group(activity, "across the year's end", 30, 12)
    title = "Formation des éducateurs de Saint-Louis"
    open_course = maker.activity("workshop", title, "DKR", "SEN", "2021-10-15", **project)
    maker.attend(open_course, maker.draw("SEN", 5, 20))
    twin = maker.person("SEN", 730, "DKR", sex="female", family_name="Ndiaye", given_names="Fatou Binta")
    born = birth_year_of(730)
    other = maker.person(
        "SEN", 731, "BKO", sex="female", family_name="N’Diaye", given_names="Fatou Binta", birth_year=born
    )
    maker.attend(open_course, [twin, other])
    maker.group(open_course, "perhaps on the list", 60, 20, overlap="unknown", professional_group="educator")
    maker.link(twin, other, "undecided", "Nom semblable, même fonction")


def _add_young_voices(maker: Maker) -> None:
    young = maker.activity(
        "consultation",
        "Parole aux jeunes : première rencontre",
        "MTL",
        "CAN",
        "2021-11-27",
        project_id=uid("project", "CAN-2021"),
        themes=["child_participation"],
    )
    maker.group(young, "young voices", 21, 13, level="consulted", professional_group="children", age_band="13-17")


def _add_publications(maker: Maker) -> None:
    for name, office, sort, title, day, languages in PUBLICATIONS:
        about: dict[str, Any] = {"deliverable_type": sort, "deliverable_status": "published", "languages": languages}
        maker.add("deliverable", name, office, title=title, published_on=day, **about)
    for name, day, outlet, medium, country in MENTIONS:
        where = {"outlet": outlet, "medium": medium, "country": country, "topic": "Droits de l’enfant"}
        maker.add("media_mention", name, "MTL", appeared_on=day, is_paid=False, **where)


def _add_follow_ups(maker: Maker) -> None:
    """Three months after a course of 2021 somebody visited five of its people."""
    course = uuid.UUID(uid("workshop", "Gendarmerie de Fatick"))
    people = maker.draw("SEN", FIRST_OF_POOL[2021], 5)
    for number, (person, answer) in enumerate(zip(people, ("yes", "partly", "yes", "yes", "no"), strict=True)):
        taking_part = str(participation_id(uuid.UUID(person), course))
        about = {"participation_id": taking_part, "due_on": "2021-09-24", "done_on": "2021-09-28"}
        maker.add("follow_up", f"gendarmerie {number}", "DKR", **about, method="visit", uses_learning=answer)


def _let_certified_people_teach(maker: Maker) -> None:
    """Two who were certified the year before teach those who close the project: trainers add to no figure."""
    maker.attend(uid("workshop", "Trata de personas: cierre y lecciones"), maker.draw("HND", 18, 2), role="trainer")


def _add_estimate(  # noqa: PLR0917 - a row of the tables above
    maker: Maker, name: str, project: str, country: str, area: str, service: str, count: int, day: str
) -> None:
    maker.add(
        "beneficiary_estimate",
        name,
        {"BFA": "OUA", "COD": "FIH", "SEN": "DKR"}.get(country, "MTL"),
        project_id=uid("project", project),
        beneficiary_kind="better_protected",
        is_new_this_year=True,
        reported_on=day,
        count=count,
        country=country,
        area=area,
        service=service,
        estimate_method="caseload",
        inputs="Voir la note de calcul",
        data_source="Note de calcul du projet",
        approved_by="Direction des programmes",
        approved_on=day,
    )
