"""What a merge did, or would do: the one value that windows show, commands print and tests compare."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, N_plural, Words
from ibcr_desktop.sync.acknowledging import Acknowledgement

Outcome = Literal["merged", "rehearsed", "already merged", "refused", "set aside", "waiting"]
Tell = Callable[[int, int], object]  # (lines done, lines in all); whoever wants to stop raises, and all is rolled back
LINE = N_("Line {number}: {reason}.")


def tell_nobody(_done: int, _total: int) -> None:
    """Be told how far a merge is, and let it go on."""


class CannotMergeError(UserError):
    """A package that was proved cannot be merged here, whatever the disk and the computer do."""


@dataclass(frozen=True)
class RefusedLine:
    """A line that was left out; ``reason`` is marked English, the end of a sentence, that ``values`` fill."""

    number: int
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)

    def reason_text(self, words: Words) -> str:
        """Give the reason alone."""
        return words.translate(self.reason).format(**self.values)

    def text(self, words: Words) -> str:
        """Give the sentence for a person."""
        return words.translate(LINE).format(number=self.number, reason=self.reason_text(words))


@dataclass(frozen=True)
class MissingPackages:
    """Packages of an office that something here waits for, or that its later packages followed."""

    office: str
    numbers: tuple[int, ...]

    def text(self, words: Words) -> str:
        """Give the sentence for a person: "No. 14 from DKR has not arrived."."""
        if not self.numbers:
            return words.translate(N_("Something from {office} has not arrived.")).format(office=self.office)
        numbers = words.list_of([str(each) for each in self.numbers])
        one, many = N_plural(
            "No. {numbers} from {office} has not arrived.", "No. {numbers} from {office} have not arrived."
        )
        return words.plural(one, many, len(self.numbers)).format(numbers=numbers, office=self.office)


@dataclass
class Counts:
    """Records of a package, each in one of ``new`` to ``equal``, and what they leave open.

    Attributes:
        new, changed, equal: as the tables show them before and after; ``deleted``: went to the bin.
        conflicts: fields about which versions compete now and did not before.
        waiting: records of which something has not arrived.
        drafts_again: complete records that break a rule now and did not before, of this package or resting on it.
    """

    new: int = 0
    changed: int = 0
    equal: int = 0
    deleted: int = 0
    conflicts: int = 0
    waiting: int = 0
    drafts_again: int = 0

    def as_dict(self) -> dict[str, int]:
        """Give the counts by name, as JSON and the diary have them."""
        return dict(vars(self))


@dataclass
class Merged:
    """What became of one package.

    Attributes:
        package: the id of the package, or the name of a file that was refused.
        office, number: whose, and which; empty and 0 where a refused file does not say.
        refused: lines that were left out, or why the whole file was (line 0).
        missing: packages that have not arrived, by office.
        kinds: names of the kinds that were touched, for the screens that show them.
        year: the fiscal year (its first calendar year) of the totals; None where none were asked for.
        totals_before, totals_after: figure by code of the indicator.
        acknowledged: what headquarters said of the files of this office; None where the package brought no receipt.
        problem: why the whole file was refused or set aside, in three sentences; None where it was not.
        left_behind: after a merge that is kept, what the disk refused besides; None where it refused nothing.
    """

    package: str
    office: str
    number: int
    outcome: Outcome
    counts: Counts = field(default_factory=Counts)
    refused: list[RefusedLine] = field(default_factory=list)
    missing: tuple[MissingPackages, ...] = ()
    kinds: frozenset[str] = frozenset()
    year: int | None = None
    totals_before: dict[str, float] = field(default_factory=dict)
    totals_after: dict[str, float] = field(default_factory=dict)
    acknowledged: Acknowledgement | None = None
    problem: UserError | None = None
    left_behind: UserError | None = None

    def as_json(self, words: Words) -> dict[str, Any]:
        """Give what ``receive --json`` prints; codes in all languages, reasons in that of ``words``."""
        return {
            "package": self.package,
            "office": self.office,
            "number": self.number,
            "outcome": self.outcome,
            **self.counts.as_dict(),
            "refused": [{"line": each.number, "reason": each.reason_text(words)} for each in self.refused],
            "missing": [{"office": each.office, "numbers": list(each.numbers)} for each in self.missing],
            "year": self.year,
            "totals_before": self.totals_before,
            "totals_after": self.totals_after,
            **({} if self.acknowledged is None else {"acknowledged": self.acknowledged.as_json()}),
        }

    @property
    def changed_totals(self) -> dict[str, tuple[float | None, float | None]]:
        """The figures that differ before and after, by code."""
        codes = dict.fromkeys((*self.totals_before, *self.totals_after))
        pairs = {code: (self.totals_before.get(code), self.totals_after.get(code)) for code in codes}
        return {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}
