"""The menu of a column: pin it, move it, and choose which columns a grid shows; all of it is remembered."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.ui.screens.roster.grid_table import GridTable
from ibcr_desktop.ui.settings_keeper import SettingsKeeper

A_DAY = "session"  # stands for all days of an activity
NO_PINS = "none"  # an empty list would be taken for one that was never chosen


class ColumnMenu(QObject):
    """Opened on a head by the mouse, or for the current column by the menu key."""

    def __init__(self, table: GridTable, settings: SettingsKeeper, name: str) -> None:
        """Take the name under which the settings remember the columns; that of the pins is made of it."""
        super().__init__(table)
        self._table, self._model, self._settings = table, table.grid, settings
        self._columns_name, self._pins_name = name, f"{name}_pins"
        chosen = settings.current.columns
        if name in chosen:
            self._model.show_columns(self._with_days(list(chosen[name])))
        self._model.pins = set(chosen.get(self._pins_name, self._model.usual_pins)) - {NO_PINS}
        head = table.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._open_on_head)
        head.setSectionsMovable(True)
        head.sectionMoved.connect(self._moved)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_on_cell)

    def menu_for(self, section: int) -> QMenu:
        """Give the menu of a column."""
        translate = self._model.words.translate
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self._model.column(section)
        if column is not None and not column.is_toggle and not column.is_read_only:
            pin = self._add(menu, translate(N_("&Carry its value into new rows")), lambda: self.pin(column.key))
            pin.setCheckable(True)
            pin.setChecked(column.key in self._model.pins)
        if column is not None:
            left = self._add(menu, translate(N_("Move to the &left")), lambda: self.move(section, -1))
            left.setEnabled(section > 0)
            right = self._add(menu, translate(N_("Move to the &right")), lambda: self.move(section, 1))
            right.setEnabled(section + 1 < len(self._model.columns))
        chosen = menu.addMenu(translate(N_("&Columns")))
        shown = {each.key for each in self._model.columns}
        for each in self._model.all_columns.values():
            head = each.head(self._model.words).replace("&", "&&")
            action = self._add(chosen, head, lambda key=each.key: self.choose(key))
            action.setCheckable(True)
            action.setChecked(each.key in shown)
            action.setEnabled(shown != {each.key})
        return menu

    def pin(self, key: str) -> None:
        """Carry the values of a column into new rows, or no longer."""
        self._model.pins ^= {key}
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._model.columns) - 1)
        self._remember(self._pins_name, sorted(self._model.pins) or [NO_PINS])

    def move(self, section: int, step: int) -> None:
        """Move a column by one place."""
        keys = self._keys()
        keys.insert(section + step, keys.pop(section))
        self._show(keys, section + step)

    def choose(self, key: str) -> None:
        """Show a column at its usual place, or hide it."""
        keys = self._keys()
        if key in keys:
            keys.remove(key)
        else:
            order = list(self._model.all_columns)
            before = [place for place, each in enumerate(keys) if order.index(each) < order.index(key)]
            keys.insert(before[-1] + 1 if before else 0, key)
        self._show(keys, 0)

    def _with_days(self, keys: list[str]) -> list[str]:
        """Put the days of this activity where those of the last one stood: a session belongs to one activity."""
        days = [key for key, each in self._model.all_columns.items() if each.is_toggle]
        at = next((place for place, key in enumerate(keys) if key == A_DAY), len(keys))
        return [*keys[:at], *days, *keys[at + 1 :]]

    def _keys(self) -> list[str]:
        return [each.key for each in self._model.columns]

    def _show(self, keys: list[str], section: int) -> None:
        place = self._table.place
        self._model.show_columns(keys)
        self._table.go_to(place, section)
        remembered = [A_DAY if self._model.all_columns[key].is_toggle else key for key in keys]
        self._remember(self._columns_name, list(dict.fromkeys(remembered)))

    def _remember(self, name: str, keys: list[str]) -> None:
        columns = self._settings.current.columns
        self._settings.change(columns={**columns, name: tuple(keys)})

    def _moved(self, _section: int, _before: int, _after: int) -> None:
        head = self._table.horizontalHeader()
        count = len(self._model.columns)
        order = [head.logicalIndex(place) for place in range(count + 1)]
        keys = [self._model.columns[section].key for section in order if section < count]
        head.blockSignals(True)
        for place in range(count + 1):
            head.moveSection(head.visualIndex(place), place)
        head.blockSignals(False)
        self._show(keys, self._table.currentIndex().column())

    def _open_on_head(self, at: QPoint) -> None:
        head = self._table.horizontalHeader()
        self.menu_for(head.logicalIndexAt(at)).popup(head.mapToGlobal(at))

    def _open_on_cell(self, at: QPoint) -> None:
        self.menu_for(self._table.currentIndex().column()).popup(self._table.viewport().mapToGlobal(at))

    @staticmethod
    def _add(menu: QMenu, text: str, act: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _=False: act())  # type: ignore[operator]  # a function without arguments
        return action
