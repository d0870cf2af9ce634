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
        ("Commissariats de Kinshasa", "FIH", "COD", "2020-01-24", 20, 140, 15),
    ):
        project = {"BFA": "BFA-2015", "COD": "COD-2015"}.get(country)
        about = {"project_id": uid("project", project)} if project else volunteers
        activity = maker.activity("workshop", title, office, country, last, **about)
        maker.attend(activity, maker.draw(country, 0, named))
        maker.group(activity, title, total, women)
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
    twin = maker.person("SEN", 730, "DKR", sex="female", family_name="Ndiaye", given_names="Fatou")
    other = maker.person("SEN", 731, "BKO", sex="female", family_name="N’Diaye", given_names="Fatou")
    maker.attend(open_course, [twin, other])
    maker.group(open_course, "perhaps on the list", 60, 20, overlap="unknown", professional_group="educator")
    maker.link(twin, other, "undecided", "Nom semblable, même fonction")
    guests = maker.activity(
        "event", "Journée de l’enfant africain", "BKO", "MLI", "2021-06-16", ibcr_role="co_organiser"
    )
    maker.group(guests, "african child", 90, 44, level="event_attendance", professional_group="other")
