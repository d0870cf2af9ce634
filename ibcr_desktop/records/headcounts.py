"""Groups of people who were counted without their names."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.fields import choice, link, text, whole
from ibcr_desktop.records.problems import Problem, error, warning
from ibcr_desktop.records.record import Record

MANY_PEOPLE = 500  # docs/counting-rules.md, "What is checked": a larger class is rare enough to be looked at
SHARE_OF_UNKNOWN_SEX = 0.2  # the same


class Headcount(Record):
    """A group at an activity: how many, of which sex, and whether somebody of it is counted elsewhere too."""

    __tablename__ = "headcount"
    singular, plural = N_("Headcount"), N_("Headcounts")
    title_fields = ("activity_id", "professional_group")

    activity_id: Mapped[uuid.UUID] = link(N_("Activity"), "activity", in_table=True)
    level: Mapped[str] = choice(N_("Level"), "level", in_table=True)
    professional_group: Mapped[str | None] = choice(N_("Professional group"), "professional_group", in_table=True)
    age_band: Mapped[str | None] = choice(N_("Age group"), "age_band", in_table=True)
    females: Mapped[int | None] = whole(N_("Women and girls"), in_table=True)
    males: Mapped[int | None] = whole(N_("Men and boys"), in_table=True)
    others: Mapped[int | None] = whole(N_("Other sex"))
    sex_unknown: Mapped[int | None] = whole(N_("Sex not known"), in_table=True)
    total: Mapped[int] = whole(N_("Total"), in_table=True)
    with_disability: Mapped[int | None] = whole(N_("With a disability"))
    overlap: Mapped[str] = choice(
        N_("Counted elsewhere"),
        "overlap",
        in_table=True,
        help=N_("None: nobody of this group is counted by name or in another group."),
    )
    overlaps_id: Mapped[uuid.UUID | None] = link(N_("Which other group"), "headcount")
    basis: Mapped[str] = choice(N_("Basis"), "basis", in_table=True, help=N_("How the number came about."))
    evidence_note: Mapped[str | None] = text(N_("Evidence"))

    def own_problems(self, today: date) -> Iterator[Problem]:
        """The parts add up to the total, and a group that overlaps another names it."""
        yield from super().own_problems(today)
        yield from self._sum_problems()
        if self.overlap == "other_group" and self.overlaps_id is None:
            yield error(N_("Say which other group this one overlaps."), "overlaps_id")
        if self.overlaps_id is not None and self.overlaps_id == self.id:
            yield error(N_("A group cannot overlap itself. Choose another group."), "overlaps_id")
        if self.level == "trained" and (self.total or 0) > MANY_PEOPLE:
            yield warning("many_trained", N_("So many trained people in one group are unusual. Is it right?"), "total")
        if self.level == "trained" and self.basis == "estimate":
            yield warning("trained_estimate", N_("Trained people are usually counted, not estimated."), "basis")

    def _sum_problems(self) -> Iterator[Problem]:
        parts = [self.females, self.males, self.others, self.sex_unknown]
        known = sum(part or 0 for part in parts)
        if self.total is None:
            return
        if any(part is not None for part in parts) and known != self.total:
            yield error(N_("The parts add up to {sum}, the total says {total}."), "total", sum=known, total=self.total)
        if self.total > 0 and (self.females or 0) + (self.males or 0) == 0:
            yield warning("no_sex", N_("Neither women nor men are given. Is the sex of nobody known?"), "females")
        if self.sex_unknown and self.sex_unknown > SHARE_OF_UNKNOWN_SEX * self.total:
            yield sex_unknown(self.sex_unknown, self.total, "sex_unknown")
        if self.with_disability is not None and self.with_disability > self.total:
            yield error(N_("More people with a disability than people."), "with_disability")


def sex_unknown(unknown: int, everybody: int, field_name: str | None = None) -> Problem:
    """Warn that the sex of more than a fifth is not known."""
    text = N_("The sex of {unknown} of {total} people is not known.")
    return warning("sex_unknown", text, field_name, unknown=unknown, total=everybody)
