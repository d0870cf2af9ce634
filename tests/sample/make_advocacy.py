"""The advocacy of 2020-2021, and what it contributed to."""

from typing import Any

from tests.sample.sample_maker import Maker

# name, day, type, country, level, title
ACTIONS = (
    (
        "pandemic letter",
        "2020-04-16",
        "open_letter",
        "CAN",
        "national",
        "Lettre ouverte : les enfants, oubliés de la crise",
    ),
    (
        "detention statement",
        "2020-04-28",
        "statement",
        None,
        "international",
        "Libérer les enfants détenus pendant la pandémie",
    ),
    ("school release", "2020-05-27", "press_release", "CAN", "regional", "Retour en classe : le droit d’être protégé"),
    ("trafficking day", "2020-07-30", "press_release", "HND", "national", "Día contra la trata: proteger a la niñez"),
    (
        "un study",
        "2020-09-10",
        "un_submission",
        None,
        "international",
        "Suites de l’étude mondiale, privation de liberté",
    ),
    ("peace op-ed", "2020-10-02", "op_ed", "AFG", "international", "Children must have a place in the peace talks"),
    (
        "committee report",
        "2020-10-20",
        "un_submission",
        "TUN",
        "international",
        "Contribution au rapport pour le Comité",
    ),
    ("coalition", "2020-11-05", "coalition", "CAN", "regional", "Coalition pour la santé de tous les enfants"),
    (
        "children's day",
        "2020-11-20",
        "statement",
        "SEN",
        "national",
        "Journée mondiale de l’enfance : déclaration commune",
    ),
    ("health brief", "2020-12-03", "brief", "CAN", "regional", "Mémoire sur la couverture santé des enfants"),
    ("minister", "2021-01-26", "meeting", "CAN", "regional", "Rencontre sur la transformation de la protection"),
    ("soldiers", "2021-02-12", "statement", "COD", "international", "Journée contre l’enrôlement des enfants"),
    ("brief", "2021-02-25", "brief", "CAN", "regional", "Mémoire à la commission sur la protection de la jeunesse"),
)
AFTER_THE_YEAR = (
    ("bill hearing", "2021-04-21", "hearing", "CAN", "regional", "Audition sur le projet de loi 83, couverture santé"),
    ("school letter", "2021-09-08", "open_letter", "CAN", "regional", "Lettre ouverte pour la rentrée"),
    ("un day", "2021-11-19", "un_submission", None, "international", "Contribution à l’observation générale n° 26"),
)
BEFORE_THE_YEAR = (
    (
        "thirty years",
        "2019-11-20",
        "statement",
        "CAN",
        "national",
        "Trente ans de la Convention : ce qui reste à faire",
    ),
    ("commission", "2020-01-22", "hearing", "CAN", "regional", "Témoignage devant la commission spéciale"),
)
# name, day, type, status, actions, description, headline in English, French and Spanish
OUTCOMES = (
    (
        "health coverage",
        "2021-06-08",
        "law",
        "achieved",
        ("health brief", "coalition", "bill hearing"),
        "La loi étend la couverture santé à tous les enfants du Québec, quel que soit le statut de leurs parents",
        "the extension of health coverage for all children in Quebec",
        "l’extension de la couverture santé à tous les enfants du Québec",
        "la extensión de la cobertura de salud a todas las niñas y niños de Quebec",
    ),
    (
        "child protection",
        "2021-05-03",
        "policy",
        "partial",
        ("brief", "minister"),
        "Le rapport de la commission reprend des propositions du mémoire",
        "recommendations for the transformation of the province’s child protection system",
        "la formulation de recommandations pour transformer le système de protection de l’enfance de la province",
        "la formulación de recomendaciones para transformar el sistema de protección de la niñez de la provincia",
    ),
    (
        "liberty",
        "2020-11-20",
        "agenda",
        "achieved",
        ("detention statement", "un study"),
        "La privation de liberté des enfants est à l’ordre du jour international",
        "bringing the issue of deprivation of liberty for children to the forefront of the world’s attention",
        "la mise au premier plan mondial de la question de la privation de liberté des enfants",
        "la presencia en primer plano de la atención mundial de la privación de libertad de la niñez",
    ),
    (
        "pending",
        "2021-07-01",
        "budget",
        "pending",
        ("committee report", "children's day"),
        "Un budget pour les enfants est demandé ; rien n’est encore décidé",
        "a budget for children",
        "un budget pour les enfants",
        "un presupuesto para la niñez",
    ),
)


def add_all(maker: Maker) -> None:
    """Thirteen actions in the year, one of them a brief with its hearing, and the outcomes that they contributed to."""
    ids = {row[0]: _add_action(maker, *row) for row in (*ACTIONS, *AFTER_THE_YEAR, *BEFORE_THE_YEAR)}
    hearing = ("hearing", "2021-03-16", "hearing", "CAN", "regional", "Audition devant la commission")
    _add_action(maker, *hearing, part_of_id=ids["brief"])
    for name, day, sort, status, actions, description, *headlines in OUTCOMES:
        maker.add(
            "advocacy_outcome",
            name,
            "MTL",
            action_ids=sorted(ids[each] for each in actions),
            reached_on=day,
            outcome_type=sort,
            outcome_status=status,
            description=description,
            contribution="one_of_many",
            evidence="Texte officiel et compte rendu",
            **dict(zip(("headline_en", "headline_fr", "headline_es"), headlines, strict=True)),
        )


def _add_action(  # noqa: PLR0917 - a row of the tables above
    maker: Maker, name: str, day: str, sort: str, country: str | None, level: str, title: str, /, **more: Any
) -> str:
    about: dict[str, Any] = {
        "acted_on": day,
        "advocacy_type": sort,
        "country": country,
        "advocacy_level": level,
        "title": title,
    }
    return maker.add("advocacy_action", name, "MTL", evidence="Texte au dossier", **about, **more)
