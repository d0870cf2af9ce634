"""An invented training with any number of people, names of two scripts among them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.paper.sign_in_sheet import SignInSheet, read_sheet
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import RecordStore
from tests.databases import add, new_database, store_of

CODE, FIRST_DAY = "DKR-2021-014", date(2021, 3, 8)
ARABIC = ("ولد محمد", "عبد الرحمن")
NAMES = (("Diop", "Aïcha"), ARABIC, ("Ouédraogo-Traoré de la Fontaine", "Marie-Madeleine Wendkuni"), ("N'Diaye", "Awa"))
TELEPHONE = "+221 77 123 45 67"
LONG_NAME = "Gendarmerie nationale – Brigade des mineurs de la région de Dakar"


class Training:
    """A workshop of some days in a database of its own."""

    def __init__(self, store: RecordStore, *, days: int = 3, **changes: Any) -> None:
        """Take the days that it lasts, and what is otherwise than usual."""
        self.store = store
        self.organisation = add(store, "organisation", name=LONG_NAME, kind="police")
        usual: dict[str, Any] = {
            "code": CODE,
            "title": "Formation initiale",
            "country": "SEN",
            "place": "Thiès",
            "starts_on": FIRST_DAY,
            "ends_on": date.fromordinal(FIRST_DAY.toordinal() + days - 1),
            "status": "held",
        }
        self.id = add(store, "workshop", **{**usual, **changes})

    def person(self, number: int = 0, *, line: int | None = None, **changes: Any) -> uuid.UUID:
        """Let an invented person take part; gives the id of the participation."""
        family_name, given_names = NAMES[number % len(NAMES)]
        usual = {
            "family_name": family_name,
            "given_names": given_names,
            "sex": ("female", "male")[number % 2],
            "birth_year": 1980 + number % 20,
            "professional_group": "police",
            "function": "Inspectrice principale",
            "organisation_id": self.organisation,
            "telephone": TELEPHONE,
            "public_code": f"CODE{number}",
        }
        person = add(self.store, "person", **{**usual, **changes})
        line_values = {"person_id": person, "activity_id": self.id, "role": "participant", "level": "trained"}
        return add(self.store, "participation", participation_id(person, self.id), **line_values, paper_line=line)

    def person_at(self, participation: uuid.UUID) -> uuid.UUID:
        """Give the person of a participation."""
        opened = self.store.open("participation", participation)
        assert opened is not None
        person: uuid.UUID = opened.values["person_id"]
        return person

    def people(self, count: int) -> None:
        """Let so many people take part."""
        with self.store.database.writer():  # one transaction: forty people are not what is tested
            for number in range(count):
                self.person(number)

    def sheet(self, language: str = "en", **options: Any) -> SignInSheet:
        """Read the sign-in sheet in a language."""
        lexicon = StoredLexicon(self.store.database, Words(language), self.store.clock)
        with self.store.database.reader() as connection:
            return read_sheet(connection, lexicon, self.id, **options)


@contextmanager
def training(folder: Path, people: int = 0, **changes: Any) -> Iterator[Training]:
    """Give a training with so many people."""
    with new_database(folder, with_lists=True) as database:
        made = Training(store_of(database), **changes)
        made.people(people)
        yield made
