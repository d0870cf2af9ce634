"""Keeps the words of every record findable: any word, its first letters, any order, accents ignored.

The index follows from the records: it is never sent and never merged, and ``rebuild`` makes it anew. Numbers of
entries are our own (VACUUM renumbers implicit ones). Their upper part is the kind, so that one kind is one range.
"""

import functools
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, inspect, select, text

from ibcr_desktop.foundation.plain_text import APOSTROPHES, fold
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.activities import Activity
from ibcr_desktop.records.column_types import RecordId
from ibcr_desktop.records.field_types import TextType
from ibcr_desktop.records.fields import fields_of
from ibcr_desktop.records.people import Person
from ibcr_desktop.records.record import Record
from ibcr_desktop.storage import name_index

ENTRY = Table(
    "search_entry",
    MetaData(),
    Column("no", Integer, primary_key=True),
    Column("record_id", RecordId(), nullable=False, unique=True),
    Column("words", Text, nullable=False),
)

BESIDE_THE_TABLE = frozenset({"other_spellings", "name_in_other_script", "telephone", "email", "public_code"})
CREATE_WORDS = """
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content='search_entry', content_rowid='no', tokenize='ascii', detail=none, columnsize=0, prefix='1 2 3 4'
)
"""
NUMBERS_OF_A_KIND = 2**40
MOST_TOGETHER = 500  # matches of all kinds in one statement
MOST_LETTERS = 4_000  # of one record; a long text is found by its beginning
BATCH = 2_000

_HYPHEN = re.compile(r"(?<=\w)[-‐‑.](?=\w)")
_OTHER_WAYS = ((_HYPHEN, ""), (APOSTROPHES, " "))  # Jean-Marie is also typed Jeanmarie, N'Diaye also N Diaye
_NOT_DIGIT = re.compile(r"[^0-9]+")

FORGET_WORDS = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?, ?)"
INDEX_WORDS = "INSERT INTO search_words (rowid, words) SELECT no, words FROM search_entry WHERE no BETWEEN ? AND ?"


def create(connection: Connection) -> None:
    """Create the empty index."""
    for statement in (
        "CREATE TABLE search_kind (no INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE)",
        "CREATE TABLE search_entry (no INTEGER PRIMARY KEY, record_id BLOB NOT NULL UNIQUE, words TEXT NOT NULL)",
        CREATE_WORDS,
    ):
        connection.exec_driver_sql(statement)
    for kind in searchable_kinds():
        _kind_number(connection, kind)
    name_index.create(connection)


def update(connection: Connection, kind: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
    """Take new and changed rows of a kind into the index; those of the bin leave it.

    ``rows`` are whole rows of the kind's table with Python values, in any order, each record once.
    """
    if kind not in searchable_kinds():
        return
    if kind is Person:
        name_index.update(connection, rows)
    first = _first_number(connection, kind)
    numbers = range(first, first + NUMBERS_OF_A_KIND)
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        wanted = {row["id"].bytes: "" if row["deleted"] else words_of(kind, row) for row in part}
        stale = []
        for no, record_id, words in _entries(connection, list(wanted)):
            if words == wanted[record_id] and no in numbers:
                del wanted[record_id]
            else:
                stale.append((no, words))
        _remove(connection, stale)
        _add(connection, first, [(record_id, words) for record_id, words in wanted.items() if words])


def forget(connection: Connection, record_ids: Sequence[uuid.UUID]) -> None:
    """Take records out of the index, whatever their kind."""
    for start in range(0, len(record_ids), BATCH):
        some = [each.bytes for each in record_ids[start : start + BATCH]]
        _remove(connection, [(no, words) for no, _, words in _entries(connection, some)])
    name_index.forget(connection, record_ids)


def leave_no_trace(connection: Connection) -> None:
    """Take out of the file what was forgotten before: the engine only marks it, until it tidies up by itself.

    For what is erased. Its own "secure-delete" does so at every edit, which took most of the time of a merge of edits.
    """
    connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('optimize')")


def rebuild(connection: Connection) -> None:
    """Make the whole index anew from the tables; memory does not grow with the number of records."""
    connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM search_entry")
    for kind in searchable_kinds():
        number = _first_number(connection, kind)
        for rows in _pages(connection, kind):
            entries = [(row["id"].bytes, words) for row in rows if (words := words_of(kind, row))]
            _insert(connection, number, entries)
            number += len(entries)
    connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('rebuild')")
    name_index.rebuild(connection)


@functools.cache
def searchable_kinds() -> tuple[type[Record], ...]:
    """Give the kinds whose title has words of its own; what only joins others is found through them."""
    return tuple(kind for kind in ALL_KINDS if _texts(kind)[0])


def kinds_with_words(connection: Connection) -> dict[str, int]:
    """Give the numbers of the kinds that have an entry, by their names: one question for all of them."""
    statement = text(
        "SELECT kind, no FROM search_kind AS k WHERE EXISTS "
        "(SELECT 1 FROM search_entry AS e WHERE e.no BETWEEN k.no * :size AND k.no * :size + :size - 1)"
    )
    return {row.kind: row.no for row in connection.execute(statement, {"size": NUMBERS_OF_A_KIND})}


def words_of(kind: type[Record], row: Mapping[str, Any]) -> str:
    """Give the folded words by which a record is found, each once, in the order of its title."""
    in_title, beside = _texts(kind)
    found = (row["title_key"] or "").split()
    rest = [value for name in beside if (value := row[name])]
    if rest:
        found += fold(" ".join(rest)[:MOST_LETTERS]).split()
    names = " ".join([value for name in in_title if (value := row[name])])
    for sign, other in _OTHER_WAYS:
        if sign.search(names):
            found += fold(sign.sub(other, names[:MOST_LETTERS])).split()
    if row.get("telephone"):
        found += _dialled(row["telephone"])
    return " ".join(dict.fromkeys(found))[:MOST_LETTERS]


def match_expression(typed: str) -> str | None:
    """Give what the index is asked for a typed text; None where the text holds no letter and no digit.

    Every word must begin a word of the record. Nothing typed is taken as an operator or a wildcard.
    """
    parts = []
    for chunk in typed[:MOST_LETTERS].split():
        words = fold(chunk).split()
        if len(words) == 1:
            parts.append(f'"{words[0]}"*')
        elif words:
            apart = " AND ".join(f'"{word}"*' for word in words)
            parts.append(f'(({apart}) OR "{"".join(words)}"*)')
    return " AND ".join(parts[:20]) or None


_MATCHING = text(
    "SELECT no, record_id FROM search_words JOIN search_entry ON search_entry.no = search_words.rowid "
    "WHERE search_words MATCH :expression AND search_words.rowid BETWEEN :first AND :last LIMIT :most"
).columns(ENTRY.c.no, ENTRY.c.record_id)


def matching(connection: Connection, expression: str, numbers: Iterable[int], limit: int) -> dict[int, list[uuid.UUID]]:
    """Give, for each number of a kind, the first ids that match, in the order of their entry.

    The engine unites the words anew for every statement, so all kinds are asked in one, unless too many records match
    for it to say who else does.
    """
    wanted = sorted(numbers)
    if len(wanted) == 1:
        return {wanted[0]: [record_id for _, record_id in _matching(connection, expression, wanted, limit)]}
    together = _matching(connection, expression, wanted, MOST_TOGETHER) if wanted else ()
    if len(together) == MOST_TOGETHER:
        return {each: matching(connection, expression, [each], limit)[each] for each in wanted}
    found: dict[int, list[uuid.UUID]] = {each: [] for each in wanted}
    for no, record_id in together:
        some = found.get(no // NUMBERS_OF_A_KIND)
        if some is not None and len(some) < limit:
            some.append(record_id)
    return found


def _matching(connection: Connection, expression: str, numbers: Sequence[int], limit: int) -> Sequence[Any]:
    first, last = numbers[0] * NUMBERS_OF_A_KIND, (numbers[-1] + 1) * NUMBERS_OF_A_KIND - 1
    return connection.execute(_MATCHING, {"expression": expression, "first": first, "last": last, "most": limit}).all()


@functools.cache
def _texts(kind: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the names of the texts in the title of a kind, and of those beside it that find its records too."""
    texts = {each.name: each for each in fields_of(kind) if isinstance(each.type, TextType)}
    in_title = tuple(name for name in kind.title_fields if name in texts)
    beside = (each.name for each in texts.values() if each.in_table or each.name in BESIDE_THE_TABLE)
    return in_title, tuple(name for name in beside if name not in in_title)


def _dialled(telephone: str) -> list[str]:
    """Give the number in one piece, with and without its first group (the code of the country)."""
    groups = [each for each in _NOT_DIGIT.split(telephone) if each]
    return ["".join(groups[start:]) for start in range(min(2, len(groups)))]


def _kind_number(connection: Connection, kind: type[Record]) -> int:
    name = {"kind": kind.kind_name()}
    known = text("SELECT no FROM search_kind WHERE kind = :kind")
    number = connection.execute(known, name).scalar_one_or_none()
    if number is None:
        connection.execute(text("INSERT INTO search_kind (kind) VALUES (:kind)"), name)
        number = connection.execute(known, name).scalar_one()
    return int(number)


def _first_number(connection: Connection, kind: type[Record]) -> int:
    return _kind_number(connection, kind) * NUMBERS_OF_A_KIND


def _entries(connection: Connection, record_ids: Sequence[bytes]) -> list[tuple[int, bytes, str]]:
    marks = ",".join("?" * len(record_ids))
    statement = f"SELECT no, record_id, words FROM search_entry WHERE record_id IN ({marks})"
    return [tuple(row) for row in connection.exec_driver_sql(statement, tuple(record_ids))]


def _remove(connection: Connection, entries: list[tuple[int, str]]) -> None:
    """Take entries out; the index must be told the very words that it was given."""
    if entries:
        connection.exec_driver_sql(FORGET_WORDS, entries)
        connection.exec_driver_sql("DELETE FROM search_entry WHERE no = ?", [(no,) for no, _ in entries])


def _add(connection: Connection, first: int, entries: list[tuple[bytes, str]]) -> None:
    if not entries:
        return
    newest = "SELECT max(no) FROM search_entry WHERE no BETWEEN ? AND ?"
    last = connection.exec_driver_sql(newest, (first, first + NUMBERS_OF_A_KIND - 1)).scalar_one()
    start = first if last is None else last + 1
    _insert(connection, start, entries)
    connection.exec_driver_sql(INDEX_WORDS, (start, start + len(entries) - 1))


def _insert(connection: Connection, start: int, entries: list[tuple[bytes, str]]) -> None:
    """Write entries with numbers from ``start`` on; past the statement builder, which takes longer than the engine."""
    numbered = [(start + place, *entry) for place, entry in enumerate(entries)]
    if numbered:
        connection.exec_driver_sql("INSERT INTO search_entry (no, record_id, words) VALUES (?, ?, ?)", numbered)


def _pages(connection: Connection, kind: type[Record]) -> Iterator[list[dict[str, Any]]]:
    """Give the live rows of a kind in pages, each query finished before the next."""
    table = inspect(kind).local_table
    statement = select(table).where(table.c.deleted.is_(False)).order_by(table.c.id).limit(BATCH)
    if issubclass(kind, Activity):
        statement = statement.where(table.c.kind == kind.kind_name())
    page = [dict(row) for row in connection.execute(statement).mappings()]
    while page:
        yield page
        page = [dict(row) for row in connection.execute(statement.where(table.c.id > page[-1]["id"])).mappings()]
