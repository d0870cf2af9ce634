"""Explains the command line in the language that was asked for; argparse knows English only."""

import argparse
from collections.abc import Iterable
from typing import Final

from ibcr_desktop.foundation.words import N_, Words

OF_ARGPARSE: Final = (  # its own texts, by which the translations are found
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
)
USAGE: Final = N_("usage: ")


class HelpInWords(argparse.HelpFormatter):
    """Formats help as usual, with every text translated; names of commands, options and files stay as they are."""

    def __init__(self, prog: str, words: Words) -> None:
        super().__init__(prog)
        self._words = words

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin with the word for usage."""
        super().add_usage(usage, actions, groups, self._words.translate(USAGE) if prefix is None else prefix)

    def add_text(self, text: str | None) -> None:
        """Add a paragraph."""
        super().add_text(text and self._words.translate(text))

    def start_section(self, heading: str | None) -> None:
        """Begin a list under a heading."""
        super().start_section(heading and self._words.translate(heading))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and self._words.translate(action.help)
