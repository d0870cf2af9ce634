"""The fold: what a record is, given the set of its changes, in whatever order they came.

The idea: docs/change-log.md.

A version of a field is superseded when a later version of that field has it among its ancestors. One survivor is the
value; several with different values are a conflict, and a fixed rule, equal on every computer, says which is shown.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast


class ChangeId(NamedTuple):
    """The name of a change everywhere: the run of the program that wrote it, and its number there."""

    writer: uuid.UUID
    number: int


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log, as the fold needs it.

    ``parents`` are the heads that its writer saw, None for a creation. ``fields`` holds packed (JSON) values of only
    the fields it sets. One that ``erases`` blanks for ever what it sets to None. ``withdrawn`` changes set nothing but
    remain ancestors.
    """

    change_id: ChangeId
    clock: int
    kind: str
    parents: tuple[ChangeId, ...] | None
    fields: Mapping[str, Any]
    office: str | None = None
    from_headquarters: bool = False
    erases: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """What the changes of one record amount to.

    Attributes:
        exists: whether the creation is here and counts; a record without it is *waiting* and stands in no table.
        kind: the kind of the record, the chosen one if it was corrected.
        fields: packed values, fields that nobody set left out.
        heads: the changes that nothing builds on yet: the parents of the next change.
        conflicts: field name → the competing changes, in a fixed order.
        waiting_for: parents that have not arrived.
        was_forked: whether two people ever wrote without having seen each other, so that nobody judged the result.
    """

    exists: bool
    kind: str
    fields: dict[str, Any] = field(default_factory=dict)
    heads: tuple[ChangeId, ...] = ()
    conflicts: dict[str, tuple[ChangeId, ...]] = field(default_factory=dict)
    waiting_for: tuple[ChangeId, ...] = ()
    was_forked: bool = False


def fold(changes: Iterable[Change], *, of_headquarters: bool = False) -> Folded:
    """Fold the changes of one record; the result does not depend on their order or repetition.

    ``of_headquarters``: headquarters owns records of this kind, so its versions are shown in a conflict; of others the
    version of the office that kept the record in the versions' common past is shown. Such a record may have been
    shipped with the program: every database begins it by itself, without an office, and nobody chose its values.
    """
    known = {each.change_id: each for each in changes}
    ancestors, waiting_for = _ancestors(known)
    active = [known[each] for each in ancestors if not known[each].withdrawn]
    creations = sorted((each for each in active if each.parents is None), key=_seniority)
    if not creations:
        first_kind = min(known.values(), key=_seniority).kind
        return Folded(exists=False, kind=first_kind, heads=_heads(active, ancestors), waiting_for=waiting_for)
    history = _History(active, ancestors, of_headquarters=of_headquarters)
    fields, conflicts = history.fields_and_conflicts()
    heads = _heads(active, ancestors)
    return Folded(
        exists=True,
        kind=fields.pop("kind"),
        fields=fields,
        heads=heads,
        conflicts=conflicts,
        waiting_for=waiting_for,
        was_forked=len(heads) > 1 or any(len(each.parents or ()) > 1 for each in active),
    )


def _ancestors(known: Mapping[ChangeId, Change]) -> tuple[dict[ChangeId, set[ChangeId]], tuple[ChangeId, ...]]:
    """Give the ancestors of every change that does not wait, and the parents that have not arrived."""
    ancestors: dict[ChangeId, set[ChangeId]] = {}
    open_ids = sorted(known, key=lambda each: (known[each].clock, each))
    progress = True
    while progress:  # once for honest clocks; again only where a parent claims a later clock than its child
        progress, still_open = False, []
        for change_id in open_ids:
            parents = known[change_id].parents or ()
            if all(parent in ancestors for parent in parents):
                ancestors[change_id] = set(parents).union(*(ancestors[parent] for parent in parents))
                progress = True
            else:
                still_open.append(change_id)
        open_ids = still_open
    missing = {parent for each in open_ids for parent in known[each].parents or () if parent not in known}
    return ancestors, tuple(sorted(missing))


def _heads(active: Iterable[Change], ancestors: Mapping[ChangeId, set[ChangeId]]) -> tuple[ChangeId, ...]:
    """Give the active changes that are no ancestor of another active change."""
    ids = {each.change_id for each in active}
    passed = set().union(*(ancestors[each] for each in ids)) if ids else set()
    return tuple(sorted(ids - passed))


def _seniority(change: Change) -> tuple[int, ChangeId]:
    return change.clock, change.change_id


class _History:
    """The changes of one existing record that count, and who came after whom."""

    def __init__(
        self, active: Collection[Change], ancestors: Mapping[ChangeId, set[ChangeId]], *, of_headquarters: bool
    ) -> None:
        self.active = sorted(active, key=_seniority)
        self.ancestors = ancestors
        self.of_headquarters = of_headquarters
        self.shipped = {each.change_id for each in active if of_headquarters and _is_shipped(each)}
        self.erased = {name for each in active if each.erases for name, value in each.fields.items() if value is None}

    def fields_and_conflicts(self) -> tuple[dict[str, Any], dict[str, tuple[ChangeId, ...]]]:
        """Fold every field that any change sets, ``kind`` among them."""
        fields: dict[str, Any] = {}
        conflicts: dict[str, tuple[ChangeId, ...]] = {}
        for name in sorted({"kind", *(name for each in self.active for name in each.fields)}):
            if name in self.erased:
                fields[name] = None
                continue
            survivors = self.survivors(name)
            fields[name] = _value(self.shown(survivors), name)
            is_chosen = survivors[0].change_id not in self.shipped
            if is_chosen and len({_comparable(_value(each, name)) for each in survivors}) > 1:
                conflicts[name] = tuple(each.change_id for each in survivors)
        self._contest_deletion(fields, conflicts)
        return fields, conflicts

    def versions(self, name: str) -> list[Change]:
        """Give the changes that set a field; a creation always sets the kind."""
        return [each for each in self.active if name in each.fields or (name == "kind" and each.parents is None)]

    def survivors(self, name: str) -> list[Change]:
        """Give the versions of a field that no later version of it has seen; what was shipped yields to any of them."""
        versions = self.versions(name)
        passed: set[ChangeId] = set().union(*(self.ancestors[each.change_id] for each in versions))
        found = [each for each in versions if each.change_id not in passed]
        return [each for each in found if each.change_id not in self.shipped] or found

    def shown(self, survivors: list[Change]) -> Change:
        """Choose by the fixed rule: the owner's version, then the later clock, then the greater id."""
        owner = None if len(survivors) == 1 or self.of_headquarters else self._owner_before(survivors)
        return max(survivors, key=lambda each: (self._is_owners(each, owner), *_seniority(each)))

    def _is_owners(self, change: Change, owner: str | None) -> bool:
        return change.from_headquarters if self.of_headquarters else change.office == owner and owner is not None

    def _owner_before(self, survivors: list[Change]) -> str | None:
        """Give the office that kept the record in the common past of the survivors."""
        shared = set.intersection(*(self.ancestors[each.change_id] for each in survivors))
        past = [each for each in self.active if each.change_id in shared and "office" in each.fields]
        if not past:
            return None
        passed: set[ChangeId] = set().union(*(self.ancestors[each.change_id] for each in past))
        latest = max((each for each in past if each.change_id not in passed), key=_seniority)
        return cast("str | None", latest.fields["office"])

    def _contest_deletion(self, fields: dict[str, Any], conflicts: dict[str, tuple[ChangeId, ...]]) -> None:
        """Keep a record whose deletion had not seen some edit, until a person decides."""
        if not fields.get("deleted") and "deleted" not in conflicts:
            return
        deletions = [each for each in self.survivors("deleted") if each.fields["deleted"]]
        unseen = [each for each in self.active if any(self._unseen_by(deletion, each) for deletion in deletions)]
        if unseen:
            fields["deleted"] = False
            competing = {each.change_id: each for each in (*deletions, *unseen)}
            conflicts["deleted"] = tuple(each.change_id for each in sorted(competing.values(), key=_seniority))

    def _unseen_by(self, deletion: Change, edit: Change) -> bool:
        apart = edit.change_id not in self.ancestors[deletion.change_id]
        before = deletion.change_id in self.ancestors[edit.change_id]
        is_no_edit = edit.change_id == deletion.change_id or edit.change_id in self.shipped
        return apart and not before and not is_no_edit and not edit.fields.get("deleted")


def _is_shipped(change: Change) -> bool:
    """Say whether a change begins a record without an office, as storage/reference_data.py does."""
    return change.parents is None and "office" not in change.fields


def _value(change: Change, name: str) -> Any:
    return change.kind if name == "kind" and change.parents is None else change.fields[name]


def _comparable(value: Any) -> Any:
    """Make a packed value hashable; true is not 1."""
    return tuple(value) if isinstance(value, list) else (type(value).__name__, value)
