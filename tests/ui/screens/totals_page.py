"""The totals screen of a small year, as tests see it."""

from ibcr_desktop.totals.yearly_totals import Figure
from ibcr_desktop.ui.screens.yearly_totals import YearlyTotals
from tests.totals.year_builder import YearBuilder
from tests.ui.shells import Shell


class Page:
    """The totals screen of a small year, counted."""

    def __init__(self, shell: Shell, year: YearBuilder) -> None:
        self.shell, self.year = shell, year
        shell.window.navigation.to_totals(2020)
        screen = shell.window.navigation.currentWidget()
        assert isinstance(screen, YearlyTotals)
        self.screen = screen
        self.wait()

    def wait(self) -> None:
        """Wait until everything is counted."""
        self.shell.wait_until(lambda: not self.shell.office.background.is_busy and self.is_quiet())

    def is_quiet(self) -> bool:
        return self.screen._task is None and not self.screen._pause.isActive()

    @property
    def head(self) -> str:
        return self.screen.records.head.text()

    def rows(self) -> int:
        return sum(each.model.rowCount() for each in self.screen.records.lists)

    def cells(self, code: str) -> list[str]:
        model = self.screen.table.figures
        row = model.row_of(code)
        return [model.index(row, column).data() for column in range(model.columnCount())]

    def figure(self, code: str) -> Figure:
        assert self.screen._facts is not None
        return self.screen._facts.totals.figure(code)
