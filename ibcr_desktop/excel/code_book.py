"""The code book: every list with its codes and labels, and the definition of every figure."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from ibcr_desktop.excel.house_style import Column, Look
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.excel.table_sheet import TableSheet
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records.offices import Country, Office, Term
from ibcr_desktop.storage.lexicon import StoredLexicon
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.yearly_totals import Totals

HEADINGS = (N_("List"), N_("Code"), N_("Label"), N_("Meaning"))
REMARK = N_("The codes that stand beside the labels in the other sheets, and the definitions of the figures.")
FIGURES = N_("figure")
COUNTRY_LIST, OFFICE_LIST = "country", "office"


def code_book(
    connection: Connection, totals: Totals, lexicon: StoredLexicon, name: str, back: tuple[str, str]
) -> TableSheet:
    """Give the sheet of codes in the language of ``lexicon``."""
    words: Words = lexicon.words
    columns = [Column(words.translate(text)) for text in HEADINGS[:3]]
    columns.append(Column(words.translate(HEADINGS[3]), Look.WRAPPED, 80))
    rows = _rows(connection, totals, lexicon)
    return TableSheet(name, name, columns, rows, (words.translate(REMARK),), back=back, table="codes")


def _rows(connection: Connection, totals: Totals, lexicon: StoredLexicon) -> Iterator[list[Value]]:
    words = lexicon.words
    for figure in totals.figures:
        yield [words.translate(FIGURES), figure.code, figure.label(words), figure.meaning(words)]
    for list_code in _list_codes(connection):
        for code in lexicon.order_of(list_code):
            yield [list_code, code, lexicon.label(list_code, code), None]


def _list_codes(connection: Connection) -> list[str]:
    term = table_of(Term)
    statement = select(term.c.list_code).where(term.c.list_code.is_not(None)).distinct()
    found = set(connection.execute(statement).scalars())
    for kind, list_code in ((Country, COUNTRY_LIST), (Office, OFFICE_LIST)):
        if connection.execute(select(table_of(kind).c.id).limit(1)).first():
            found.add(list_code)
    return sorted(found)
