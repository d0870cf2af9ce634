"""Staff and volunteers of the example."""

from tests.sample.sample_maker import Maker

VOLUNTEER_COUNTRIES = ("CIV", "MDG", "TGO", "MAR", "COL", "PER", "CRI")


def add_all(maker: Maker) -> None:
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
