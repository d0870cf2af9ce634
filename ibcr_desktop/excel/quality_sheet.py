"""The sheet of what keeps the totals from being certain: drafts, unknown sex, possible doubles, confirmed warnings."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from ibcr_desktop.excel.field_columns import RECORD_ID, RECORDED_BY, Columns
from ibcr_desktop.excel.house_style import Column, Look
from ibcr_desktop.excel.sheet_file import Value
from ibcr_desktop.excel.table_sheet import TableSheet
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.totals.quality import CHECK_NAMES, Finding, detail, findings
from ibcr_desktop.totals.yearly_totals import Totals

PAGE: Final = 500
REMARK: Final = N_("Each row is a reason why a figure is not certain or not complete, or is unusual and was confirmed.")


def quality_sheet(
    connection: Connection, totals: Totals, columns: Columns, name: str, back: tuple[str, str]
) -> TableSheet:
    """Give the sheet with one row for each finding."""
    _ = columns.lexicon.words.translate
    found = findings(connection, totals, columns.lexicon.today)
    heads = [
        Column(_("Check"), Look.TEXT, 34),
        Column(_("Kind")),
        Column(_("Record"), Look.WRAPPED, 48),
        Column(_("What to look at"), Look.WRAPPED, 60),
        Column(_(RECORDED_BY)),
        Column(_(RECORD_ID), Look.TEXT, 38),
    ]
    return TableSheet(name, name, heads, _rows(found, totals, columns), (_(REMARK),), back=back, table="quality")


def _rows(found: Sequence[Finding], totals: Totals, columns: Columns) -> Iterator[list[Value]]:
    words = columns.lexicon.words
    for start in range(0, len(found), PAGE):
        page = found[start : start + PAGE]
        for kind in {each.kind for each in page}:
            columns.links.prepare(kind, [each.record_id for each in page if each.kind == kind])
        for each in page:
            yield [
                words.translate(CHECK_NAMES[each.check]),
                words.translate(kind_named(each.kind).singular),
                columns.links.label(each.kind, each.record_id),
                detail(each, totals, words),
                each.office,
                str(each.record_id),
            ]
