"""An activity with its roster in a real database, for tests that need no window."""

import uuid
from datetime import date
from typing import Any

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.records.participations import participation_id
from ibcr_desktop.records.people import new_public_code
from ibcr_desktop.roster.columns import Column
from ibcr_desktop.roster.grid import shown, typed
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.roster.reading import Roster, read_roster
from ibcr_desktop.roster.roster_lexicon import RosterLexicon
from ibcr_desktop.roster.rows import RosterRow, new_row
from ibcr_desktop.roster.saving import RosterSaving
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.record_store import OpenedRecord, RecordStore
from tests.databases import add

FIRST_DAY = date(2021, 3, 7)
COMPLETE = {
    "family_name": "Diop",
    "given_names": "Aïcha",
    "sex": "f",
    "birth_year": "1990",
    "professional_group": "Police",
}


class Sheet:
    """A workshop of three days; rows are typed and saved as the grid does it."""

    def __init__(
        self, store: RecordStore, language: str = "en", days: int = 3, activity: uuid.UUID | None = None
    ) -> None:
        self.store = store
        self.activity = activity or add(store, "workshop", title="Cours", starts_on=FIRST_DAY, state="draft")
        self.days = [
            add(store, "session", activity_id=self.activity, held_on=FIRST_DAY.replace(day=7 + day), hours=6.0)
            for day in range(0 if activity else days)
        ]
        self.lexicon = RosterLexicon(StoredLexicon(store.database, Words(language), store.clock))
        self.open()

    def open(self) -> Roster:
        """Read everything anew, as a page that is opened."""
        facts = Occasion(self.activity, "workshop", FIRST_DAY)
        with self.store.database.reader() as connection:
            self.roster = read_roster(connection, facts, self.lexicon)
        self.saving = RosterSaving(self.store, self.activity, self.roster.stored)
        return self.roster

    @property
    def occasion(self) -> Occasion:
        """The activity as the roster sees it."""
        return self.roster.occasion

    @property
    def columns(self) -> list[Column]:
        """Every column."""
        return list(self.roster.columns.values())

    def column(self, name: str) -> Column:
        """Give a column by the end of its key, or a day by its number from 1."""
        if name.isdecimal():
            return self.roster.columns[f"session.{self.days[int(name) - 1]}"]
        (found,) = [each for key, each in self.roster.columns.items() if key.partition(".")[2] == name]
        return found

    def row(self, **texts: str) -> RosterRow:
        """Type into a new row, column by column."""
        return self.type_into(new_row(self.activity, self.occasion.usual_values()), **texts)

    def type_into(self, row: RosterRow, **texts: str) -> RosterRow:
        """Type into a row."""
        for name, text in texts.items():
            row = typed(row, self.column(name), text, self.lexicon)
        return row

    def text(self, row: RosterRow, name: str) -> str:
        """Give what stands in a cell."""
        return shown(row, self.column(name), self.lexicon)

    def save(self, *rows: RosterRow) -> list[RosterRow]:
        """Write rows, and give them with their states."""
        judged = self.saving.save(rows, self.columns)
        return [judged[row.key][0] for row in rows]

    def add_person(self, family_name: str = "Ndiaye", **values: Any) -> uuid.UUID:
        """Write somebody who is known."""
        return known_person(self.store, family_name, **values)

    def enter(self, person: uuid.UUID, **values: Any) -> None:
        """Let somebody take part."""
        take_part(self.store, self.activity, person, **values)

    def stored(self, kind: str, record_id: uuid.UUID) -> OpenedRecord:
        """Give a record as the database has it."""
        opened = self.store.open(kind, record_id)
        assert opened is not None
        return opened


def known_person(store: RecordStore, family_name: str = "Ndiaye", **values: Any) -> uuid.UUID:
    """Write somebody who is known."""
    about = {"given_names": "Awa", "sex": "female", "birth_year": 1985, "professional_group": "police"}
    return add(store, "person", family_name=family_name, **{**about, "public_code": new_public_code(), **values})


def take_part(store: RecordStore, activity: uuid.UUID, person: uuid.UUID, **values: Any) -> None:
    """Let somebody take part in an activity."""
    line = {"person_id": person, "activity_id": activity, "role": "participant", "level": "trained"}
    add(store, "participation", participation_id(person, activity), **{**line, **values})
