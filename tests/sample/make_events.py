"""The events of 2020-2021."""

from typing import Any

from tests.sample.sample_maker import Maker, uid

# title, office, country, day, role, how many came
ORGANISED = (
    ("Webinaire : les enfants et la pandémie", "MTL", "CAN", "2020-05-20", "organiser", 82),
    ("Forum national de l’enfant", "OUA", "BFA", "2020-06-16", "organiser", 60),
    ("Clôture du projet Batela Mwana", "FIH", "COD", "2020-11-27", "co_organiser", 58),
    ("Lancement de Xalé Sama Yité", "DKR", "SEN", "2021-01-28", "organiser", 64),
    ("Lancement de REPÈRE", "MTL", "CAN", "2020-11-19", "organiser", 51),
    ("Clôture du projet au Burkina Faso", "OUA", "BFA", "2021-01-29", "co_organiser", 49),
)
CONTRIBUTED = (  # nobody counted those who came to the fourth
    ("Table ronde : protéger les enfants à distance", "MTL", "CAN", "2020-05-08", 44),
    ("Séminaire universitaire sur la participation des enfants", "MTL", "CAN", "2020-06-11", 38),
    ("Journée contre la traite des personnes", "MTL", "HND", "2020-07-30", 52),
    ("Conférence internationale : enfants et forces armées", "MTL", "TUN", "2020-08-18", None),
    ("Atelier régional des écoles de police", "DKR", "SEN", "2020-09-24", 29),
    ("Colloque sur les enfants privés de liberté", "MTL", "CAN", "2020-10-15", 61),
    ("Journée mondiale de l’enfance à Kinshasa", "FIH", "COD", "2020-11-20", 41),
    ("Semaine de la coopération internationale", "MTL", "CAN", "2021-02-05", 30),
)
MORE: dict[str, dict[str, Any]] = {
    "Webinaire : les enfants et la pandémie": {"mode": "online", "series": "Webinaires", "tags": ["covid_19"]},
    "Forum national de l’enfant": {"shared_key": "forum-enfant-2020", "themes": ["child_participation"]},
    "Clôture du projet Batela Mwana": {"project_id": uid("project", "COD-2015")},
    "Lancement de Xalé Sama Yité": {"project_id": uid("project", "SEN-2020")},
    "Lancement de REPÈRE": {"mode": "online", "project_id": uid("project", "CAN-2020")},
    "Clôture du projet au Burkina Faso": {"starts_on": "2021-01-28", "project_id": uid("project", "BFA-2015")},
    "Journée contre la traite des personnes": {"themes": ["trafficking"]},
    "Conférence internationale : enfants et forces armées": {"themes": ["armed_conflict"]},
    "Atelier régional des écoles de police": {"starts_on": "2020-09-22"},
    "Colloque sur les enfants privés de liberté": {"themes": ["conflict_with_law"], "mode": "hybrid"},
}


def add_all(maker: Maker) -> None:
    """Six events organised, eight contributed to; one stands in the books of two offices, one was only attended."""
    for title, office, country, last, role, people in ORGANISED:
        _add_event(maker, title, office, country, last, role, people)
    for title, office, country, last, guests in CONTRIBUTED:
        mode = {"mode": "online"} if country == "CAN" else {}
        _add_event(maker, title, office, country, last, "contributor", guests, **mode)
    same = {"shared_key": "forum-enfant-2020", "themes": ["child_participation"]}
    _add_event(maker, "Forum de l’enfant (vu de Bamako)", "BKO", "BFA", "2020-06-16", "contributor", 75, **same)
    online = {"mode": "online"}
    _add_event(maker, "Conférence suivie sans intervention", "MTL", "CAN", "2020-10-22", "attendee", 180, **online)


def _add_event(  # noqa: PLR0917 - a row of the tables above
    maker: Maker, title: str, office: str, country: str, last: str, role: str, people: int | None, /, **more: Any
) -> None:
    event = maker.activity("event", title, office, country, last, ibcr_role=role, **{**more, **MORE.get(title, {})})
    if people is not None:
        about = {"level": "event_attendance", "professional_group": "other"}
        maker.group(event, title, people, people * 2 // 5, **about)
