"""A reading carries its problem in any language."""

from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import Words


def test_a_problem_is_filled_in_after_translating() -> None:
    reading: Reading[int] = Reading(problem="The month {month} does not exist.", values={"month": 13})
    assert reading.problem_text(Words("en")) == "The month 13 does not exist."


def test_without_a_problem_there_is_no_text() -> None:
    assert Reading(value=5).problem_text(Words("fr")) == ""
