"""The courses and other records of 2020-2021 that a careless count gets wrong: the traps of the example."""

from tests.sample.sample_maker import Maker, birth_year_of, uid

CLASS_OF_146, CLASS_WOMEN = 146, 52


def add_all(maker: Maker) -> None:
    """Add them; ``traps.py`` says what each of them would do to the figures."""
    _add_special_courses(maker)
    _add_what_does_not_count(maker)


def _add_special_courses(maker: Maker) -> None:
    """Five more deliveries, each with something that a careless count gets wrong."""
    # A class of 146, of whom 24 are on the list of names.
    in_school = maker.activity(
        "workshop",
        "Module obligatoire, école de travail social",
        "OUA",
        "BFA",
        "2020-05-15",
        project_id=uid("project", "BFA-2015"),
        formation="initial",
    )
    maker.attend(in_school, maker.draw("BFA", 66, 24))
    maker.group(
        in_school, "class of 146", CLASS_OF_146, CLASS_WOMEN, overlap="named_list", professional_group="students_social"
    )
    # It began in the year before and ended in this one.
    begun = maker.activity(
        "workshop",
        "Sensibilisation de fin d’exercice",
        "OUA",
        "BFA",
        "2020-04-01",
        starts_on="2020-03-30",
        project_id=uid("project", "BFA-2015"),
        purpose="awareness",
    )
    maker.group(begun, "begun before", 45, 6, level="sensitised")
    # A second cohort counts again; people who come again do not.
    again = maker.activity(
        "workshop",
        "Justice adaptée aux enfants : magistrats (2e cohorte)",
        "OUA",
        "BFA",
        "2020-12-18",
        project_id=uid("project", "BFA-2015"),
        themes=["child_friendly_justice"],
    )
    maker.attend(again, maker.draw("BFA", 30, 25))
    # The same officer, trained in two offices under two spellings.
    there = maker.person(
        "BFA",
        700,
        "OUA",
        sex="male",
        family_name="Wedraogo",
        given_names="Souleymane",
        professional_group="police",
        telephone="+226 70 00 00 01",
    )
    here = maker.person(
        "BFA",
        701,
        "DKR",
        sex="male",
        family_name="Ouédraogo",
        given_names="Souleymane",
        birth_year=birth_year_of(700),
        professional_group="police",
        telephone="+226 70 00 00 01",
    )
    maker.attend(uid("workshop", "Formation initiale des élèves policiers"), [there])
    maker.attend(uid("workshop", "Police : enfants victimes d’exploitation"), [here])
    maker.link(there, here, "same", "Même téléphone, même grade")
    # Followed by oneself, completed by one person in the year.
    alone = maker.activity(
        "workshop",
        "REPÈRE, module 1",
        "MTL",
        "CAN",
        "2022-03-31",
        starts_on="2020-06-01",
        mode="self_paced",
        project_id=uid("project", "CAN-2020"),
    )
    learner = maker.person("CAN", 702, "MTL", sex="male", professional_group="youth_protection")
    maker.attend(alone, [learner], completed_on="2020-12-15")
    # People whose sex nobody noted.
    last = maker.activity(
        "workshop",
        "Dernière session de l’exercice",
        "DKR",
        "SEN",
        "2021-03-31",
        starts_on="2021-03-29",
        project_id=uid("project", "SEN-2020"),
    )
    unknown = [maker.person("SEN", 710 + number, "DKR", sex="not_asked", given_names="A.") for number in range(6)]
    maker.attend(last, unknown)
    maker.group(last, "last class", 200, 20)


def _add_what_does_not_count(maker: Maker) -> None:
    """Records that look as if they counted."""
    cancelled = maker.activity(
        "workshop",
        "Atelier annulé par la pandémie",
        "DKR",
        "SEN",
        "2021-02-10",
        status="cancelled",
        project_id=uid("project", "SEN-2020"),
    )
    maker.group(cancelled, "cancelled", 25, 5)
    alone = maker.activity(
        "workshop",
        "Formation donnée par l’école seule",
        "OUA",
        "BFA",
        "2020-11-06",
        delivered_by="partner_alone",
        project_id=uid("project", "BFA-2015"),
        formation="initial",
    )
    maker.group(alone, "partner alone", 155, 31, professional_group="students_justice")
    draft = maker.activity(
        "workshop", "Brouillon où rien ne manque", "FIH", "COD", "2020-09-25", project_id=uid("project", "COD-2015")
    )
    maker.lines[draft]["state"] = "draft"
    maker.group(draft, "of a draft", 40, 7)
    campaign = maker.activity(
        "campaign",
        "Campagne radio contre les violences",
        "OUA",
        "BFA",
        "2020-11-25",
        project_id=uid("project", "BFA-2015"),
        is_part_of_strategy=True,
    )
    maker.group(
        campaign, "media audience", 50_000, None, level="sensitised", basis="media_audience", professional_group="other"
    )
    maker.activity(
        "meeting",
        "Comité de pilotage Batela Mwana",
        "FIH",
        "COD",
        "2020-06-12",
        meeting_form="steering_committee",
        project_id=uid("project", "COD-2015"),
    )
    maker.activity("mission", "Mission d’évaluation", "MTL", "BDI", "2020-10-09", starts_on="2020-10-05")
    children = maker.activity(
        "consultation",
        "Consultation d’adolescents",
        "DKR",
        "SEN",
        "2021-01-13",
        project_id=uid("project", "SEN-2020"),
        themes=["child_participation"],
    )
    maker.group(children, "consulted", 32, 18, level="consulted", professional_group="children", age_band="13-17")
    for by in ("guardian", "parent"):
        about = {"consent_scope": "registration", "given_by": by, "consent_form": "written", "given_on": "2021-01-11"}
        maker.add("consent", by, "DKR", activity_id=children, child_assent=True, **about)
    maker.activity(
        "workshop",
        "Gestion organisationnelle des partenaires",
        "DKR",
        "SEN",
        "2021-03-04",
        themes=["organisational_management"],
        project_id=uid("project", "SEN-2020"),
    )
    postponed = maker.activity(
        "workshop",
        "Atelier reporté à une date ultérieure",
        "FIH",
        "COD",
        "2020-04-24",
        status="postponed",
        project_id=uid("project", "COD-2015"),
    )
    maker.group(postponed, "postponed", 20, 4)
    twice = maker.activity(
        "workshop",
        "Saisie en double, mise à la corbeille",
        "FIH",
        "COD",
        "2020-08-21",
        project_id=uid("project", "COD-2015"),
    )
    maker.group(twice, "in the bin", 35, 8, professional_group="judge")
    maker.lines[twice]["deleted"] = True
    trainer = maker.person("BFA", 720, "OUA", sex="female", given_names="Clarisse", professional_group="educator")
    maker.attend(uid("workshop", "Travail social et droits de l’enfant"), [trainer], role="trainer")
