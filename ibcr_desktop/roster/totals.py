"""What stands below the grid and never leaves the screen: how many people, of which sex, named or not, which hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.roster.attendance_columns import attendance_of
from ibcr_desktop.roster.grid_row import GridRow
from ibcr_desktop.roster.group_columns import GROUP
from ibcr_desktop.roster.occasion import Occasion
from ibcr_desktop.roster.rows import RosterRow


@dataclass(frozen=True)
class Unnamed:
    """The headcount groups of an activity, added up."""

    people: int = 0
    women: int = 0
    men: int = 0


@dataclass(frozen=True)
class RosterTotals:
    """Names and groups added up as they stand; overlaps are the business of the yearly totals."""

    named: int
    unnamed: int
    women: int
    men: int
    unknown: int
    hours: float
    completed: int
    without_attendance: int  # people of whom no attendance is filled in, where there are sessions
    drafts: int

    @property
    def people(self) -> int:
        """How many there are by name and by number."""
        return self.named + self.unnamed


def unnamed_in(groups: Iterable[GridRow]) -> Unnamed:
    """Add the headcount groups up."""
    values = [row.part(GROUP) for row in groups]
    return Unnamed(*(sum(each.get(name) or 0 for each in values) for name in ("total", "females", "males")))


def totals_of(rows: Sequence[RosterRow], unnamed: Unnamed, occasion: Occasion) -> RosterTotals:
    """Add up the rows of the grid; a person who stands in two rows after a join counts once."""
    sexes = list({row.person_id: row.values.get("person.sex") for row in rows}.values())
    women = sexes.count("female") + unnamed.women
    men = sexes.count("male") + unnamed.men
    attended = [attendance_of(row, occasion) for row in rows]
    return RosterTotals(
        named=len(sexes),
        unnamed=unnamed.people,
        women=women,
        men=men,
        unknown=len(sexes) + unnamed.people - women - men,
        hours=sum(each.hours or 0 for each in attended),
        completed=sum(each.is_completed is True for each in attended),
        without_attendance=sum(each.hours is None for each in attended) if occasion.sittings else 0,
        drafts=sum(not row.is_complete for row in rows),
    )


def sentence_of(totals: RosterTotals, occasion: Occasion, words: Words) -> str:
    """Give the totals in one line, compared with the number that the trainer reported."""
    parts = [
        words.plural(
            "{count} person: {named} by name, {unnamed} by number · {women} F · {men} M · {unknown} not stated",
            "{count} people: {named} by name, {unnamed} by number · {women} F · {men} M · {unknown} not stated",
            totals.people,
        ).format(
            count=totals.people,
            named=totals.named,
            unnamed=totals.unnamed,
            women=totals.women,
            men=totals.men,
            unknown=totals.unknown,
        )
        + _missing(totals.people, occasion.people_reported, words),
        *_hours(totals, words),
    ]
    if not occasion.takes_place:
        parts.append(words.translate(N_("did not take place")))
    elif totals.without_attendance and totals.named:
        text = words.plural("{count} without attendance", "{count} without attendance", totals.without_attendance)
        parts.append(text.format(count=totals.without_attendance))
    if totals.drafts:
        parts.append(words.plural("{count} draft", "{count} drafts", totals.drafts).format(count=totals.drafts))
    return " · ".join(parts)


def _hours(totals: RosterTotals, words: Words) -> list[str]:
    if not totals.hours:
        return []
    hours = words.translate(N_("{hours} h")).format(hours=words.number(totals.hours, 0 if totals.hours % 1 == 0 else 1))
    text = words.plural("{count} completed", "{count} completed", totals.completed)
    return [hours, text.format(count=totals.completed)]


def _missing(people: int, reported: int | None, words: Words) -> str:
    if reported is None or reported == people:
        return ""
    missing = N_("trainer said {reported}: {missing} missing")
    text = missing if reported > people else N_("trainer said {reported}: {missing} too many")
    return f" ({words.translate(text).format(reported=reported, missing=abs(reported - people))})"
