"""Chosen people counted: their rows brought into the people formula, women apart where women are asked for."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import cast

from ibcr_desktop.totals.dimensions import professional_group
from ibcr_desktop.totals.people_choice import ChosenPeople, PeopleOfYear
from ibcr_desktop.totals.people_columns import Column, InBundle, narrowed
from ibcr_desktop.totals.people_counts import Group, Key, Names, PeopleCount, count_names
from ibcr_desktop.totals.people_table import SILENT
from ibcr_desktop.totals.selection import Found
from ibcr_desktop.totals.year_data import UNKNOWN

SEX_FIELDS = {"female": "females", "male": "males", "other": "others", "unknown": "sex_unknown"}


class PeopleTally:
    """The people of an indicator as the formula takes them, and what it gives.

    Attributes:
        lines, certain_lines: those of everybody who is or may be meant, and of those who are.
        certain: the numbers of those who are meant.
        groups_found, groups: the headcounts, as they were found and as they count.
        names, counted: what went into the formula, what came out.
    """

    def __init__(self, chosen: ChosenPeople, year: PeopleOfYear, sex: str | None) -> None:
        self.year, self.sex = year, sex
        self.lines = self.certain_lines = chosen.lines
        possible = self.certain = set(chosen.lines.leading())
        if sex is not None:
            sexes = year.column("person.sex")
            self.lines = narrowed(chosen.lines, sexes, lambda each: each == sex or each in SILENT)
            self.certain_lines = narrowed(chosen.lines, sexes, lambda each: each == sex)
            possible, self.certain = (set(each.leading()) for each in (self.lines, self.certain_lines))
        self.groups_found = chosen.groups
        self.groups = [group for each in chosen.groups if (group := self._group(each)) is not None]
        self.names = Names(possible, self.certain, self.strata_asked_about(self.groups, self.lines), self._lists())
        self.counted: PeopleCount = count_names(self.names, self.groups, year.same)

    def activity_of(self, bundle: int) -> int:
        """Give the number of the activity of a bundle."""
        rows = self.year.rows
        return rows.occasions.activities[rows.at[bundle]]

    def strata_asked_about(self, groups: Iterable[Group], lines: Iterable[InBundle]) -> Mapping[Key, set[Key]]:
        """Give the people of some lines by stratum: those of the strata in which a group may hold them too."""
        some = list(groups)
        wanted = cast("set[tuple[int, str]]", {each.stratum for each in some})
        of_where: dict[int, list[str]] = defaultdict(list)
        for where, group in wanted if any(each.overlap == UNKNOWN for each in some) else ():
            of_where[where].append(group)
        rows, wheres = self.year.rows, self.year.wheres
        found: dict[Key, set[Key]] = defaultdict(set)
        today = rows.people.column("professional_group")
        for number, persons in lines if of_where else ():
            where, then = wheres[rows.at[number]], rows.told[number].group
            for group in of_where.get(where, ()):
                if then is None:
                    found[where, group].update(each for each in persons if (today[each] or UNKNOWN) == group)
                elif then == group:
                    found[where, group].update(persons)
        return found

    @functools.cached_property
    def beside_groups(self) -> Mapping[Key, list[InBundle]]:
        """The lines of the activities that have headcounts too, by the number of the activity."""
        with_groups = {each.activity for each in self.groups}
        activities = Column(self.year.rows.at, None, lambda at, _: self.year.rows.occasions.activities[at])
        found: dict[Key, list[InBundle]] = {each: [] for each in with_groups}
        for line in narrowed(self.lines, activities, with_groups.__contains__):
            found[self.activity_of(line[0])].append(line)
        return found

    def _lists(self) -> Mapping[Key, set[Key]]:
        """Give the names of the activities whose list some group contains."""
        wanted = {each.activity for each in self.groups if each.overlap == "named_list"}
        return {each: set(chain.from_iterable(some for _, some in self.beside_groups[each])) for each in wanted}

    def _group(self, found: Found) -> Group | None:
        if found.activity is None:
            return None
        number, most = self._numbers(found)
        return Group(
            key=found.key,
            activity=self.year.rows.occasions.activity_number(found.activity),
            stratum=self.year.stratum(found.activity, professional_group(found)),
            number=number,
            most=most,
            overlap=found.row["overlap"] or UNKNOWN,
            overlaps=found.row["overlaps_id"],
        )

    def _numbers(self, found: Found) -> tuple[int, int]:
        total = found.row["total"] or 0
        if self.sex is None:
            return total, total
        number = found.row[SEX_FIELDS[self.sex]] or 0
        told = sum(found.row[name] or 0 for name in SEX_FIELDS.values())
        return number, number + (found.row["sex_unknown"] or 0) + max(0, total - told)
