"""A list whose lines are ticked; its name gives it a palette in which an empty box can be seen (``appearance``)."""

from PySide6.QtWidgets import QListWidget


class TickList(QListWidget):
    """One Tab stop; Space ticks the current line."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
