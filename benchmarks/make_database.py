"""Makes encrypted databases of the size of an office or of headquarters from a seed; their people are invented."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Taken, measured
from ibcr_desktop.backups.backup import Why
from ibcr_desktop.backups.making import before
from ibcr_desktop.foundation.clock import FixedClock
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import CODE_LETTERS
from ibcr_desktop.storage import vault
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.founding import EXAMPLE_PASSPHRASE, NewOffice, enter, found
from ibcr_desktop.storage.keys import LEAST_COST
from ibcr_desktop.storage.record_store import RecordStore

DATABASE_NAME = "measured.ibcrdb"
NOW = dt.datetime(2022, 6, 30, 12, tzinfo=dt.UTC)
COUNTED_YEAR = 2020
OTHER_YEARS = (2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2021)
PART_IN_COUNTED_YEAR = 1 / 3
SPREAD_DAYS = 300  # of the days of activities inside their fiscal year, which begins in April

FAMILY_BEGINNINGS = ("Dia", "Tra", "Sar", "Ndi", "Oué", "Kou", "Ma", "Ba", "Ga", "Rod", "Val", "Mé", "Ka", "Tou", "Sy")
FAMILY_MIDDLES = ("ba", "lo", "gne", "mi", "ra", "ssi", "do", "ké", "ri", "vé", "na", "ou")
FAMILY_ENDS = ("", "té", "la", "ré", "go", "yé", "mba", "guez", "ne", "llo", "tra", "kou")
GIVEN_NAMES = (
    "Awa", "Aïcha", "Moussa", "Ibrahima", "Fatou", "Mariam", "Jean-Luc", "José", "Éloïse", "Amadou",
    "Rosa", "Inès", "Boubacar", "Chantal", "Désiré", "Esther", "Félix", "Grace", "Honoré", "Ismaël",
    "Joséphine", "Kadiatou", "Lucía", "Mateo", "Nadège", "Ousmane", "Pélagie", "Quentin", "Rokia", "Salif",
)  # fmt: skip
GROUPS = ("police", "gendarmerie", "justice", "social_worker", "educator", "civil_society", "health")
COUNTRIES = ("SEN", "MLI", "BFA", "COD", "HTI", "CRI", "NER", "CIV")
LEVELS = ("trained", "trained", "trained", "sensitised", "equipped")
THEMES = ("childrens_rights", "child_participation")


@dataclass(frozen=True)
class Size:
    """How much a database holds."""

    people: int
    participations: int
    activities: int


SIZES = {
    "small": Size(1_000, 2_000, 60),
    "office": Size(20_000, 40_000, 800),
    "headquarters": Size(200_000, 1_000_000, 8_000),
}


class Generator:
    """Gives the same records for the same seed, in the order in which they may be written."""

    def __init__(self, size: Size, seed: int = 1) -> None:
        self.size = size
        self._random = random.Random(seed)  # noqa: S311 - invented people, nothing secret
        self.people = [self._id() for _ in range(size.people)]
        self._project = self._id()
        self._activities: list[uuid.UUID] = []

    def writes(self) -> Iterator[Write]:
        """Give every record as a write: a project, people, activities, headcounts, participations."""
        project = {"code": "P1", "title": "Projet", "countries": ("SEN",)}
        yield self._write("project", self._project, project)
        for each in self.people:
            yield self._person(each)
        for number in range(self.size.activities):
            yield self._activity(number)
        for activity in self._activities[::4]:
            yield self._headcount(activity)
        yield from self._participations()

    def _person(self, record_id: uuid.UUID) -> Write:
        pick = self._random
        name = pick.choice(FAMILY_BEGINNINGS) + pick.choice(FAMILY_MIDDLES) + pick.choice(FAMILY_ENDS)
        values = {
            "family_name": name + pick.choice(FAMILY_ENDS),
            "given_names": " ".join(pick.sample(GIVEN_NAMES, pick.choice((1, 1, 2)))),
            "sex": pick.choice(("female", "male")),
            "birth_year": pick.randint(1955, 2000),  # children have no names
            "professional_group": pick.choice(GROUPS),
            "function": pick.choice(("Inspecteur", "Brigadier", "Éducatrice", None)),
            "country": pick.choice(COUNTRIES),
            "is_professional": True,
            "public_code": "".join(pick.choices(CODE_LETTERS, k=9)),
        }
        return self._write("person", record_id, values)

    def _activity(self, number: int) -> Write:
        pick = self._random
        year = COUNTED_YEAR if pick.random() < PART_IN_COUNTED_YEAR else pick.choice(OTHER_YEARS)
        first = dt.date(year, 4, 10) + dt.timedelta(pick.randrange(SPREAD_DAYS))
        values = {
            "code": f"DKR-{year}-{number:05}",
            "title": f"Atelier {pick.choice(GIVEN_NAMES)} {number}",
            "project_id": self._project,
            "country": pick.choice(COUNTRIES),
            "place": "Dakar",
            "starts_on": first,
            "ends_on": first + dt.timedelta(pick.randrange(5)),
            "status": "held",
            "mode": "in_person",
            "languages": ("fr",),
            "themes": (pick.choice(THEMES),),
            "delivered_by": "ibcr",
        }
        is_workshop = pick.random() < 0.9
        more = {"workshop_form": "workshop", "purpose": "training"} if is_workshop else {"ibcr_role": "organiser"}
        activity = self._id()
        self._activities.append(activity)
        return self._write("workshop" if is_workshop else "event", activity, {**values, **more})

    def _headcount(self, activity: uuid.UUID) -> Write:
        females, males = self._random.randint(5, 60), self._random.randint(5, 60)
        values = {
            "activity_id": activity,
            "level": self._random.choice(LEVELS),
            "professional_group": self._random.choice(GROUPS),
            "females": females,
            "males": males,
            "total": females + males,
            "overlap": self._random.choice(("none", "none", "named_list")),
            "basis": "counted",
        }
        return self._write("headcount", self._id(), values)

    def _participations(self) -> Iterator[Write]:
        pairs: set[tuple[int, int]] = set()
        while len(pairs) < self.size.participations:
            pair = self._random.randrange(self.size.people), self._random.randrange(len(self._activities))
            if pair in pairs:
                continue
            pairs.add(pair)
            person, activity = self.people[pair[0]], self._activities[pair[1]]
            values = {
                "person_id": person,
                "activity_id": activity,
                "role": "participant",
                "level": self._random.choice(LEVELS),
                "hours": float(self._random.randint(4, 40)),
            }
            yield self._write("participation", participation_id(person, activity), values)

    def _write(self, kind_name: str, record_id: uuid.UUID, values: Mapping[str, object]) -> Write:
        return Write(kind_named(kind_name), record_id, {"office": "DKR", "state": "complete", **values})

    def _id(self) -> uuid.UUID:
        return uuid.UUID(int=self._random.getrandbits(128), version=4)


@dataclass(frozen=True)
class Prepared:
    """A database to measure on.

    Attributes:
        folder: private and temporary.
        record_count: how many records were written now.
        written: what writing the records took; None where the database stood there already.
    """

    folder: Path
    store: RecordStore
    generator: Generator
    record_count: int
    written: Taken | None

    @property
    def path(self) -> Path:
        """The file of the database."""
        return self.store.database.path


def prepare(folder: Path, size: Size) -> Prepared:
    """Open the database in the folder, or make it: encrypted, with its key file and the shipped reference data."""
    path, clock, generator = folder / DATABASE_NAME, FixedClock(NOW), Generator(size)
    if path.exists():
        store = enter(vault.open_database(path, EXAMPLE_PASSPHRASE), clock, before(Why.UPGRADE, clock))
        return Prepared(folder, store, generator, 0, None)
    writes = list(generator.writes())
    office = NewOffice("MTL", person="Exemple", is_headquarters=True)
    store, _ = found(path, EXAMPLE_PASSPHRASE, office, clock, cost=LEAST_COST, reserve_bytes=0)

    def write() -> None:
        with store.database.writer() as connection:
            store.log.write(connection, writes)

    return Prepared(folder, store, generator, len(writes), measured(write))
