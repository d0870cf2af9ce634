"""A sign-in sheet of forty invented people, twenty-five of them known, and the office that knows them."""

import random
import uuid
from dataclasses import dataclass
from datetime import date

from ibcr_desktop.records import kind_named
from ibcr_desktop.records.people import new_public_code
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add

FIRST_DAY = date(2021, 3, 7)
OTHERS = 400  # people whom the office knows too, of the same names
KNOWN, ABSENT_ON_THE_LAST_DAY = 25, (4, 11, 23, 37)
FAMILY = (
    *("Diop", "Ndiaye", "Sow", "Fall", "Traoré", "Diallo", "Ba", "Kane", "Sarr", "Gueye", "Ouédraogo", "Kaboré"),
    *(
        "Coulibaly",
        "Keïta",
        "Cissé",
        "Sawadogo",
        "Zongo",
        "Mbaye",
        "Faye",
        "Camara",
        "Touré",
        "Konaté",
        "Dramé",
        "Sylla",
    ),
)
WOMEN = ("Aïcha", "Fatou", "Awa", "Mariama", "Khady", "Aminata", "Bintou", "Rokhaya", "Salimata", "Djénéba", "Coumba")
MEN = (
    "Moussa",
    "Abdoulaye",
    "Ousmane",
    "Ibrahima",
    "Cheikh",
    "Mamadou",
    "Seydou",
    "Boubacar",
    "Issa",
    "Amadou",
    "Lamine",
)
ORGANISATIONS = (
    *("Brigade des mineurs", "Commissariat central", "Tribunal pour enfants", "Action éducative en milieu ouvert"),
    *("Gendarmerie nationale", "Centre de premier accueil"),
)
FUNCTIONS = ("Inspecteur", "Commissaire", "Adjudant", "Greffier en chef", "Éducateur spécialisé", "Assistant social")
PROFESSIONS = ("police", "gendarmerie", "judge", "clerk", "educator", "social_worker")


@dataclass(frozen=True)
class PaperLine:
    """What one line of the sheet says; ``person_id`` of those who are known."""

    family_name: str
    given_names: str
    sex: str  # F or M
    age: int
    profession: str  # code
    organisation: str
    function: str
    telephone: str
    person_id: uuid.UUID | None = None


def paper_sheet(store: RecordStore) -> list[PaperLine]:
    """Write the office's people and give the sheet; the same in every run, ids too, by which equals are ordered."""
    draw = random.Random(2021)  # noqa: S311 - invented people, no secret
    organisations = {name: add(store, "organisation", name=name) for name in ORGANISATIONS}
    lines = [_line(draw) for _ in range(KNOWN + 15)]
    unknown = set(draw.sample(range(len(lines)), 15))
    others = [_line(draw) for _ in range(OTHERS)]
    writes, sheet = [], []
    for place, line in enumerate(lines):
        person = None if place in unknown else uuid.UUID(int=draw.getrandbits(128))
        sheet.append(PaperLine(**{**vars(line), "person_id": person}))
        if person is not None:
            writes.append(_write(person, line, organisations))
    writes += [_write(uuid.UUID(int=draw.getrandbits(128)), line, organisations) for line in others]
    store.write_all(writes)
    return sheet


def _line(draw: random.Random) -> PaperLine:
    sex = draw.choice("FM")
    place = draw.randrange(len(ORGANISATIONS))  # whoever works at one place often does the same work
    return PaperLine(
        family_name=draw.choice(FAMILY),
        given_names=draw.choice(WOMEN if sex == "F" else MEN),
        sex=sex,
        age=draw.randint(22, 60),
        profession=PROFESSIONS[place],
        organisation=ORGANISATIONS[place],
        function=FUNCTIONS[place if draw.random() < 0.7 else draw.randrange(len(FUNCTIONS))],
        telephone=f"77{draw.randrange(10**7):07}",
    )


def _write(person: uuid.UUID, line: PaperLine, organisations: dict[str, uuid.UUID]) -> Write:
    values = {
        "office": "DKR",
        "state": "complete",
        "family_name": line.family_name,
        "given_names": line.given_names,
        "sex": "female" if line.sex == "F" else "male",
        "birth_year": FIRST_DAY.year - line.age,
        "professional_group": line.profession,
        "organisation_id": organisations[line.organisation],
        "function": line.function,
        "telephone": line.telephone,
        "public_code": new_public_code(),
    }
    return Write(kind_named("person"), person, values)
