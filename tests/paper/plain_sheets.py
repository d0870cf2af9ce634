"""Sign-in sheets as plain values, without a database: for what only has to lay out and draw them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ibcr_desktop.foundation.words import Words
from ibcr_desktop.paper.sheet_columns import day_headings, sheet_columns
from ibcr_desktop.paper.sign_in_sheet import BLANK_LINES, EMPTY_LINES, SheetLine, SignInSheet
from ibcr_desktop.storage.paper_references import reference_of
from tests.paper.trainings import CODE, FIRST_DAY, LONG_NAME, NAMES, TELEPHONE


class PlainLexicon:
    """A lexicon that knows two codes of every list and no record."""

    def __init__(self, language: str) -> None:
        self.words = Words(language)
        self.today = FIRST_DAY

    def label(self, list_code: str, code: str) -> str:  # noqa: ARG002 - as the real one
        return code

    def terms(self, list_code: str) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - as the real one
        return [("female", "Female"), ("male", "Male")]

    def titles(self, kind_name: str, record_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:  # noqa: ARG002 - too
        return {}

    def suggest(self, kind_name: str, text: str) -> Sequence[tuple[uuid.UUID, str]]:  # noqa: ARG002 - too
        return []


def plain_sheet(people: int = 0, *, days: int = 3, language: str = "en", **changes: Any) -> SignInSheet:
    """Give a sheet with so many people and days."""
    lexicon = PlainLexicon(language)
    headings = day_headings([], FIRST_DAY, date.fromordinal(FIRST_DAY.toordinal()) + timedelta(days - 1), lexicon.words)
    blank = BLANK_LINES if people else EMPTY_LINES
    usual: dict[str, Any] = {
        "words": lexicon.words,
        "title": "Formation initiale",
        "facts": ("Thiès",),
        "columns": sheet_columns(headings, lexicon),
        "lines": tuple(_line(number, people) for number in range(people + blank)),
        "code": CODE,
        "reference": reference_of(CODE, uuid.UUID(int=7)),
    }
    return SignInSheet(**{**usual, **changes})


def line_of(number: int, **texts: str) -> SheetLine:
    """Give a line with some of its texts: family_name, given_names, sex, birth_year, group and so on."""
    names = ("family_name", "given_names", "sex", "birth_year", "group", "organisation", "function", "telephone")
    return SheetLine(number, tuple(texts.get(name, "") for name in names))


def _line(number: int, people: int) -> SheetLine:
    if number >= people:
        return line_of(number + 1)
    family_name, given_names = NAMES[number % len(NAMES)]
    known = {"sex": "Female", "birth_year": "1980", "organisation": LONG_NAME, "function": "Inspectrice principale"}
    return line_of(number + 1, family_name=family_name, given_names=given_names, telephone=TELEPHONE, **known)
