"""The events and the advocacy of 2020-2021."""

from typing import Any

from tests.sample.sample_maker import Maker


def add_all(maker: Maker) -> None:
    """Add them."""
    _add_events(maker)
    _add_advocacy(maker)


def _add_events(maker: Maker) -> None:
    """Six events organised, eight contributed to; one stands in the books of two offices."""
    organised = (
        ("Webinaire sur la pandémie et les enfants", "MTL", "CAN", "2020-05-20", 82),
        ("Forum national de l’enfant", "OUA", "BFA", "2020-06-16", 60),
        ("Clôture du projet Batela Mwana", "FIH", "COD", "2020-11-27", 58),
        ("Lancement de Xalé Sama Yité", "DKR", "SEN", "2021-01-28", 64),
        ("Lancement de REPÈRE", "MTL", "CAN", "2020-11-19", 51),
        ("Clôture du projet au Burkina Faso", "OUA", "BFA", "2021-01-29", 49),
    )
    for number, (title, office, country, last, people) in enumerate(organised):
        more: dict[str, Any] = {"mode": "online"} if country == "CAN" else {}
        if title.startswith("Forum"):
            more = {"shared_key": "forum-enfant-2020"}
        if title.startswith("Clôture du projet au"):
            more = {"starts_on": "2021-01-28"}
        role = "co_organiser" if number % 3 == 2 else "organiser"
        event = maker.activity("event", title, office, country, last, ibcr_role=role, **more)
        maker.group(event, title, people, people // 3, level="event_attendance", professional_group="other")
    same = maker.activity(
        "event",
        "Forum de l’enfant (vu de Bamako)",
        "BKO",
        "BFA",
        "2020-06-16",
        ibcr_role="contributor",
        shared_key="forum-enfant-2020",
    )
    maker.group(same, "forum seen from Bamako", 75, 25, level="event_attendance", professional_group="other")
    for number, guests in enumerate((44, 38, 52, None, 29, 61, 41, 30)):
        event = maker.activity(
            "event",
            f"Table ronde internationale {number + 1}",
            "MTL",
            "CAN",
            f"2020-{5 + number:02}-08",
            ibcr_role="contributor",
            mode="online",
        )
        if guests:
            maker.group(
                event,
                f"round table {number}",
                guests,
                guests // 2,
                level="event_attendance",
                professional_group="other",
            )
    visited = maker.activity(
        "event", "Conférence suivie sans intervention", "MTL", "CAN", "2020-10-22", ibcr_role="attendee", mode="online"
    )
    maker.group(visited, "attended only", 180, 90, level="event_attendance", professional_group="other")


def _add_advocacy(maker: Maker) -> None:
    """Thirteen actions, one of them a brief with its hearing, and the outcomes that they contributed to."""
    actions = []
    kinds = (
        "open_letter",
        "statement",
        "press_release",
        "op_ed",
        "un_submission",
        "coalition",
        "meeting",
        "statement",
        "press_release",
        "open_letter",
        "un_submission",
        "coalition",
    )
    for number, kind in enumerate(kinds):
        actions.append(
            maker.add(
                "advocacy_action",
                f"action {number}",
                "MTL",
                acted_on=f"2020-{4 + number % 9:02}-12",
                advocacy_type=kind,
                title=f"Plaidoyer {number + 1} pour les droits de l’enfant",
                country="CAN",
                advocacy_level="international" if kind == "un_submission" else "national",
            )
        )
    brief = maker.add(
        "advocacy_action",
        "brief",
        "MTL",
        acted_on="2020-12-03",
        advocacy_type="brief",
        country="CAN",
        title="Mémoire sur la couverture santé des enfants",
        advocacy_level="national",
    )
    maker.add(
        "advocacy_action",
        "hearing",
        "MTL",
        acted_on="2021-03-16",
        advocacy_type="hearing",
        country="CAN",
        title="Audition sur la couverture santé des enfants",
        advocacy_level="national",
        part_of_id=brief,
    )
    usual = {"evidence": "Texte officiel et compte rendu", "contribution": "one_of_many"}
    maker.add(
        "advocacy_outcome",
        "health coverage",
        "MTL",
        **usual,
        action_ids=[brief],
        reached_on="2021-06-08",
        outcome_type="law",
        outcome_status="achieved",
        description="Tous les enfants du Québec ont droit à la couverture santé",
        headline_en="the extension of health coverage for all children in Quebec",
        headline_fr="l’extension de la couverture santé à tous les enfants du Québec",
        headline_es="la extensión de la cobertura de salud a todas las niñas y niños de Quebec",
    )
    maker.add(
        "advocacy_outcome",
        "child protection",
        "MTL",
        **usual,
        action_ids=sorted(actions[:3]),
        reached_on="2021-05-03",
        outcome_type="policy",
        outcome_status="partial",
        description="Des recommandations reprennent les propositions du Bureau",
        headline_en="recommendations for the transformation of the province’s child protection system",
        headline_fr="des recommandations pour transformer le système de protection de l’enfance de la province",
        headline_es="recomendaciones para transformar el sistema de protección de la niñez de la provincia",
    )
    maker.add(
        "advocacy_outcome",
        "liberty",
        "MTL",
        **usual,
        action_ids=sorted(actions[4:6]),
        reached_on="2020-11-20",
        outcome_type="agenda",
        outcome_status="achieved",
        description="La privation de liberté des enfants est à l’ordre du jour international",
        headline_en="bringing the issue of deprivation of liberty for children to the forefront",
        headline_fr="la mise au premier plan mondial de la question de la privation de liberté des enfants",
        headline_es="que la privación de libertad de la niñez ocupe el primer plano de la atención mundial",
    )
    maker.add(
        "advocacy_outcome",
        "pending",
        "MTL",
        **usual,
        action_ids=sorted(actions[6:8]),
        reached_on="2021-07-01",
        outcome_type="budget",
        outcome_status="pending",
        description="Un budget est demandé",
        headline_en="a budget for children",
        headline_fr="un budget pour les enfants",
        headline_es="un presupuesto para la niñez",
    )
