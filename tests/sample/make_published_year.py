"""The courses of 2020-2021, with every trap that a count can fall into."""

from typing import Any

from tests.sample.sample_maker import Maker, uid

CLASS_OF_146, CLASS_WOMEN = 146, 52
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
    ("OUA", "BFA", "BFA-2015", "2020-06-19", "Formation initiale des élèves policiers", 0, 20, 220, 14),
    ("OUA", "BFA", "BFA-2015", "2020-07-10", "Formation initiale des élèves gendarmes", 15, 20, 230, 9),
    ("OUA", "BFA", "BFA-2015", "2020-09-18", "Justice adaptée aux enfants : magistrats", 30, 20, 40, 8),
    ("OUA", "BFA", "BFA-2015", "2020-10-16", "Travail social et droits de l’enfant", 45, 20, 180, 24),
    ("OUA", "BFA", "BFA-2015", "2020-10-30", "Élaboration des compétences clés, privation de liberté", 60, 30, 40, 8),
    ("FIH", "COD", "COD-2015", "2020-05-29", "Police nationale : accueil de l’enfant", 0, 20, 300, 18),
    ("FIH", "COD", "COD-2015", "2020-08-21", "Magistrats et greffiers : audition de l’enfant", 15, 20, 150, 16),
    ("FIH", "COD", "COD-2015", "2020-10-02", "Assistants sociaux : accompagnement", 30, 20, 170, 22),
    ("FIH", "COD", "COD-2015", "2020-11-13", "Validation des modes opératoires", 45, 25, 30, 6),
    ("DKR", "SEN", "SEN-2020", "2020-12-04", "Lancement et sensibilisation à l’égalité des genres", 0, 20, 100, 18),
    ("DKR", "SEN", "SEN-2020", "2021-01-22", "Gendarmerie : enfants en conflit avec la loi", 15, 20, 200, 11),
    ("DKR", "SEN", "SEN-2020", "2021-02-26", "Police : enfants victimes d’exploitation", 30, 20, 190, 12),
    ("DKR", "SEN", "SEN-2020", "2021-03-19", "Travailleurs sociaux de Fatick", 45, 15, 120, 21),
    ("MTL", "HND", "HND-2019", "2020-08-07", "Trata de personas: policía nacional", 0, 12, 90, 10),
    ("MTL", "HND", "HND-2019", "2020-11-20", "Formación de formadores sobre la trata", 8, 12, 0, 0),
    ("MTL", "TUN", "TUN-2020", "2020-12-11", "Police et garde nationale : droits de l’enfant", 0, 16, 76, 4),
    ("MTL", "CMR", None, "2021-02-12", "Enfants dans les conflits armés : maintien de la paix", 0, 12, 150, 7),
    ("MTL", "AFG", None, "2020-12-17", "Children in armed conflict", 0, 10, 25, 2),
)


def add_all(maker: Maker) -> None:
    """Add the year."""
    for country, count, office in POOLS:
        maker.pool(country, count, office)
    _add_courses(maker)
    _add_special_courses(maker)
    _add_what_does_not_count(maker)


def _project(code: str | None) -> str | None:
    return None if code is None else uid("project", code)


def _add_courses(maker: Maker) -> None:
    """Eighteen deliveries, people by name and classes by number."""
    for office, country, project, last, title, first, named, total, women in COURSES:
        more: dict[str, Any] = {
            "project_id": _project(project),
            "starts_on": last[:-2] + f"{max(1, int(last[-2:]) - 2):02}",
        }
        if "égalité" in title:
            more |= {"purpose": "awareness", "themes": ["gender_equality", "childrens_rights"]}
        if "conflict" in title or "conflits" in title:
            more |= {"themes": ["armed_conflict"], "mode": "online"}
        if title.startswith(("Élaboration", "Validation")):
            more |= {"purpose": "development", "workshop_form": "workshop", "mode": "hybrid"}
        if "formadores" in title:
            more |= {"workshop_form": "training_of_trainers", "delivered_by": "co_delivered"}
        activity = maker.activity("workshop", title, office, country, last, **more)
        level = {"awareness": "sensitised", "development": "equipped"}.get(more.get("purpose", ""), "trained")
        certified = {"certified_trainer": True} if "formadores" in title else {}
        maker.attend(activity, maker.draw(country, first, named), level, **certified)
        if total:
            group = "students_security" if "élèves" in title else "police"
            maker.group(activity, title, total, women, level=level, professional_group=group)
        for day in range(int(more["starts_on"][-2:]), int(last[-2:]) + 1):
            held = f"{last[:-2]}{day:02}"
            maker.add("session", f"{title} {held}", office, activity_id=activity, held_on=held, hours=6.0)


def _add_special_courses(maker: Maker) -> None:
    """Five more deliveries, each with something that a careless count gets wrong."""
    # A class of 146, of whom 24 are on the list of names.
    in_school = maker.activity(
        "workshop",
        "Module obligatoire, école de travail social",
        "OUA",
        "BFA",
        "2020-05-15",
        project_id=uid("project", "BFA-2015"),
        formation="initial",
    )
    maker.attend(in_school, maker.draw("BFA", 66, 24))
    maker.group(
        in_school, "class of 146", CLASS_OF_146, CLASS_WOMEN, overlap="named_list", professional_group="students_social"
    )
    # It began in the year before and ended in this one.
    begun = maker.activity(
        "workshop",
        "Sensibilisation de fin d’exercice",
        "OUA",
        "BFA",
        "2020-04-01",
        starts_on="2020-03-30",
        project_id=uid("project", "BFA-2015"),
        purpose="awareness",
    )
    maker.group(begun, "begun before", 45, 6, level="sensitised")
    # A second cohort counts again; people who come again do not.
    again = maker.activity(
        "workshop",
        "Justice adaptée aux enfants : magistrats (2e cohorte)",
        "OUA",
        "BFA",
        "2020-12-18",
        project_id=uid("project", "BFA-2015"),
        themes=["child_friendly_justice"],
    )
    maker.attend(again, maker.draw("BFA", 30, 25))
    # The same officer, trained in two offices under two spellings.
    there = maker.person(
        "BFA",
        700,
        "OUA",
        sex="male",
        family_name="Wedraogo",
        given_names="Souleymane",
        professional_group="police",
        telephone="+226 70 00 00 01",
    )
    here = maker.person(
        "BFA",
        701,
        "DKR",
        sex="male",
        family_name="Ouédraogo",
        given_names="Souleymane",
        professional_group="police",
        telephone="+226 70 00 00 01",
    )
    maker.attend(uid("workshop", "Formation initiale des élèves policiers"), [there])
    maker.attend(uid("workshop", "Police : enfants victimes d’exploitation"), [here])
    maker.link(there, here, "same", "Même téléphone, même grade")
    # Followed by oneself, completed by one person in the year.
    alone = maker.activity(
        "workshop",
        "REPÈRE, module 1",
        "MTL",
        "CAN",
        "2022-03-31",
        starts_on="2020-06-01",
        mode="self_paced",
        project_id=uid("project", "CAN-2020"),
    )
    learner = maker.person("CAN", 702, "MTL", sex="male", professional_group="youth_protection")
    maker.attend(alone, [learner], completed_on="2020-12-15")
    # People whose sex nobody noted.
    last = maker.activity(
        "workshop",
        "Dernière session de l’exercice",
        "DKR",
        "SEN",
        "2021-03-31",
        starts_on="2021-03-29",
        project_id=uid("project", "SEN-2020"),
    )
    unknown = [maker.person("SEN", 710 + number, "DKR", sex="not_asked", given_names="A.") for number in range(6)]
    maker.attend(last, unknown)
    maker.group(last, "last class", 200, 20)


def _add_what_does_not_count(maker: Maker) -> None:
    """Records that look as if they counted."""
    cancelled = maker.activity(
        "workshop",
        "Atelier annulé par la pandémie",
        "DKR",
        "SEN",
        "2020-05-06",
        status="cancelled",
        project_id=uid("project", "SEN-2020"),
    )
    maker.group(cancelled, "cancelled", 25, 5)
    alone = maker.activity(
        "workshop",
        "Formation donnée par l’école seule",
        "OUA",
        "BFA",
        "2021-02-19",
        delivered_by="partner_alone",
        project_id=uid("project", "BFA-2015"),
        formation="initial",
    )
    maker.group(alone, "partner alone", 155, 31, professional_group="students_justice")
    draft = maker.activity(
        "workshop", "Brouillon où rien ne manque", "FIH", "COD", "2020-09-25", project_id=uid("project", "COD-2015")
    )
    maker.lines[draft]["state"] = "draft"
    maker.group(draft, "of a draft", 40, 7)
    campaign = maker.activity(
        "campaign",
        "Campagne radio contre les violences",
        "OUA",
        "BFA",
        "2020-11-25",
        project_id=uid("project", "BFA-2015"),
        is_part_of_strategy=True,
    )
    maker.group(
        campaign, "media audience", 50_000, None, level="sensitised", basis="media_audience", professional_group="other"
    )
    maker.activity(
        "meeting",
        "Comité de pilotage Batela Mwana",
        "FIH",
        "COD",
        "2020-06-12",
        meeting_form="steering_committee",
        project_id=uid("project", "COD-2015"),
    )
    maker.activity("mission", "Mission d’évaluation", "MTL", "BDI", "2020-10-09", starts_on="2020-10-05")
    children = maker.activity(
        "consultation",
        "Consultation d’adolescents",
        "DKR",
        "SEN",
        "2021-01-13",
        project_id=uid("project", "SEN-2020"),
        themes=["child_participation"],
    )
    maker.group(children, "consulted", 32, 18, level="consulted", professional_group="children", age_band="13-17")
    maker.activity(
        "workshop",
        "Gestion organisationnelle des partenaires",
        "DKR",
        "SEN",
        "2021-03-04",
        themes=["organisational_management"],
        project_id=uid("project", "SEN-2020"),
    )
    trainer = maker.person("BFA", 720, "OUA", sex="female", professional_group="educator")
    maker.attend(uid("workshop", "Travail social et droits de l’enfant"), [trainer], role="trainer")
