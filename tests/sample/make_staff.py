"""Staff and volunteers of the example."""

from typing import Any

from tests.sample.sample_maker import Maker

COORDINATORS = ("Florence", "Parfait", "Clarisse", "El Hadji", "Bintou")
WHERE = {"MTL": "CAN", "OUA": "BFA", "FIH": "COD", "DKR": "SEN", "BKO": "MLI"}
EMPLOYEES_BY_CODE, INTERNS_BY_CODE, VOLUNTEERS_HERE = 46, 18, 5
VOLUNTEER_COUNTRIES = ("CIV", "MDG", "TGO", "MAR", "COL", "PER", "CRI")
EARLIER_VOLUNTEERS = ("BFA", "CIV", "SEN", "MLI")  # of the programme that ended in March 2020
LATER_VOLUNTEERS = ("BFA", "HND", "TUN", "SEN", "CIV")


def add_all(maker: Maker) -> None:
    """53 employees, 19 interns and 12 volunteers with a day in 2020-2021, and some more before and after it."""
    _add_named(maker)
    _add_employees(maker)
    _add_interns(maker)
    _add_volunteers(maker)
    _add_who_does_not_count(maker)


def _engage(maker: Maker, name: str, sort: str, starts: str, ends: str | None, /, **more: Any) -> None:
    maker.add("engagement", name, "MTL", engagement_type=sort, starts_on=starts, ends_on=ends, **more)


def _add_named(maker: Maker) -> None:
    """Five people of the offices, and an intern who became an employee: six employees, one intern."""
    for number, (office, country) in enumerate(WHERE.items()):
        post = {"professional_group": "civil_society", "function": "Coordination"}
        sex = "male" if number % 2 else "female"
        person = maker.person(country, 950 + number, office, sex=sex, given_names=COORDINATORS[number], **post)
        about = {"person_id": person, "office_served": office, "country": country, "is_permanent": True}
        _engage(maker, f"coordination {office}", "employee", f"{2015 + number}-09-01", None, **about)
    changed = maker.person("CAN", 900, "MTL", sex="female", professional_group="civil_society")
    about = {"person_id": changed, "office_served": "MTL", "country": "CAN"}
    _engage(maker, "intern turned employee", "intern", "2019-09-02", "2020-08-28", **about)
    _engage(maker, "the same as employee", "employee", "2020-08-31", None, **about, is_permanent=True)


def _add_employees(maker: Maker) -> None:
    """Forty-six more by a code alone, and one with two contracts in the year."""
    ended = {2: "2021-01-31", 7: "2020-11-30"}
    for number in range(EMPLOYEES_BY_CODE):
        office = tuple(WHERE)[number % len(WHERE)]
        about = {"person_code": f"E-{number:03}", "office_served": office, "country": WHERE[office]}
        begun, permanent = f"{2012 + number % 8}-05-01", number not in ended
        _engage(maker, f"employee {number}", "employee", begun, ended.get(number), **about, is_permanent=permanent)
    twice = {"person_code": "E-100", "office_served": "FIH", "country": "COD", "is_permanent": False}
    _engage(maker, "first contract", "employee", "2019-06-01", "2020-09-30", **twice)
    _engage(maker, "second contract", "employee", "2020-10-01", "2021-11-30", **twice)


def _add_interns(maker: Maker) -> None:
    about = {"office_served": "MTL", "country": "CAN"}
    for number in range(INTERNS_BY_CODE):
        days = f"2020-{4 + number % 9:02}-01", f"2021-{1 + number % 6:02}-28"
        _engage(maker, f"intern {number}", "intern", *days, person_code=f"S-{number:03}", **about)
    for number in range(9):
        days = f"2019-{4 + number:02}-01", f"2020-{1 + number % 3:02}-28"
        _engage(maker, f"earlier intern {number}", "intern", *days, person_code=f"S-1{number:02}", **about)
    for number in range(8):
        days = f"2021-{5 + number:02}-03", "2022-04-29"
        _engage(maker, f"later intern {number}", "intern", *days, person_code=f"S-2{number:02}", **about)


def _add_volunteers(maker: Maker) -> None:
    """Five at headquarters and seven abroad, at a distance; others in the years beside."""
    for number in range(VOLUNTEERS_HERE):
        about = {"person_code": f"B-{number:03}", "office_served": "MTL", "country": "CAN"}
        _engage(maker, f"volunteer {number}", "volunteer_headquarters", "2020-06-01", "2021-05-31", **about)
    for prefix, countries, days in (
        ("V", VOLUNTEER_COUNTRIES, ("2020-09-01", "2021-08-31")),
        ("P", EARLIER_VOLUNTEERS, ("2019-02-01", "2020-03-20")),
        ("W", LATER_VOLUNTEERS, ("2021-09-06", "2022-07-29")),
    ):
        for number, country in enumerate(countries):
            name = "cooperation volunteer" if prefix == "V" else f"cooperation volunteer {prefix}"
            about = {
                "person_code": f"{prefix}-{number:03}",
                "mandate_code": f"{prefix}-{country}-01",
                "country": country,
            }
            _engage(maker, f"{name} {number}", "cooperation_volunteer", *days, **about, is_remote=prefix == "V")


def _add_who_does_not_count(maker: Maker) -> None:
    _engage(maker, "consultant", "consultant", "2020-05-01", None, person_code="C-001")
    _engage(maker, "board", "board", "2015-05-01", None, person_code="A-001")
    about = {"person_code": "E-900", "office_served": "MTL", "country": "CAN"}
    _engage(maker, "left before", "employee", "2014-01-06", "2020-03-31", **about)
