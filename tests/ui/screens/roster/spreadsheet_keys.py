"""How many keys the same sheet costs in Excel, by a small model of its typist that errs in favour of Excel.

The model: eleven columns (family name, given names, sex, age, profession, organisation, function, telephone, three
days), Tab between cells, Enter at the end of a row, after which Excel is in the first column. A cell costs the least of

* its letters,
* the letters after which AutoComplete offers it: Excel completes once the letters begin exactly one value of the column
  above, numbers never;
* Ctrl+D where the cell above holds the same: two keys.

Attendance is not typed row by row: three marks in the first row, a selection to the end (Ctrl+Shift+End) and Ctrl+D
fill all days; then the column of the last day is walked upwards once and the absent are deleted. Excel knows nobody,
so a known person is typed like a new one. Shift for capitals is not counted, neither here nor in the grid.
"""

from collections.abc import Callable, Sequence

from tests.ui.screens.roster.paper_sheet import PaperLine

TAB, ENTER, SAME_AS_ABOVE = 1, 1, 2
FILL_ALL_DAYS = 5 + 2 + 3 + 2  # x Tab x Tab x, back by two cells, Ctrl+Shift+End, Ctrl+D
COLUMNS: Sequence[Callable[[PaperLine], str]] = (
    lambda line: line.family_name,
    lambda line: line.given_names,
    lambda line: line.sex,
    lambda line: str(line.age),
    lambda line: line.profession,
    lambda line: line.organisation,
    lambda line: line.function,
    lambda line: line.telephone,
)


def keys_in_excel(sheet: Sequence[PaperLine], absent: int, profession: Callable[[str], str]) -> int:
    """Count the keys; ``profession`` gives the label that is typed for a code."""
    columns = [*COLUMNS]
    columns[4] = lambda line: profession(line.profession)
    keys = FILL_ALL_DAYS + len(sheet) + absent
    for place, line in enumerate(sheet):
        above = sheet[:place]
        keys += sum(_keys_of(column(line), [column(each) for each in above]) for column in columns)
        keys += (len(columns) - 1) * TAB + ENTER
    return keys


def _keys_of(text: str, above: Sequence[str]) -> int:
    cost = len(text)
    if above and above[-1] == text:
        cost = min(cost, SAME_AS_ABOVE)
    if text.isdecimal():
        return cost
    for letters in range(1, len(text)):
        begun = {each for each in above if each.casefold().startswith(text[:letters].casefold())}
        if begun == {text}:
            return min(cost, letters)
    return cost
