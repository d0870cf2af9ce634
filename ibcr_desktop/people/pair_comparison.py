"""Puts two people side by side: field by field with what differs, and what comes together if they are one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ibcr_desktop.people.person_card import PersonCard
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.people import Person

NOT_COMPARED: Final = ("public_code", "anonymised_on")  # every record has its own
FIRST, SECOND = 0, 1


@dataclass(frozen=True)
class ComparedField:
    """One field of the two, as values and as texts; at least one of them says something."""

    name: str
    label: str
    values: tuple[Any, Any]
    texts: tuple[str, str]

    @property
    def differs(self) -> bool:
        """Say whether both say something, and not the same."""
        return bool(all(self.texts)) and self.texts[FIRST] != self.texts[SECOND]


@dataclass(frozen=True)
class Comparison:
    """Two people side by side; the first is the one that is shown once they are joined (the smallest id)."""

    first: PersonCard
    second: PersonCard
    fields: tuple[ComparedField, ...]

    @property
    def shared_activities(self) -> int:
        """How many activities both were in: joined, they are one attendance each."""
        return len(
            {each.activity_id for each in self.first.history} & {each.activity_id for each in self.second.history}
        )

    def chosen(self, choices: Mapping[str, int]) -> dict[str, Any]:
        """Give the values that the first record has to get so that the chosen ones are shown after joining.

        ``choices``: name of a field → 0 or 1; fields that are left out, or that do not differ, stay as they are.
        """
        return {
            each.name: each.values[SECOND]
            for each in self.fields
            if each.differs and choices.get(each.name, FIRST) == SECOND
        }


def compare(one: PersonCard, other: PersonCard, lexicon: Lexicon) -> Comparison:
    """Compare two people, whichever is named first."""
    first, second = sorted((one, other), key=lambda card: card.person_id)
    compared = []
    for field in fields_of(Person):
        values = first.values[field.name], second.values[field.name]
        texts = field.type.show(values[FIRST], lexicon), field.type.show(values[SECOND], lexicon)
        if field.name not in NOT_COMPARED and any(texts):
            compared.append(ComparedField(field.name, field.label, values, texts))
    return Comparison(first, second, tuple(compared))
