"""The years before and after: fewer records, and bounds that stay open."""

from tests.sample.sample_maker import Maker, uid


def add_all(maker: Maker) -> None:
    """Add 2019-2020 and 2021-2022."""
    maker.pool("MLI", 24, "BKO")
    _add_year_before(maker)
    _add_year_after(maker)


def _add_year_before(maker: Maker) -> None:
    volunteers = {"project_id": uid("project", "VOL-2015")}
    for title, office, country, last, named, total, women in (
        ("Enfants et justice à Bamako", "BKO", "MLI", "2019-09-13", 20, 35, 9),
        ("Enfants et justice à Ségou", "BKO", "MLI", "2020-02-14", 16, 20, 5),
        ("Recyclage des formateurs", "OUA", "BFA", "2019-11-22", 25, 60, 12),
        ("Élèves de l’école de police de Bobo-Dioulasso", "OUA", "BFA", "2020-01-31", 10, 320, 16),
        ("Commissariats de Kinshasa", "FIH", "COD", "2020-01-24", 20, 140, 15),
        ("Magistrats de Goma", "FIH", "COD", "2019-06-28", 18, 45, 7),
        ("Prevención de la trata: fiscales", "MTL", "HND", "2019-10-18", 12, 40, 16),
    ):
        project = {"BFA": "BFA-2015", "COD": "COD-2015", "HND": "HND-2019"}.get(country)
        about = {"project_id": uid("project", project)} if project else volunteers
        activity = maker.activity("workshop", title, office, country, last, **about)
        maker.attend(activity, maker.draw(country, 0, named))
        maker.group(activity, title, total, women)
    _add_estimate(maker, "BFA 2019", "BFA-2015", ("BFA", "ouagadougou", "social_services"), 60_000, "2020-02-20")
    _add_estimate(maker, "COD 2019", "COD-2015", ("COD", "goma", "justice"), 41_300, "2020-02-24")
    event = maker.activity("event", "Trente ans de la Convention", "MTL", "CAN", "2019-11-20", ibcr_role="organiser")
    maker.group(event, "thirty years", 120, 70, level="event_attendance", professional_group="other")


def _add_year_after(maker: Maker) -> None:
    """Nobody has decided yet whether two names are one person, nor whether a class overlaps the list."""
    across = maker.activity(
        "workshop",
        "Atelier à cheval sur deux exercices",
        "DKR",
        "SEN",
        "2021-04-02",
        starts_on="2021-03-30",
        project_id=uid("project", "SEN-2020"),
    )
    maker.group(across, "across the year's end", 30, 12)
    open_course = maker.activity(
        "workshop",
        "Formation des éducateurs de Saint-Louis",
        "DKR",
        "SEN",
        "2021-10-15",
        project_id=uid("project", "SEN-2020"),
    )
    maker.attend(open_course, maker.draw("SEN", 5, 20))
    twin = maker.person("SEN", 730, "DKR", sex="female", family_name="Ndiaye", given_names="Fatou Binta")
    other = maker.person("SEN", 731, "BKO", sex="female", family_name="N’Diaye", given_names="Fatou Binta")
    maker.attend(open_course, [twin, other])
    maker.group(open_course, "perhaps on the list", 60, 20, overlap="unknown", professional_group="educator")
    maker.link(twin, other, "undecided", "Nom semblable, même fonction")
    for title, office, country, last, named, total, women in (
        ("Gendarmerie de Fatick", "DKR", "SEN", "2021-06-25", 15, 90, 6),
        ("Brigades des mineurs de Dakar", "DKR", "SEN", "2022-02-11", 20, 60, 9),
        ("Trata de personas: cierre y lecciones", "MTL", "HND", "2021-11-12", 14, 25, 11),
        ("Garde nationale, deuxième session", "MTL", "TUN", "2021-12-03", 12, 64, 5),
        ("Enfants et justice à Sikasso", "BKO", "MLI", "2021-10-29", 18, 30, 8),
    ):
        project = {"SEN": "SEN-2020", "HND": "HND-2019", "TUN": "TUN-2020"}.get(country)
        about = {"project_id": uid("project", project)} if project else {}
        activity = maker.activity("workshop", title, office, country, last, **about)
        maker.attend(activity, maker.draw(country, 4, named))
        maker.group(activity, title, total, women)
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
    _add_estimate(maker, "SEN 2021", "SEN-2020", ("SEN", "fatick", "police"), 28_400, "2022-02-18")
    _add_estimate(maker, "HND 2021", "HND-2019", ("HND", "tegucigalpa", "justice"), 9_100, "2022-03-04")
    guests = maker.activity(
        "event", "Journée de l’enfant africain", "BKO", "MLI", "2021-06-16", ibcr_role="co_organiser"
    )
    maker.group(guests, "african child", 90, 44, level="event_attendance", professional_group="other")


def _add_estimate(maker: Maker, name: str, project: str, key: tuple[str, str, str], count: int, day: str) -> None:
    """Add an approved estimate of a country, an area and a service."""
    country, area, service = key
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
