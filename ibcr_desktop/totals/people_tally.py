"""Chosen people counted: their rows brought into the people formula, women apart where women are asked for."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import compress

from ibcr_desktop.totals.dimensions import professional_group
from ibcr_desktop.totals.people_choice import ChosenPeople, PeopleOfYear
from ibcr_desktop.totals.people_counts import Group, Key, Names, PeopleCount, count_names
from ibcr_desktop.totals.people_table import SILENT
from ibcr_desktop.totals.selection import Found
from ibcr_desktop.totals.year_data import UNKNOWN

SEX_FIELDS = {"female": "females", "male": "males", "other": "others", "unknown": "sex_unknown"}


class PeopleTally:
    """The people of an indicator as the formula takes them, and what it gives.

    Attributes:
        places, persons: lines of everybody who is or may be meant, in the order of the columns; their numbers.
        certain: the numbers of those who are meant.
        groups_found, groups: the headcounts, as they were found and as they count.
        names, counted: what went into the formula, what came out.
    """

    def __init__(self, chosen: ChosenPeople, year: PeopleOfYear, sex: str | None) -> None:
        self.year, self.sex = year, sex
        self.places = chosen.places
        self.persons = list(map(year.rows.persons.__getitem__, chosen.places))
        self.certain = set(self.persons)
        if sex is not None:
            sexes = year.rows.people.column("sex")
            meant = {each: each == sex or each in SILENT for each in set(sexes)}
            may_be = [meant[sexes[each]] for each in self.persons]
            self.places, self.persons = list(compress(self.places, may_be)), list(compress(self.persons, may_be))
            self.certain = {each for each in self.certain if sexes[each] == sex}
        self.groups_found = chosen.groups
        self.groups = [group for each in chosen.groups if (group := self._group(each)) is not None]
        self.names = Names(set(self.persons), self.certain, self._strata(), self._lists())
        self.counted: PeopleCount = count_names(self.names, self.groups, year.same)

    def stratum_at(self, place: int) -> Key:
        """Give the stratum of a line."""
        return self.year.wheres[self.year.rows.at[place]], self.year.rows.groups[place]

    def _strata(self) -> Mapping[Key, set[Key]]:
        """Give the names of the strata in which a group may hold them too."""
        wanted = {each.stratum for each in self.groups if each.overlap == UNKNOWN}
        wanted |= {each.stratum for each in self.groups} if wanted else set()
        found: dict[Key, set[Key]] = defaultdict(set)
        if wanted:
            rows, wheres = self.year.rows, self.year.wheres
            groups = set(rows.groups)
            known = {each: any((each, group) in wanted for group in groups) for each in set(wheres)}
            may_be = [known[each] for each in wheres]
            lines = zip(self.persons, self.places, strict=True)
            at = map(rows.at.__getitem__, self.places)
            for person, place in compress(lines, map(may_be.__getitem__, at)):
                stratum = (wheres[rows.at[place]], rows.groups[place])
                if stratum in wanted:
                    found[stratum].add(person)
        return found

    def _lists(self) -> Mapping[Key, set[Key]]:
        """Give the names of the activities whose list some group contains."""
        wanted = {each.activity for each in self.groups if each.overlap == "named_list"}
        found: dict[Key, set[Key]] = defaultdict(set)
        if wanted:
            at, activities = self.year.rows.at, self.year.rows.activities
            may_be = [each in wanted for each in activities]
            lines = zip(self.persons, self.places, strict=True)
            for person, place in compress(lines, map(may_be.__getitem__, map(at.__getitem__, self.places))):
                found[activities[at[place]]].add(person)
        return found

    def _group(self, found: Found) -> Group | None:
        if found.activity is None:
            return None
        number, most = self._numbers(found)
        return Group(
            key=found.key,
            activity=self.year.rows.activity_number(found.activity),
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
