"""Says which lists hold exactly the records behind a number, and why their rows may be more or fewer than it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import ACTIVITY_KINDS, Activity
from ibcr_desktop.totals.quality import CHECK_NAMES, Check, Finding
from ibcr_desktop.totals.yearly_totals import Figure, Totals

ACTIVITY_NAMES: Final = frozenset(kind.kind_name() for kind in ACTIVITY_KINDS)
GROUPS: Final = N_("A headcount group stands for several people, and two people who may be one count once.")
WHY: Final = {
    "people": GROUPS,
    "attendances": N_("The figure adds up the people who took part in each of these activities."),
    "sum": N_("The figure adds up what stands in these records."),
    "distinct_values": N_("The figure counts different values in these records, each of them once."),
    "ratio": N_("The figure is a share; these are the records that count in its first part."),
    "total": N_("The figure adds up several counts; these are the records behind all of them."),
    "change": N_("The figure is the mean of the changes in these records."),
}
PART_OF: Final = N_("{figure} – {part}")
LEFT_OUT: Final = N_("{figure} – drafts left out")
FINISH_THEM: Final = N_("None of these is counted. Each counts as soon as it is complete.")
TO_LOOK_AT: Final = N_("What to look at in {year}")
NOT_CERTAIN: Final = N_("Each of these keeps a figure from being certain or complete, or is unusual and was confirmed.")


@dataclass(frozen=True)
class RecordsOfKind:
    """One list: a kind (``activity`` for several kinds of activity), the ids, and its name where it needs another."""

    kind_name: str
    ids: Sequence[uuid.UUID]
    name: str = ""  # marked text; empty for the plural of the kind


@dataclass(frozen=True)
class Behind:
    """Everything behind one number: its title, the number as it is shown, the lists, and why the rows differ."""

    title: str
    number: str
    value: float | None  # None where the records themselves are what was asked for
    lists: tuple[RecordsOfKind, ...]
    reasons: tuple[str, ...] = field(default_factory=tuple)  # translated sentences


def behind_figure(figure: Figure, totals: Totals, words: Words) -> Behind:
    """Give the records that a figure counts."""
    title = f"{figure.label(words)} · {totals.year.label}"
    lists = lists_of(figure.outcome.records)
    return Behind(title, figure.number(words), figure.outcome.figure, lists, tuple(_reasons(figure, words)))


def behind_part(
    figure: Figure, part: str, number: float, records: Mapping[str, Sequence[uuid.UUID]], words: Words
) -> Behind:
    """Give the records of one part of a figure; ``part`` is its label."""
    title = words.translate(PART_OF).format(figure=figure.label(words), part=part)
    return Behind(title, words.number(number), number, lists_of(records), tuple(_reasons(figure, words)))


def behind_drafts(figure: Figure, findings: Iterable[Finding], words: Words) -> Behind:
    """Give the drafts that a figure leaves out."""
    drafts = [each for each in findings if each.check is Check.DRAFT and figure.code in each.figures]
    title = words.translate(LEFT_OUT).format(figure=figure.label(words))
    return Behind(title, "", None, lists_of(_by_kind(drafts)), (words.translate(FINISH_THEM),))


def behind_quality(findings: Iterable[Finding], totals: Totals, words: Words) -> Behind:
    """Give everything to look at, a list for each reason and kind."""
    some = list(findings)
    lists = []
    for check in Check:
        of_check = lists_of(_by_kind(each for each in some if each.check is check))
        several = len(of_check) > 1
        lists += [RecordsOfKind(each.kind_name, each.ids, _name(check, each, words, several)) for each in of_check]
    title = words.translate(TO_LOOK_AT).format(year=totals.year.label)
    return Behind(title, "", None, tuple(lists), (words.translate(NOT_CERTAIN),))


def lists_of(records: Mapping[str, Sequence[uuid.UUID]]) -> tuple[RecordsOfKind, ...]:
    """Give a list for each kind; several kinds of activity share one, since they stand in one table."""
    counted = {kind: ids for kind, ids in records.items() if len(ids)}
    activities = [kind for kind in counted if kind in ACTIVITY_NAMES]
    if len(activities) > 1:
        together = tuple(each for kind in activities for each in counted[kind])
        rest = {kind: ids for kind, ids in counted.items() if kind not in ACTIVITY_NAMES}
        counted = {Activity.kind_name(): together, **rest}
    return tuple(RecordsOfKind(kind, ids) for kind, ids in counted.items())


def plural_of(kind_name: str, words: Words) -> str:
    """Give the plural of a kind, activities of several kinds included."""
    kind = Activity if kind_name == Activity.kind_name() else kind_named(kind_name)
    return words.translate(kind.plural)


def _name(check: Check, some: RecordsOfKind, words: Words, several: bool) -> str:  # noqa: FBT001 - private
    name = words.translate(CHECK_NAMES[check])
    return f"{name} – {plural_of(some.kind_name, words)}" if several else name


def _reasons(figure: Figure, words: Words) -> Iterable[str]:
    why = WHY.get(figure.definition.measure)
    if why is not None:
        yield words.translate(why)
    if figure.explanation(words):
        yield figure.explanation(words)


def _by_kind(findings: Iterable[Finding]) -> dict[str, tuple[uuid.UUID, ...]]:
    found: dict[str, list[uuid.UUID]] = {}
    for each in findings:
        found.setdefault(each.kind, []).append(each.record_id)
    return {kind: tuple(ids) for kind, ids in found.items()}
