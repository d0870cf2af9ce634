"""The columns of the headcount groups: parts that make the total, and what else counts the same people."""

from collections.abc import Sequence

from ibcr_desktop.foundation.numbers import western_digits
from ibcr_desktop.foundation.reading import Reading
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records.field_types import ChoiceType, LinkType
from ibcr_desktop.records.fields import fields_by_name, fields_of
from ibcr_desktop.records.headcounts import Headcount
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.roster.columns import Cells, Column, FieldColumn
from ibcr_desktop.roster.grid_row import GridRow, Row

GROUP = Headcount.kind_name()
TOTAL, OVERLAP, OTHER = f"{GROUP}.total", f"{GROUP}.overlap", f"{GROUP}.overlaps_id"
PARTS = tuple(f"{GROUP}.{name}" for name in ("females", "males", "others", "sex_unknown"))
USUAL = tuple(
    f"{GROUP}.{name}"
    for name in (
        *("professional_group", "females", "males", "sex_unknown", "total", "overlap", "age_band", "level", "basis"),
    )
)
OTHER_GROUP = "other_group"
WHICH_GROUP = N_("Which group? Type the number of its row, such as 2.")


class PartColumn(FieldColumn):
    """Women, men or others: the total follows as long as it was not typed by itself."""

    def put(self, row: Row, cells: Cells) -> Row:
        """Give the row with its new total."""
        after = row.with_values(cells)
        follows = row.values.get(TOTAL) == _sum(row) and TOTAL not in row.texts
        return after.with_values({TOTAL: _sum(after)}) if follows else after


def _sum(row: GridRow) -> int | None:
    parts = [row.values[cell] for cell in PARTS if cell in row.values]
    return sum(parts) if parts else None


class OverlapColumn(FieldColumn):
    """What else counts these people: nothing, the names, or another group, which is named by the number of its row."""

    groups: Sequence[GridRow] = ()  # of this activity, in the order of their numbers

    def __init__(self) -> None:
        super().__init__(Headcount, fields_by_name(Headcount)["overlap"])
        self.cells = (OVERLAP, OTHER)

    def show(self, row: GridRow, lexicon: Lexicon) -> str:
        """Show "In another group: 2", or the title of a group of another activity."""
        said, other = super().show(row, lexicon), row.values.get(OTHER)
        if row.values.get(OVERLAP) != OTHER_GROUP or other is None:
            return said
        number = next((at for at, each in enumerate(self.groups, start=1) if each.key == other), None)
        title = lexicon.titles(GROUP, [other]).get(other, "?") if number is None else str(number)
        return f"{said}: {title}"

    def read(self, text: str, row: GridRow, lexicon: Lexicon) -> Reading[Cells]:  # noqa: ARG002 - as declared
        """Read one of the answers, the number of a row, or the title of a group of another activity."""
        if not text.strip():
            return Reading(value=dict.fromkeys(self.cells))
        said, _, named = text.partition(":")
        answer = ChoiceType("overlap").read(said, lexicon)
        if answer.value is not None and answer.value != OTHER_GROUP:
            return Reading(value={OVERLAP: answer.value, OTHER: None})
        wanted = western_digits(named if answer.value else text).strip()
        if not wanted:
            return Reading(problem=WHICH_GROUP)
        if wanted.isdecimal():
            return self._numbered(int(wanted))
        found = LinkType(GROUP).read(wanted, lexicon)
        if found.value is None:
            return Reading(problem=answer.problem or WHICH_GROUP)
        return Reading(value={OVERLAP: OTHER_GROUP, OTHER: found.value})

    def _numbered(self, number: int) -> Reading[Cells]:
        if not 1 <= number <= len(self.groups):
            return Reading(problem=N_("There is no row of this number here."))
        return Reading(value={OVERLAP: OTHER_GROUP, OTHER: self.groups[number - 1].key})


def group_columns() -> dict[str, Column]:
    """Give every column that a person may choose, by key, the usual ones first."""
    columns: dict[str, Column] = {}
    for field in fields_of(Headcount):
        key = f"{GROUP}.{field.name}"
        if field.name not in {"activity_id", "overlaps_id"}:
            columns[key] = (PartColumn if key in PARTS else FieldColumn)(Headcount, field)
    columns[OVERLAP] = OverlapColumn()
    return {key: columns[key] for key in (*USUAL, *(each for each in columns if each not in USUAL))}
