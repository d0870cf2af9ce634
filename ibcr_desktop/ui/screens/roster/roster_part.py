"""The people of an activity on its page: the grid, what can be done with it, and the totals below."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import Organisation, Person
from ibcr_desktop.records.ids import new_id
from ibcr_desktop.roster.groups import Group, groups_named, people_in
from ibcr_desktop.roster.judging import placed, problems_of
from ibcr_desktop.roster.known_lines import KnownPerson, read_known
from ibcr_desktop.roster.reading import Roster, read_roster
from ibcr_desktop.roster.rows import PERSON, RosterRow
from ibcr_desktop.roster.saving import RosterSaving
from ibcr_desktop.roster.suggesting import read_usual_values
from ibcr_desktop.roster.totals import Unnamed, sentence_of, totals_of
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.record_views.record_editing import RecordEditing
from ibcr_desktop.ui.screens.roster.bring_in import BringIn
from ibcr_desktop.ui.screens.roster.grid_part import GridPart
from ibcr_desktop.ui.screens.roster.known_feed import KnownFeed
from ibcr_desktop.ui.screens.roster.known_marks import KnownMarks
from ibcr_desktop.ui.screens.roster.known_panel import KnownPanel
from ibcr_desktop.ui.screens.roster.roster_model import RosterModel
from ibcr_desktop.ui.screens.roster.roster_table import RosterTable
from ibcr_desktop.ui.toolkit.flow_layout import FlowLayout
from ibcr_desktop.ui.toolkit.plain_text import ElidedLabel

LEAST_HEIGHT = 300
ROOM_BELOW = 8
ORGANISATION = "person.organisation_id"
FACTS = ("starts_on", "hours", "status", "people_reported")


class RosterPart(GridPart):
    """Nobody is in it twice: the id of a participation follows from person and activity.

    Signals:
        counted: the totals (``RosterTotals``) are others.
    """

    counted = Signal(object)
    removed = N_("Person removed from the activity")

    def __init__(self, context: Context, editing: RecordEditing) -> None:
        super().__init__(context, editing, N_("People"))
        roster = self._read()
        saving = RosterSaving(context.store, editing.record_id, roster.stored)
        self.model = RosterModel(roster, saving, context.lexicon, context.clock.today(), self)
        self.table = RosterTable(self.model, self)
        self.show_grid(self.model, self.table, "roster")
        with context.store.database.reader() as connection:
            self.table.usual = read_usual_values(connection, context.lexicon)
        self._unnamed = Unnamed()
        self.panel = KnownPanel(self.model.lexicon)
        self.known = KnownFeed(context, self.table, self.panel)
        self.marks = KnownMarks(context, self.model)
        self.foot = ElidedLabel()
        self._lay_out()
        self._connect()
        self._examine_drafts(roster.stored)
        self.show_totals()
        self.show_sentence()

    def show_totals(self) -> None:
        """Say how many there are, and how many the trainer said there were."""
        totals = totals_of(self.model.rows, self._unnamed, self.model.occasion)
        self.foot.set_whole_text(sentence_of(totals, self.model.occasion, self._context.words))
        self.counted.emit(totals)
        for button in (self.all_present, self.remove_button, self.open_button):
            button.setEnabled(bool(self.model.rows))
        self.order_button.setEnabled(self.model.has_paper_lines)

    def show_sentence(self) -> None:
        """Say what the current row needs, and offer the organisation that it names and nobody knows."""
        super().show_sentence()
        self._offer_organisation()

    def add_organisation(self) -> None:
        """Make an organisation of the text that the current row has in its place; every row that says so names it."""
        row, column = self.model.row(self.table.place), self.model.all_columns[ORGANISATION]
        text = "" if row is None else row.texts.get(ORGANISATION, "")
        if not text:
            return
        values = {"name": text, "office": self._context.store.log.author.office}
        fresh = Write(Organisation, new_id(), values)
        if self._context.messages.attempt(lambda: self._context.store.save_together([fresh])):
            self.model.lexicon.forget()
            self.table.actions_on_rows.type_again(column, text)
            self.table.setFocus()

    def _offer_organisation(self) -> None:
        row = self.model.row(self.table.place)
        text = "" if row is None else row.texts.get(ORGANISATION, "")
        self.add_button.setVisible(bool(text))
        wanted = self._context.words.translate(N_("Add the organisation “{name}” (F7)")).format(name=text)
        self.add_button.setText(wanted.replace("&", "&&"))

    def take_unnamed(self, unnamed: Unnamed) -> None:
        """Add the headcount groups to the totals."""
        if unnamed != self._unnamed:
            self._unnamed = unnamed
            self.show_totals()

    def sessions_changed(self) -> None:
        """Follow the sessions of the activity: each is a column."""
        self.model.save_all()
        self.model.take_occasion(self._read())
        self.show_totals()

    def follow_paper(self) -> None:
        """Read everybody again: in the order of the paper, with the numbers that a sheet or certificates gave."""
        self.finish()
        roster = self._read()
        self.model.take_rows(roster)
        self._examine_drafts(roster.stored)

    def facts_changed(self) -> None:
        """Follow what the form says of the activity."""
        if self.facts() != self._facts:
            self.sessions_changed()

    def finish(self) -> None:
        """Keep what stands in the grid, understood or not: the page is about to be left."""
        super().finish()
        self.known.stop()
        self.marks.stop()

    def mark_all_present(self) -> None:
        """Mark everybody as present on every day; exceptions are taken away one by one."""
        self.table.actions_on_rows.all_present(range(len(self.model.rows)))

    def bring_in(self) -> None:
        """Choose known people of an earlier activity, a series or an organisation, and add them as one step."""
        dialog = BringIn(self._groups, self._people_of, self.model.lexicon, self)
        dialog.chosen.connect(self._add_people)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def open_person(self) -> None:
        """Show the record of the person in the current row."""
        row = self.model.row(self.table.place)
        if row is not None:
            self.model.leave_row(self.table.place)
            self._context.go.to_record(Person.kind_name(), row.person_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the height of the page: grid and foot are then in view together."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setFixedHeight(max(watched.height() - ROOM_BELOW, LEAST_HEIGHT))
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Find the page that is scrolled."""
        super().showEvent(event)
        area: QObject | None = self
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if isinstance(area, QScrollArea):
            area.viewport().installEventFilter(self)
            self.setFixedHeight(max(area.viewport().height() - ROOM_BELOW, LEAST_HEIGHT))

    def _groups(self, text: str) -> list[Group]:
        with self._context.store.database.reader() as connection:
            return groups_named(connection, text, self._context.lexicon, self._editing.record_id)

    def _people_of(self, group: Group) -> list[tuple[KnownPerson, bool]]:
        with self._context.store.database.reader() as connection:
            people = dict.fromkeys(self.model.canonical(each) for each in people_in(connection, group))
            known = read_known(connection, list(people))
        organisations = {each.row.values[ORGANISATION] for each in known if ORGANISATION in each.row.values}
        self.model.lexicon.titles(Organisation.kind_name(), organisations)  # asked once for all, and remembered
        return [(each, self.model.place_of(each.row.person_id) is not None) for each in known]

    def _add_people(self, rows: list[RosterRow]) -> None:
        first = len(self.model.rows)
        count = self.table.actions_on_rows.bring_in(rows)
        text = self._context.words.plural("{count} person brought in", "{count} people brought in", count)
        undo = (self._context.words.translate(N_("Undo")), self.model.undo_stack.undo)
        self._context.messages.show_text(text.format(count=count), undo)
        self.table.setFocus()
        self.table.go_to(first)

    def _read(self) -> Roster:
        self._facts = self.facts()
        with self._context.store.database.reader() as connection:
            return read_roster(connection, self._facts, self._context.lexicon)

    def _examine_drafts(self, rows: tuple[RosterRow, ...]) -> None:
        """Ask the store about drafts in which nothing is wrong by itself: what stands beside other records."""
        store, model = self._context.store, self.model
        drafts = [row for row in rows if not row.is_complete]
        whole = [row for row in drafts if not problems_of(row, model.all_columns, model.lexicon, model.today)]
        with store.database.reader() as connection:
            found = store.problems_of_all(connection, [(Person, row.person_id) for row in whole])
        people = {row.person_id: tuple(placed(found.get(row.person_id, ()), PERSON)) for row in whole}
        model.saving.note_problems(people)
        model.take_problems({row.key: people[row.person_id] for row in whole})

    def _connect(self) -> None:
        self.model.rows_changed.connect(self.show_totals)
        self.clipboard.rows_came.connect(self.marks.examine)
        self._editing.saved.connect(self.facts_changed)
        self._context.changes.announced.connect(self._hear)

    def _hear(self, kinds: frozenset[str]) -> None:
        if "organisation" in kinds:
            self.model.lexicon.forget()

    def _lay_out(self) -> None:
        self.all_present = self.button(N_("&All present"), self.mark_all_present)
        self.bring_in_button = self.button(N_("Bring people in…"), self.bring_in)
        self.open_button = self.button(N_("Open the person"), self.open_person)
        self.order_button = self.button(N_("In the paper’s order"), self.follow_paper)
        self.remove_button = self.button(N_("Remove from the activity"), self.remove)
        self.add_button = self.button("", self.add_organisation)
        by_key = QShortcut(QKeySequence("F7"), self)
        by_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        by_key.activated.connect(self.add_organisation)
        self.buttons = FlowLayout()
        buttons = (self.bring_in_button, self.all_present, self.order_button, self.open_button, self.remove_button)
        for button in buttons:
            self.buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(self.buttons)
        column.addWidget(self.table, stretch=1)
        below = QHBoxLayout()
        below.addWidget(self.sentence, stretch=1)
        below.addWidget(self.add_button)
        column.addLayout(below)
        column.addWidget(self.panel)
