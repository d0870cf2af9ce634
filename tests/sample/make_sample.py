"""Writes the records of the example organisation: run ``python -m tests.sample.make_sample`` and commit what it gives.

The projects, donors, offices and countries are those of the public pages of the organisation; people and activities are
invented, from a fixed seed. What the published list of 2020-2021 says is put together from parts here and checked with
the naive count; the application itself never sees this file.
"""

import json
from pathlib import Path
from typing import Final

from tests.sample import (
    make_advocacy,
    make_events,
    make_other_years,
    make_publications,
    make_published_year,
    make_reference,
    make_staff,
    make_traps,
)
from tests.sample.naive_count import Line, NaiveCount
from tests.sample.sample_maker import Maker, uid

FOLDER: Final = Path(__file__).parents[2] / "resources" / "sample"
PARTS: Final = (
    make_reference,
    make_staff,
    make_publications,
    make_published_year,
    make_traps,
    make_events,
    make_advocacy,
    make_other_years,
)
PEOPLE_REACHED, GIRLS_AND_WOMEN = 3097, 355


def make_lines() -> list[Line]:
    """Give every line of the example, sorted by office, kind and id."""
    maker = Maker()
    for part in PARTS:
        part.add_all(maker)
    _fit_to_published_figures(maker)
    return sorted(maker.lines.values(), key=lambda line: (line["office"], line["kind"], line["id"]))


def _fit_to_published_figures(maker: Maker) -> None:
    """Give the last class of the year the people that the others have not: the one number that is not chosen freely."""
    figures = NaiveCount(maker.lines.values(), 2020).figures()
    fields = maker.lines[uid("headcount", "last class")]["fields"]
    fields["total"] += PEOPLE_REACHED - figures["people_reached"]
    fields["females"] += GIRLS_AND_WOMEN - figures["girls_and_women"]
    fields["males"] = fields["total"] - fields["females"]
    if min(fields["females"], fields["males"]) < 0 or fields["total"] > 500:
        raise ValueError(fields)


def texts_of_files(lines: list[Line]) -> dict[str, str]:
    """Give the text of each file: one an office, one record a line."""
    texts: dict[str, str] = {}
    for line in lines:
        name = f"{line['office']}.jsonl"
        texts[name] = texts.get(name, "") + json.dumps(line, ensure_ascii=False) + "\n"
    return texts


def write_files(lines: list[Line]) -> None:
    """Write the files, each as a whole."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts_of_files(lines).items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    made = make_lines()
    write_files(made)
    for code, figure in NaiveCount(made, 2020).figures().items():
        print(f"{code:24}{figure:>12,}")  # noqa: T201 - a tool for the developer
