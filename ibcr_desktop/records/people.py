"""People, what ties two records of one person together, and what they agreed to."""

import secrets
import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, day, link, long_text, text, year, yes_no
from ibcr_desktop.records.ids import derived_id
from ibcr_desktop.records.problems import Problem, error, warning
from ibcr_desktop.records.record import Record

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 signs, a prime number; none is misread on paper
OLDEST_BIRTH_YEAR = 1900
CHILD_BANDS = ("0-5", "6-12", "13-17")
YOUNGEST_OF_BANDS = {"0-5": 0, "6-12": 6, "13-17": 13}
NOT_SAID = ("unknown", "not_asked")  # answers that tell nothing, of any list
LAST_CHILD_AGE = 17
NO_AGE = N_("Give the year of birth or the age group; “not known” is an answer too.")
LAST_PROTECTED_AGE = 18  # a birth year leaves a year open: identity is protected on the safe side


class Person(Record):
    """A trainee, a participant, a member of staff; names are kept only where they are needed."""

    __tablename__ = "person"
    singular, plural = N_("Person"), N_("People")
    title_fields = ("family_name", "given_names")
    __table_args__ = (
        Index(  # the totals read everybody from it, in classes of people of whom the same is known
            "ix_person_counted",
            "deleted",
            "sex",
            "birth_year",
            "age_band",
            "professional_group",
            "state",
            "id",
        ),
    )

    family_name: Mapped[str | None] = text(N_("Family name"), in_table=True, personal=True)
    given_names: Mapped[str | None] = text(N_("Given names"), in_table=True, personal=True)
    sex: Mapped[str] = choice(N_("Sex"), "sex", in_table=True)
    birth_date: Mapped[date | None] = day(
        N_("Date of birth"),
        personal=True,
        help=N_("Only where the sheet has it: it tells people of one name apart. It is erased with the name."),
    )
    birth_year: Mapped[int | None] = year(N_("Year of birth"), in_table=True)
    age_band: Mapped[str | None] = choice(N_("Age group"), "age_band")
    age_band_on: Mapped[date | None] = day(N_("Age group true on"))
    professional_group: Mapped[str] = choice(N_("Professional group"), "professional_group", in_table=True)
    organisation_id: Mapped[uuid.UUID | None] = link(N_("Organisation"), "organisation", in_table=True)
    function: Mapped[str | None] = text(N_("Rank or function"), in_table=True)
    country: Mapped[str | None] = choice(N_("Country"), "country", in_table=True)
    locality: Mapped[str | None] = text(
        N_("Locality"), personal=True, help=N_("The town, village or commune where the person lives.")
    )
    is_professional: Mapped[bool | None] = yes_no(N_("Works with children professionally"))
    disability: Mapped[str | None] = choice(N_("Disability"), "disability")
    telephone: Mapped[str | None] = text(N_("Telephone"), personal=True)
    email: Mapped[str | None] = text(N_("E-mail"), personal=True)
    other_spellings: Mapped[str | None] = text(N_("Other spellings of the name"), personal=True)
    name_in_other_script: Mapped[str | None] = text(N_("Name in another script"), personal=True)
    public_code: Mapped[str] = text(
        N_("Code"), help=N_("A random code with a check letter: it stands for the person on paper.")
    )
    retention_until: Mapped[date | None] = day(N_("Keep the identity until"))
    anonymised_on: Mapped[date | None] = day(N_("Anonymised on"))

    def own_problems(self, today: date) -> Iterator[Problem]:
        """An age of some kind is known or said to be unknown, and the year of birth is a year of birth."""
        yield from super().own_problems(today)
        if self.birth_year is None and (self.age_band is None or self.birth_date is not None):
            yield error(NO_AGE, "age_band")
        yield from self._problems_of_birth(today)
        if self.public_code is not None and not is_public_code(self.public_code):
            yield error(N_("The code has a typing error: its check letter does not fit."), "public_code")
        if self.retention_until is not None and self.retention_until < today and self.anonymised_on is None:
            text = N_("The identity may be kept no longer. Anonymise the person on the card, or give a later day.")
            yield warning(text, "retention_until")

    @classmethod
    def following(cls, written: Mapping[str, Any], stored: Mapping[str, Any]) -> Mapping[str, Any]:
        """A date of birth gives the year, which totals count by; one that followed from an age may be a year off."""
        born = written.get("birth_date")
        year = stored.get("birth_year") if "birth_year" not in written else written["birth_year"]
        if born is None or not (year is None or ("birth_year" not in written and abs(born.year - year) == 1)):
            return {}
        return {"birth_year": born.year}

    def is_protected_on(self, day_: date) -> bool | None:
        """Say whether the identity is protected as a child's: also at 18, and while the youngest of a band may be one.

        A band that was true some years ago has grown older by as many years; without its day it never does.
        """
        if self.birth_year is None and self.age_band in CHILD_BANDS and self.age_band_on is not None:
            return YOUNGEST_OF_BANDS[self.age_band] + day_.year - self.age_band_on.year <= LAST_PROTECTED_AGE
        return self.is_child_on(day_, LAST_PROTECTED_AGE)

    def _problems_of_birth(self, today: date) -> Iterator[Problem]:
        if self.birth_year is not None and not OLDEST_BIRTH_YEAR <= self.birth_year <= today.year:
            yield error(N_("Nobody here was born in {year}."), "birth_year", year=str(self.birth_year))
        if self.birth_date is None:
            return
        if self.birth_year is not None and self.birth_date.year != self.birth_year:
            yield error(
                N_("The date of birth is not in the year of birth, {year}. Correct one of the two."),
                "birth_date",
                year=str(self.birth_year),
            )
        elif self.birth_date > today:
            yield error(N_("This date of birth lies in the future."), "birth_date")

    def is_child_on(self, day_: date, last_age: int = LAST_CHILD_AGE) -> bool | None:
        """Say whether the person was a child on a day; None where no age is known (docs/counting-rules.md)."""
        if self.birth_year is not None:
            return day_.year - self.birth_year <= last_age
        if self.age_band in (None, "unknown"):
            return None
        return self.age_band in CHILD_BANDS


class PersonLink(Record):
    """A person's verdict that two records are the same human being, are not, or that it is not decided."""

    __tablename__ = "person_link"
    singular, plural = N_("Link between two people"), N_("Links between people")
    title_fields = ("first_id", "second_id")

    first_id: Mapped[uuid.UUID] = link(N_("One person"), "person", in_table=True)
    second_id: Mapped[uuid.UUID] = link(N_("The other person"), "person", in_table=True)
    verdict: Mapped[str] = choice(N_("Verdict"), "verdict", in_table=True)
    evidence: Mapped[str | None] = long_text(N_("Evidence"), personal=True)

    def own_problems(self, today: date) -> Iterator[Problem]:
        """A person is not linked to himself or herself."""
        yield from super().own_problems(today)
        if self.first_id is not None and self.first_id == self.second_id:
            yield error(N_("These are one and the same record. Choose two."), "second_id")


class Consent(Record):
    """What a person, or a parent for a child, agreed to."""

    __tablename__ = "consent"
    singular, plural = N_("Consent"), N_("Consents")
    title_fields = ("person_id", "consent_scope")

    person_id: Mapped[uuid.UUID | None] = link(N_("Person"), "person", in_table=True)
    activity_id: Mapped[uuid.UUID | None] = link(N_("Activity"), "activity", in_table=True)
    consent_scope: Mapped[str] = choice(N_("Agreed to"), "consent_scope", in_table=True)
    given_by: Mapped[str] = choice(N_("Given by"), "consent_given_by", in_table=True)
    child_assent: Mapped[bool | None] = yes_no(N_("The child agrees too"))
    given_on: Mapped[date] = day(N_("Given on"), in_table=True)
    consent_form: Mapped[str | None] = choice(N_("Form"), "consent_form")
    withdrawn_on: Mapped[date | None] = day(N_("Withdrawn on"), in_table=True)

    def own_problems(self, today: date) -> Iterator[Problem]:
        """A consent is somebody's."""
        yield from super().own_problems(today)
        if self.person_id is None and self.activity_id is None:
            yield error(N_("Say for which person or activity the consent was given."), "person_id")


def person_link_id(one: uuid.UUID, other: uuid.UUID) -> uuid.UUID:
    """Give the id of the link between two people: the same whichever is named first, at every office."""
    first, second = sorted((one, other))
    return derived_id("person_link", first, second)


def new_public_code() -> str:
    """Make a random code of eight signs and a check letter; it says nothing about the person."""
    signs = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
    return signs + _check_letter(signs)


def is_public_code(code: str) -> bool:
    """Say whether the check letter fits: any one wrong sign and any two swapped neighbours are noticed."""
    return len(code) > 1 and set(code) <= set(CODE_LETTERS) and _check_letter(code[:-1]) == code[-1]


def _check_letter(signs: str) -> str:
    """Weigh each sign by its place: no weight and no difference of two weights is a multiple of 31."""
    total = sum(place * CODE_LETTERS.index(sign) for place, sign in enumerate(signs, start=1))
    return CODE_LETTERS[total % len(CODE_LETTERS)]
