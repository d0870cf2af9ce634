"""A failure is told in three sentences of the person's language, and survives a worker process."""

import pickle
from pathlib import Path

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import Words


class Shouting(Words):
    """A language that can be told from English without a catalogue."""

    def translate(self, text: str) -> str:
        return text.upper().replace("{FILE}", "{file}")


class ParticularError(UserError):
    pass


ERROR = UserError("The file {file} is full.", "Nothing was lost.", "Empty {file}.", file="a.txt")


def test_sentences_are_translated_before_their_values_are_filled_in() -> None:
    assert ERROR.sentences(Shouting("fr")) == ("THE FILE a.txt IS FULL.", "NOTHING WAS LOST.", "EMPTY a.txt.")
    assert ERROR.text(Shouting("fr")) == "THE FILE a.txt IS FULL. NOTHING WAS LOST. EMPTY a.txt."


def test_as_a_string_it_is_english() -> None:
    assert str(ERROR) == "The file a.txt is full. Nothing was lost. Empty a.txt."


def test_empty_sentences_leave_no_gap() -> None:
    assert str(UserError("It failed.", "", "Try again.")) == "It failed. Try again."


def test_values_with_braces_are_left_alone() -> None:
    assert str(UserError("{file}", "", "", file="{0} {file}")) == "{0} {file}"


@pytest.mark.parametrize("text", ["{other}", "{0}", "{", "{file.name}", "{file[0][1]}"])
def test_a_wrong_placeholder_never_hides_the_failure(text: str) -> None:
    assert str(UserError(text, "", "", file=Path("x"), other_name=1)) in (text, "x")


def test_a_failure_of_a_worker_process_arrives_whole() -> None:
    error = ParticularError("Row {row}.", "Safe.", "Mend it.", row=7)
    error.add_note("seen")
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(arrived) is ParticularError
    assert str(arrived) == "Row 7. Safe. Mend it."
    assert arrived.__notes__ == ["seen"]
