"""The sheet of what keeps the totals from being certain: drafts, unknown sex, possible doubles, missing evidence."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from ibcr_desktop.excel.house_style import Column, Look
from ibcr_desktop.excel.table_sheet import TableSheet
from ibcr_desktop.foundation.words import N_, Words


@dataclass(frozen=True)
class ShownFinding:
    """Something about the records of the year that somebody should look at; ``record`` is its title, people by code."""

    check: str
    kind: str
    record: str
    detail: str
    office: str | None
    record_id: uuid.UUID | None


HEADINGS = (N_("Check"), N_("Kind"), N_("Record"), N_("What to look at"), N_("Recorded by"), N_("Record number"))
REMARK = N_("Each row is a reason why a figure is not certain or not complete. An empty list is a good list.")


def quality_sheet(findings: Iterable[ShownFinding], words: Words, name: str, back: tuple[str, str]) -> TableSheet:
    """Give the sheet with one row for each finding."""
    looks = (Look.TEXT, Look.TEXT, Look.TEXT, Look.WRAPPED, Look.TEXT, Look.TEXT)
    columns = [Column(words.translate(text), look) for text, look in zip(HEADINGS, looks, strict=True)]
    columns[-1] = Column(words.translate(HEADINGS[-1]), width=38)
    rows = (
        [each.check, each.kind, each.record, each.detail, each.office, str(each.record_id) if each.record_id else None]
        for each in findings
    )
    return TableSheet(name, name, columns, rows, (words.translate(REMARK),), back=back, table="quality")
