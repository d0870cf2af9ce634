"""Measures what a person waits for while reading: search, lists, totals."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sqlalchemy import Connection

from benchmarks.make_database import COUNTED_YEAR, Prepared
from benchmarks.measuring import REPETITIONS, Line, Taken, measured, median, milliseconds, p95
from benchmarks.raw_database import raw_database
from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.storage.filters import ListQuery
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.pages import ListPages
from ibcr_desktop.storage.search import search as search_records
from ibcr_desktop.totals.yearly_totals import compute, definitions_of

NAMES_TYPED = 40
LONGEST_SEARCH, LONGEST_LIST, LONGEST_TOTALS = 0.010, 0.100, 1.0
MOST_FOR_A_FIGURE = 5.0
PAGE = 100
TIMES_WHEN_SLOW, SLOW_SECONDS, VERY_SLOW_SECONDS = 3, 4.0, 10.0


def search(prepared: Prepared) -> Iterator[Line]:
    """Type names letter by letter, and compare with one range of the index of titles."""
    lexicon = _lexicon(prepared)
    with prepared.store.database.reader() as connection:
        texts = list(_typed_texts(connection))
        raw = connection.connection.driver_connection
        limit = p95([measured(partial(_range, raw, fold(text))) for text in texts])
        for label, kinds in (("people", ["person"]), ("everything at once", None)):
            times = {text: measured(partial(search_records, connection, text, lexicon, kinds)) for text in texts}
            ours, worst = p95(list(times.values())), max(times, key=lambda text: times[text].processor)
            yield Line(
                f"search {label}, {len(texts)} texts of 2 letters or more (p95)",
                f"range of the index of titles: {limit.text()}",
                f"{ours.text()}; slowest “{worst}”: {milliseconds(times[worst].processor)}",
                ours.processor / limit.processor,
                "≤ 10 ms",
                ours.processor <= LONGEST_SEARCH,
            )


def lists(prepared: Prepared) -> Iterator[Line]:
    """Open a list, jump to its end, and sort it."""
    lexicon, database = _lexicon(prepared), prepared.store.database
    for kind, sort in (("person", "birth_year"), ("participation", "level")):

        def plain_page(kind: str = kind) -> None:
            with database.reader() as connection:
                connection.exec_driver_sql(f"SELECT * FROM {kind} LIMIT {PAGE}").fetchall()

        def first_page(sort: str = "", kind: str = kind) -> ListPages:
            pages = ListPages(database, lexicon, ListQuery((kind,), sort=sort))
            pages.page(0, min(PAGE, pages.count))
            return pages

        limit = median(plain_page)
        opened = first_page()
        for work, ours in (
            ("open", median(first_page)),
            ("jump to the end of", median(partial(opened.page, opened.count - PAGE, PAGE))),
            (f"sort by {sort}", median(partial(first_page, sort))),
        ):
            peer = f"a page of {PAGE} plain rows: {limit.text()}"
            name = f"{work} the list of {opened.count:,} {kind} records"
            ratio = ours.processor / limit.processor
            yield Line(name, peer, ours.text(), ratio, "≤ 100 ms", ours.processor <= LONGEST_LIST)


def totals(prepared: Prepared) -> Iterator[Line]:
    """Count all figures of the year, and one of them, beside one query on a covering index."""
    with prepared.store.database.reader() as connection:
        limit, people = _covering_index(prepared, connection)
        compute(connection, COUNTED_YEAR, codes=["countries"])  # reads the definitions
        figures = len(definitions_of(connection, COUNTED_YEAR)[0])
        ours = _few(lambda: compute(connection, COUNTED_YEAR))
        one = _few(lambda: compute(connection, COUNTED_YEAR, codes=["people_reached"]))
    peer = f"distinct people on a covering index ({people:,}): {limit.text()}"
    ratio = ours.processor / limit.processor
    work = f"totals: all {figures} figures of a year, with their parts"
    yield Line(work, peer, ours.text(), ratio, "≤ 1 s", ours.processor <= LONGEST_TOTALS)
    ratio = one.processor / limit.processor
    yield Line("totals: people reached alone", peer, one.text(), ratio, "≤ 5 ×", ratio <= MOST_FOR_A_FIGURE)


def _few(work: Callable[[], object]) -> Taken:
    """Give the median of five runs, of three long ones, or one that is very long."""
    first = measured(work)
    if first.processor > VERY_SLOW_SECONDS:
        return first
    return median(work, TIMES_WHEN_SLOW if first.processor > SLOW_SECONDS else REPETITIONS)


def _covering_index(prepared: Prepared, connection: Connection) -> tuple[Taken, int]:
    """Give the seconds of the cheapest question for the people of a year, and its answer."""
    path = prepared.folder / "raw-year.ibcrdb"
    raw = raw_database(path)
    rows = connection.exec_driver_sql(
        "SELECT a.fiscal_year, p.person_id FROM participation p JOIN activity a ON a.id = p.activity_id"
    ).fetchall()
    raw.execute("BEGIN")
    raw.execute("CREATE TABLE taking_part (fiscal_year INTEGER, person_id BLOB)")
    raw.executemany("INSERT INTO taking_part VALUES (?, ?)", [tuple(row) for row in rows])
    raw.execute("CREATE INDEX by_year ON taking_part (fiscal_year, person_id)")
    raw.execute("COMMIT")
    question = "SELECT count(DISTINCT person_id) FROM taking_part WHERE fiscal_year = ?"
    people = raw.execute(question, (COUNTED_YEAR,)).fetchone()[0]
    limit = median(lambda: raw.execute(question, (COUNTED_YEAR,)).fetchone())
    raw.close()
    path.unlink()
    return limit, people


def _typed_texts(connection: Connection) -> Iterator[str]:
    """Give what people type on the way to names that exist: each beginning, and both orders, without accents too."""
    statement = "SELECT family_name, given_names FROM person ORDER BY id LIMIT 2000"
    rows = connection.exec_driver_sql(statement).fetchall()
    for family, given in random.Random(1).sample(rows, NAMES_TYPED):  # noqa: S311 - nothing secret
        for length in range(2, len(family) + 1):
            yield family[:length]
        yield f"{given} {family[:3]}"
        yield f"{family} {given[:2]}"
        yield fold(f"{given} {family}")


def _range(raw: Any, key: str) -> None:
    statement = (
        "SELECT id FROM person WHERE deleted = 0 AND title_key >= ? AND title_key < ? ORDER BY title_key LIMIT 20"
    )
    raw.execute(statement, (key, key + "{")).fetchall()


def _lexicon(prepared: Prepared) -> StoredLexicon:
    return StoredLexicon(prepared.store.database, Words("fr"), prepared.store.clock)
