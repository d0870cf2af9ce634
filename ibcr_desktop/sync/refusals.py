"""Says in plain sentences why a package or a pairing file is not taken; nothing is merged then."""

from collections.abc import Mapping
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

UNKNOWN: Final = "?"  # an office or a receiver that the file does not say
NEWER: Final = "newer"  # the one reason that ends by itself: after an update of the program

NEWER_GRANT: Final = "newer grant"  # nothing of a pairing is done without the person who compares the words

_NOTHING: Final = N_("Nothing was taken from it; your records are unchanged.")
_SEND_AGAIN: Final = N_("Ask {office} to make the file again and to send it once more.")
_ASK: Final = N_("Ask whoever sent it, by telephone and not by an answer to the message, what this file is.")

# reason → what happened, what to do; the places are filled with the office, the receiver and the number of the manifest
SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "not_a_package": (
        N_("“{file}” is not a file made for sending with this program."),
        N_("Choose a file whose name ends in .ibcr."),
    ),
    "damaged": (
        N_("“{file}” is damaged: on its way it was changed, cut short or made longer."),
        N_("Copy it again from the stick or the message; if that does not help, ask for it to be made again."),
    ),
    "unreadable": (
        N_("“{file}” cannot be read from its disk or stick."),
        N_("Copy it to another place first; if that does not help, ask for it to be sent again."),
    ),
    "older": (
        N_("“{file}” was made in a format that this program no longer reads."),
        N_("Ask the sender to install the newest release and to make the file again."),
    ),
    NEWER: (
        N_("“{file}” was made with a newer release of the program and has to wait."),
        N_("Install the newest release here; the file is then taken in by itself."),
    ),
    NEWER_GRANT: (
        N_("“{file}” was made with a newer release of the program and has to wait."),
        N_("Install the newest release here first, then open this file once more."),
    ),
    "other_key": (
        N_("“{file}” is sealed for another receiver and cannot be opened here."),
        N_("Look for the file that was made for this office; only its receiver can open a file."),
    ),
    "other_receiver": (N_("“{file}” was made for {receiver} and not for this office."), _ASK),
    "other_organisation": (N_("“{file}” comes from another organisation."), _ASK),
    "stranger": (
        N_("“{file}” says that it comes from {office}, but it was made on a computer that is not paired."),
        N_("Pair that computer first if it is really theirs; ask them by telephone."),
    ),
    "revoked": (
        N_("“{file}” was made on a computer of {office} whose key was withdrawn because it was lost or replaced."),
        N_("Treat it as made by a stranger: ask {office} by telephone, and tell whoever looks after security."),
    ),
    "wrong_direction": (
        N_("“{file}” is not meant to be taken in here: offices send to headquarters, and headquarters answers."),
        _ASK,
    ),
    "not_for_merging": (
        N_("“{file}” is a file for statistics, without names; it cannot be laid together with records."),
        N_("Keep it for statistics; if the records of {office} shall be merged, ask for the file with them."),
    ),
    "too_large": (
        N_("“{file}” holds more than any office can have recorded, or would take too much memory."),
        _ASK,
    ),
    "took_too_long": (N_("“{file}” took too long to open, as harmful files do."), _ASK),
    "broken_rule": (
        N_("“{file}” says something in line {line} that this program never writes: {detail}."),
        N_("Ask {office} to make the file again; if it happens twice, tell the support of your organisation."),
    ),
}


class PackageRefusedError(UserError):
    """A package is not taken.

    ``reason`` is a name in ``SENTENCES``; a package with the reason ``NEWER`` is set aside and tried again after an
    update. ``line`` (0: none) and ``detail`` (English, for whoever mends programs) belong to the reason broken_rule.
    """

    def __init__(self, reason: str, *, file: str, **about: object) -> None:
        happened, advice = SENTENCES[reason]
        values = {"office": UNKNOWN, "receiver": UNKNOWN, "line": 0, "detail": "", **about}
        super().__init__(happened, _NOTHING, advice, file=file, **values)
        self.reason = reason
        self.line = int(str(values["line"]))
        self.detail = str(values["detail"])

    @property
    def is_newer(self) -> bool:
        """Say whether an update of this program is all that is missing."""
        return self.reason == NEWER
