"""Publications, milestones, media mentions and estimates of the example."""

from typing import Any

from tests.sample.sample_maker import Maker, uid


def add_all(maker: Maker) -> None:
    """Add them."""
    _add_publications(maker)
    _add_advertisement(maker)
    _add_estimates(maker)


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


def _add_advertisement(maker: Maker) -> None:
    about = {
        "outlet": "Radio communautaire",
        "medium": "radio",
        "country": "BFA",
        "topic": "Campagne contre les violences",
    }
    maker.add("media_mention", "advertisement", "OUA", appeared_on="2020-11-23", is_paid=True, **about)


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
