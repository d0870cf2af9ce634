"""Organisations, projects, money, staff, volunteers and publications of the example."""

from typing import Any

from tests.sample.sample_maker import Maker, uid

PROJECTS: tuple[tuple[str, str, str, list[str], dict[str, Any]], ...] = (
    (
        "BFA-2015",
        "OUA",
        "Renforcement des capacités des acteurs de la protection de l’enfant au Burkina Faso",
        ["BFA"],
        {
            "start_planned_on": "2015-11-05",
            "end_planned_on": "2020-10-02",
            "end_revised_on": "2021-01-31",
            "end_actual_on": "2021-01-31",
            "status": "closed",
            "is_major": True,
            "budget": 6277272.0,
        },
    ),
    (
        "COD-2015",
        "FIH",
        "Batela Mwana",
        ["COD"],
        {
            "start_planned_on": "2015-07-07",
            "end_planned_on": "2020-11-30",
            "end_actual_on": "2020-11-30",
            "status": "closed",
            "is_major": True,
            "budget": 7567853.0,
        },
    ),
    (
        "COD-2022",
        "FIH",
        "Tonga Mpo Na Bolamu Ya Mwana",
        ["COD"],
        {"start_planned_on": "2022-02-25", "end_planned_on": "2027-08-31", "status": "planned", "is_major": True},
    ),
    (
        "SEN-2020",
        "DKR",
        "Xalé Sama Yité",
        ["SEN"],
        {"start_planned_on": "2020-11-17", "end_planned_on": "2025-12-31", "status": "running", "is_major": True},
    ),
    (
        "VOL-2020",
        "MTL",
        "PRIDE, programme de volontariat",
        ["BFA", "CIV", "COL", "CRI", "HND", "MAR", "MDG", "PER", "SEN", "TGO", "TUN"],
        {"start_planned_on": "2020-04-01", "end_planned_on": "2027-03-31", "status": "running", "is_major": True},
    ),
    (
        "VOL-2015",
        "MTL",
        "PRODEF, volontariat avec Avocats sans frontières Canada",
        ["BFA", "CIV", "MLI"],
        {
            "start_planned_on": "2015-04-01",
            "end_planned_on": "2020-03-31",
            "end_actual_on": "2020-03-31",
            "status": "closed",
            "is_major": True,
        },
    ),
    (
        "HND-2019",
        "MTL",
        "Lucha contra la trata de niñas, niños y adolescentes en Honduras",
        ["HND"],
        {"start_planned_on": "2019-04-01", "end_planned_on": "2022-03-31", "status": "running", "is_major": False},
    ),
    (
        "CRI-2015",
        "MTL",
        "Lucha contra la trata en Costa Rica",
        ["CRI"],
        {
            "start_planned_on": "2015-04-01",
            "end_planned_on": "2019-03-31",
            "end_actual_on": "2019-03-31",
            "status": "closed",
            "is_major": False,
        },
    ),
    (
        "TUN-2020",
        "MTL",
        "Formation de la police et de la garde nationale en Tunisie",
        ["TUN"],
        {"start_planned_on": "2020-04-01", "end_planned_on": "2022-12-31", "status": "running", "is_major": False},
    ),
    (
        "CAN-2020",
        "MTL",
        "REPÈRE, modules de formation en ligne",
        ["CAN"],
        {"start_planned_on": "2020-04-01", "end_planned_on": "2023-03-31", "status": "running", "is_major": False},
    ),
)
DONORS = {
    "GAC": (
        "Affaires mondiales Canada",
        "CAN",
        ("BFA-2015", "COD-2015", "COD-2022", "SEN-2020", "VOL-2020", "VOL-2015"),
    ),
    "ACCBP": ("Programme canadien d’aide à la lutte contre la criminalité", "CAN", ("HND-2019", "CRI-2015")),
    "UNICEF": ("UNICEF", None, ("TUN-2020", "SEN-2020")),
    "FAVAC": ("Fonds d’aide aux victimes d’actes criminels", "CAN", ("CAN-2020",)),
    "JUS": ("Justice Canada", "CAN", ("CAN-2020",)),
}
VOLUNTEER_COUNTRIES = ("CIV", "MDG", "TGO", "MAR", "COL", "PER", "CRI")


def add_all(maker: Maker) -> None:
    """Add everything that activities refer to, and everything that is no activity."""
    for code, office, title, countries, more in PROJECTS:
        usual = {"code": code, "title": title, "countries": countries, "currency": "CAD", "has_oversight_body": True}
        maker.add("project", code, office, **usual, has_post_project_strategy=code.startswith(("BFA", "COD")), **more)
    _add_organisations(maker)
    _add_staff(maker)
    _add_publications(maker)
    _add_estimates(maker)


def _add_organisations(maker: Maker) -> None:
    for code, (name, country, projects) in DONORS.items():
        kind = "united_nations" if code == "UNICEF" else "donor"
        maker.add("organisation", code, "MTL", name=name, organisation_kind=kind, country=country)
        for project in projects:
            amount = next((more.get("budget") for each, *_, more in PROJECTS if each == project), None)
            about = {"project_id": uid("project", project), "organisation_id": uid("organisation", code)}
            maker.add(
                "funding", f"{code} {project}", "MTL", **about, amount=amount if code == "GAC" else None, currency="CAD"
            )
    for name, country, office in (
        ("École nationale de police", "BFA", "OUA"),
        ("Institut national de formation en travail social", "BFA", "OUA"),
        ("École nationale de police et de la formation permanente", "SEN", "DKR"),
        ("Institut national de formation judiciaire", "COD", "FIH"),
        ("Réseau des acteurs de l’enfance", "MLI", "BKO"),
    ):
        kind = "civil_society" if name.startswith("Réseau") else "training_school"
        about = {"name": name, "organisation_kind": kind, "country": country}
        maker.add("organisation", name, office, **about, is_programme_partner=country in ("BFA", "SEN") or None)
    for number, amount in enumerate((25000.0, 25000.0), start=1):
        partner = maker.add(
            "organisation",
            f"HND {number}",
            "MTL",
            name=f"Red de protección {number}",
            country="HND",
            organisation_kind="civil_society",
        )
        grant = {
            "project_id": uid("project", "HND-2019"),
            "organisation_id": partner,
            "amount": amount,
            "currency": "USD",
        }
        maker.add("sub_grant", f"HND {number}", "MTL", **grant, starts_on="2020-09-01")
    target = {
        "project_id": uid("project", "SEN-2020"),
        "result_level": "immediate",
        "target": 5270.0,
        "unit": "personnes",
    }
    maker.add(
        "indicator_target",
        "SEN",
        "DKR",
        **target,
        indicator_code="people_reached",
        due_on="2025-12-31",
        statement="Agents de changement mieux outillés pour protéger les enfants",
    )


def _add_staff(maker: Maker) -> None:
    """53 employees, 19 interns and 12 volunteers with a day in the year; one of them was intern, then employee."""
    offices = ("MTL", "OUA", "FIH", "DKR", "BKO")
    where = {"MTL": "CAN", "OUA": "BFA", "FIH": "COD", "DKR": "SEN", "BKO": "MLI"}
    changed = maker.person("CAN", 900, "MTL", sex="female", professional_group="civil_society")
    months = {"starts_on": "2019-09-02", "ends_on": "2020-08-28"}
    maker.add(
        "engagement",
        "intern turned employee",
        "MTL",
        person_id=changed,
        engagement_type="intern",
        office_served="MTL",
        country="CAN",
        **months,
    )
    maker.add(
        "engagement",
        "the same as employee",
        "MTL",
        person_id=changed,
        engagement_type="employee",
        office_served="MTL",
        country="CAN",
        starts_on="2020-08-31",
        is_permanent=True,
    )
    for number in range(52):
        office = offices[number % 5]
        ended = {2: "2021-01-31", 7: "2020-11-30"}.get(number)
        maker.add(
            "engagement",
            f"employee {number}",
            "MTL",
            person_code=f"E-{number:03}",
            engagement_type="employee",
            office_served=office,
            country=where[office],
            starts_on=f"{2012 + number % 8}-05-01",
            ends_on=ended,
            is_permanent=number != 7,
        )
    for number in range(18):
        maker.add(
            "engagement",
            f"intern {number}",
            "MTL",
            person_code=f"S-{number:03}",
            engagement_type="intern",
            office_served="MTL",
            country="CAN",
            starts_on=f"2020-{4 + number % 9:02}-01",
            ends_on=f"2021-{1 + number % 6:02}-28",
        )
    for number in range(5):
        maker.add(
            "engagement",
            f"volunteer {number}",
            "MTL",
            person_code=f"B-{number:03}",
            office_served="MTL",
            engagement_type="volunteer_headquarters",
            country="CAN",
            starts_on="2020-06-01",
            ends_on="2021-05-31",
        )
    for number, country in enumerate(VOLUNTEER_COUNTRIES):
        maker.add(
            "engagement",
            f"cooperation volunteer {number}",
            "MTL",
            person_code=f"V-{number:03}",
            country=country,
            engagement_type="cooperation_volunteer",
            starts_on="2020-09-01",
            ends_on="2021-08-31",
            is_remote=True,
            mandate_code=f"VOL-{country}-01",
        )
    maker.add(
        "engagement", "consultant", "MTL", person_code="C-001", engagement_type="consultant", starts_on="2020-05-01"
    )
    maker.add("engagement", "board", "MTL", person_code="A-001", engagement_type="board", starts_on="2015-05-01")
    maker.add(
        "engagement",
        "left before",
        "MTL",
        person_code="E-900",
        engagement_type="employee",
        office_served="MTL",
        country="CAN",
        starts_on="2014-01-06",
        ends_on="2020-03-31",
    )


def _add_publications(maker: Maker) -> None:
    published = {"deliverable_status": "published"}
    french = maker.add(
        "deliverable",
        "competencies",
        "MTL",
        **published,
        deliverable_type="competency_framework",
        title="Compétences clés des intervenants auprès des enfants privés de liberté",
        published_on="2020-12-10",
        languages=["fr"],
        downloads=640,
    )
    maker.add(
        "deliverable",
        "competencies in English",
        "MTL",
        **published,
        deliverable_type="competency_framework",
        title="Key competencies for professionals working with children deprived of their liberty",
        published_on="2021-02-18",
        languages=["en"],
        parent_edition_id=french,
        downloads=210,
    )
    maker.add(
        "deliverable",
        "strategic plan",
        "MTL",
        **published,
        deliverable_type="strategic_plan",
        title="Plan stratégique 2021-2024",
        published_on="2021-03-22",
        languages=["en", "fr"],
        downloads=95,
    )
    for number in range(4):
        maker.add(
            "deliverable",
            f"procedure {number}",
            "FIH",
            **published,
            deliverable_type="operating_procedure",
            title=f"Mode opératoire {number + 1} : accueil de l’enfant",
            published_on=f"2020-0{5 + number}-15",
            project_id=uid("project", "COD-2015"),
            languages=["fr"],
        )
    maker.add(
        "deliverable",
        "kit",
        "OUA",
        **published,
        deliverable_type="training_kit",
        published_on="2020-07-09",
        title="Trousse de formation : droits de l’enfant",
        project_id=uid("project", "BFA-2015"),
        languages=["fr"],
    )
    maker.add(
        "deliverable",
        "report",
        "MTL",
        **published,
        deliverable_type="report",
        title="Rapport annuel 2019-2020",
        published_on="2020-10-01",
        languages=["en", "fr"],
        downloads=310,
    )
    maker.add(
        "milestone",
        "plan",
        "MTL",
        reached_on="2021-03-20",
        milestone_type="plan_adopted",
        is_headline=True,
        text_en="A new strategic plan for 2021-2024 was developed and adopted",
        text_fr="Un nouveau plan stratégique 2021-2024 a été élaboré et adopté",
        text_es="Se elaboró y aprobó un nuevo plan estratégico 2021-2024",
    )
    for code, day in (("BFA-2015", "2021-01-31"), ("COD-2015", "2020-11-30")):
        maker.add(
            "milestone",
            code,
            "MTL",
            reached_on=day,
            milestone_type="project_completed",
            is_headline=True,
            project_id=uid("project", code),
            text_en="A major project was completed",
            text_fr="Un grand projet a été achevé",
            text_es="Se concluyó un gran proyecto",
        )
    for number, (medium, outlet, country) in enumerate(
        (("radio", "Radio Oméga", "BFA"), ("press", "Le Quotidien", "SEN"), ("web", "Actualités Québec", "CAN"))
    ):
        maker.add(
            "media_mention",
            f"mention {number}",
            "MTL",
            appeared_on=f"2020-1{number}-20",
            outlet=outlet,
            medium=medium,
            country=country,
            topic="Droits de l’enfant",
            is_paid=False,
        )


def _add_estimates(maker: Maker) -> None:
    """1,700,180 children better protected, and what must not be added to them."""
    usual: dict[str, Any] = {
        "beneficiary_kind": "better_protected",
        "is_new_this_year": True,
        "reported_on": "2021-02-15",
        "inputs": "Voir la note de calcul",
        "data_source": "Note de calcul du projet",
        "source_year": 2020,
        "approved_by": "Direction des programmes",
        "approved_on": "2021-03-10",
    }
    for name, project, country, area, service, method, count, more in (
        ("quebec", "CAN-2020", "CAN", "quebec", "child_protection_system", "advocacy_population", 1_156_000, {}),
        ("burkina", "BFA-2015", "BFA", "whole_country", "justice", "catchment", 389_500, {}),
        ("kinshasa", "COD-2015", "COD", "kinshasa", "police", "catchment", 92_480, {}),
        ("dakar", "SEN-2020", "SEN", "dakar", "police", "caseload", 40_000, {}),
        ("dakar by ratio", "SEN-2020", "SEN", "dakar", "police", "training_ratio", 35_000, {}),
        ("honduras", "HND-2019", "HND", "tegucigalpa", "police", "caseload", 12_200, {}),
        ("tunis", "TUN-2020", "TUN", "tunis", "police", "caseload", 10_000, {}),
        (
            "unapproved",
            "VOL-2020",
            "CIV",
            "whole_country",
            "justice",
            "catchment",
            250_000,
            {"approved_by": None, "approved_on": None},
        ),
        (
            "claimed before",
            "BFA-2015",
            "BFA",
            "ouagadougou",
            "social_services",
            "caseload",
            60_000,
            {"is_new_this_year": False},
        ),
        (
            "benefiting",
            "SEN-2020",
            "SEN",
            "fatick",
            "education",
            "partner_report",
            8_400,
            {"beneficiary_kind": "benefiting"},
        ),
    ):
        office = {"BFA": "OUA", "COD": "FIH", "SEN": "DKR"}.get(country, "MTL")
        maker.add(
            "beneficiary_estimate",
            name,
            office,
            **{
                **usual,
                "project_id": uid("project", project),
                "country": country,
                "area": area,
                "service": service,
                "estimate_method": method,
                "count": count,
                **more,
            },
        )
