"""Organisations, projects and the money behind them.

The projects are those of the organisation's public pages up to March 2022; Biig yi Neere and Lakana came later.
"""

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
        {
            "start_planned_on": "2020-04-01",
            "end_planned_on": "2027-03-31",
            "end_revised_on": "2028-03-31",
            "status": "running",
            "is_major": True,
        },
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
    (
        "CAN-2021",
        "MTL",
        "Parole aux jeunes",
        ["CAN"],
        {"start_planned_on": "2021-04-01", "end_planned_on": "2023-12-31", "status": "running", "is_major": False},
    ),
)
OVERSIGHT = {
    "BFA-2015": True,
    "COD-2015": True,
    "SEN-2020": True,
    "VOL-2020": True,
    "TUN-2020": False,
    "CAN-2021": True,
}
DONORS = {
    "GAC": (
        "Affaires mondiales Canada",
        "CAN",
        ("BFA-2015", "COD-2015", "COD-2022", "CRI-2015", "SEN-2020", "VOL-2020", "VOL-2015"),
    ),
    "ACCBP": ("Programme canadien d’aide à la lutte contre la criminalité", "CAN", ("HND-2019",)),
    "UNICEF": ("UNICEF", None, ("TUN-2020", "SEN-2020")),
    "FAVAC": ("Fonds d’aide aux victimes d’actes criminels", "CAN", ("CAN-2020",)),
    "CHA": ("Fondation Chamandy", "CAN", ("CAN-2020",)),
    "JUS": ("Justice Canada", "CAN", ("CAN-2020",)),
}


def add_all(maker: Maker) -> None:
    """Add everything that activities refer to, and everything that is no activity."""
    for code, office, title, countries, more in PROJECTS:
        usual: dict[str, Any] = {
            "code": code,
            "title": title,
            "countries": countries,
            "currency": "CAD",
            "has_oversight_body": OVERSIGHT.get(code),
        }
        maker.add("project", code, office, **usual, has_post_project_strategy=code.startswith(("BFA", "COD")), **more)
    _add_organisations(maker)


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
        grant: dict[str, Any] = {
            "project_id": uid("project", "HND-2019"),
            "organisation_id": partner,
            "amount": amount,
            "currency": "USD",
        }
        maker.add("sub_grant", f"HND {number}", "MTL", **grant, starts_on="2020-09-01")
    target: dict[str, Any] = {
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
