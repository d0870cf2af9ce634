"""Says in words which computers and files of an office are refused, when and why."""

from collections.abc import Iterator
from typing import Final

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.sync.received import OfficeEntry

NAMED: Final = 3  # files under the table; all of them stand in the diary

COMPUTER: Final = N_(
    "⚠ The computer of {office} has been refused since {moment}, as lost or stolen. Its new files are not taken; pair "
    "the office again with a new request."
)
EARLIER: Final = N_("An earlier computer of {office} has been refused since {moment}; the one paired now is accepted.")


def refused_sentences(entry: OfficeEntry, words: Words) -> Iterator[str]:
    """Say when and why the computer of an office is refused, and its last files."""
    if entry.computer_refused_at is not None:
        sentence = words.translate(EARLIER if entry.is_paired else COMPUTER)
        moment = words.moment(entry.computer_refused_at)
        yield sentence.format(office=entry.code, moment=moment)
    for each in entry.refused[:NAMED]:
        yield f"⚠ {each.text(words)}"
    more = len(entry.refused) - NAMED
    if more > 0:
        text = words.plural(
            "{count} more was refused; the diary names it.", "{count} more were refused; the diary names them.", more
        )
        yield text.format(count=words.number(more))
