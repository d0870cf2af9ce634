"""The oracle: who had truly seen what, kept beside the databases and never read from them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ibcr_desktop.storage.fold import ChangeId


@dataclass(frozen=True)
class Written:
    """A change as its writer meant it; ``seen`` are all changes of the record that the writer could know."""

    change_id: ChangeId
    record_id: uuid.UUID
    fields: dict[str, Any]
    seen: frozenset[ChangeId]
    is_creation: bool
    office: str
    erases: bool


@dataclass
class Truth:
    """What one record is at one database, by the oracle."""

    exists: bool
    values: dict[str, set[Any]] = field(default_factory=dict)  # by field: the values that may be shown
    competing: dict[str, set[ChangeId]] = field(default_factory=dict)
    missing: set[ChangeId] = field(default_factory=set)
    active: set[ChangeId] = field(default_factory=set)


class TrueHistories:
    """Every change that was ever written, anywhere."""

    def __init__(self) -> None:
        self.changes: dict[ChangeId, Written] = {}

    def of(self, record_id: uuid.UUID, held: Iterable[ChangeId]) -> list[Written]:
        """Give the changes of a record among those held."""
        return [self.changes[each] for each in held if self.changes[each].record_id == record_id]

    def active(self, record_id: uuid.UUID, held: set[ChangeId], withdrawn: set[ChangeId]) -> list[Written]:
        """Give the changes of which everything seen before is here, and that were not withdrawn."""
        return [each for each in self.of(record_id, held) if each.seen <= held and each.change_id not in withdrawn]

    def known(self, record_id: uuid.UUID, held: set[ChangeId], withdrawn: set[ChangeId]) -> frozenset[ChangeId]:
        """Give what somebody who looks at the record now has seen."""
        active = self.active(record_id, held, withdrawn)
        return frozenset(each.change_id for each in active).union(*(each.seen for each in active))

    def truth(self, record_id: uuid.UUID, held: set[ChangeId], withdrawn: set[ChangeId]) -> Truth:
        """Say what the record is where ``held`` is all that arrived and ``withdrawn`` does not count."""
        active = self.active(record_id, held, withdrawn)
        missing = {parent for each in self.of(record_id, held) for parent in each.seen - held}
        if not any(each.is_creation for each in active):
            return Truth(False, missing=missing, active={each.change_id for each in active})
        truth = Truth(True, missing=missing, active={each.change_id for each in active})
        erased = {name for each in active if each.erases for name, value in each.fields.items() if value is None}
        for name in {name for each in active for name in each.fields}:
            self._fold(truth, name, [each for each in active if name in each.fields], active, erased)
        self._contest(truth, active)
        return truth

    def _fold(self, truth: Truth, name: str, versions: list[Written], active: list[Written], erased: set[str]) -> None:
        if name in erased:
            truth.values[name] = {None}
            return
        survivors = [each for each in versions if not any(each.change_id in later.seen for later in versions)]
        truth.values[name] = {each.fields[name] for each in survivors}
        if len(truth.values[name]) > 1:
            truth.competing[name] = {each.change_id for each in survivors}
            owners = self._owners(survivors, active)
            if owners:
                truth.values[name] = {each.fields[name] for each in owners}

    def _owners(self, survivors: list[Written], active: list[Written]) -> list[Written]:
        """Give the versions of the office that kept the record before they parted."""
        shared = frozenset.intersection(*(each.seen for each in survivors))
        past = [each for each in active if each.change_id in shared and "office" in each.fields]
        last = [each for each in past if not any(each.change_id in later.seen for later in past)]
        kept_by = {each.fields["office"] for each in last}
        return [each for each in survivors if kept_by == {each.office}]

    def _contest(self, truth: Truth, active: list[Written]) -> None:
        """A deletion that had not seen some edit is a question, and the record stays."""
        versions = [each for each in active if "deleted" in each.fields]
        survivors = [each for each in versions if not any(each.change_id in later.seen for later in versions)]
        deletions = [each for each in survivors if each.fields["deleted"]]
        unseen = {
            edit.change_id
            for edit in active
            for deletion in deletions
            if edit.change_id not in deletion.seen
            and deletion.change_id not in edit.seen
            and edit.change_id != deletion.change_id
            and not edit.fields.get("deleted")
        }
        if unseen:
            truth.values["deleted"] = {False}
            truth.competing["deleted"] = unseen | {each.change_id for each in deletions}
