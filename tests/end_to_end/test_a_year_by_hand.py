"""From an empty database to a counted year, through the real window: nothing is prepared behind its back."""

from collections.abc import Callable, Sequence

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ibcr_desktop.excel.yearly_workbook import write_workbook
from ibcr_desktop.ui.record_views.record_form import RecordForm
from ibcr_desktop.ui.screens.activity_page import ActivityContent
from ibcr_desktop.ui.screens.record_page import RecordPage
from ibcr_desktop.ui.screens.roster.grid_table import GridTable
from ibcr_desktop.ui.screens.yearly_totals import YearlyTotals
from tests.end_to_end.conftest import Program
from tests.ui.typing_text import type_text

ACTIVITY = {
    "title": "Justice adaptée aux enfants",
    "status": "Held",
    "starts_on": "7 March 2021",
    "ends_on": "9 March 2021",
    "country": "Senegal",
    "mode": "Face to face",
    "themes": "Child-friendly justice",
    "delivered_by": "The bureau",
}


def begin(program: Program, kind: str) -> RecordForm:
    """Begin a record as Ctrl+N does."""
    program.shell.context.go.new_record(kind)
    page = program.shell.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    return page.form


def fill(form: RecordForm, values: dict[str, str]) -> None:
    """Type into each field and go on to the next with Tab."""
    for name, text in values.items():
        editor = form.editing.editors[name]
        line = editor.findChild(QLineEdit) or editor.findChild(QPlainTextEdit)
        assert line is not None
        line.setFocus()
        type_text(line, text)
        QTest.keyClick(line, Qt.Key.Key_Tab)
        editor.commit()
        assert not editor.problem, (name, editor.problem)


def complete(form: RecordForm) -> None:
    """Press the button, and expect it to be complete."""
    form.header.complete.click()
    rest = [form.problems.entries.item(row).text() for row in range(form.problems.entries.count())]
    assert form.editing.opened.state == "complete", rest


def add_new_person(page: ActivityContent, *texts: str) -> None:
    """Type somebody whom nobody knows into the blank row of the grid."""
    type_row(page.people.table, page.people.count, texts)
    row = page.people.model.rows[-1]
    assert (row.name, row.is_complete) == (" ".join(texts[:2]), True)


def add_group(page: ActivityContent, *texts: str) -> None:
    """Type a headcount into the blank row of its grid."""
    type_row(page.groups.table, page.groups.count, texts)
    assert page.groups.model.rows[-1].is_complete


def type_row(table: GridTable, row: int, texts: Sequence[str]) -> None:
    """Type cell, Tab, cell, Tab, …, Enter."""
    table.setFocus()
    table.go_to(row)
    for text in texts:
        for letter in text:  # the first one opens the cell
            type_text(table.open_cell() or table, letter)
        QTest.keyClick(table.open_cell() or table, Qt.Key.Key_Tab)
    QTest.keyClick(table.open_cell() or table, Qt.Key.Key_Return)


def record_the_year(program: Program) -> None:
    """A workshop with two people and a class, an event, an advocacy action, a project with an approved estimate."""
    project = begin(program, "project")
    fill(
        project,
        {
            "code": "SEN-1",
            "title": "Projet",
            "countries": "Senegal",
            "start_planned_on": "1 April 2020",
            "end_planned_on": "31 March 2022",
        },
    )
    complete(project)
    workshop = begin(program, "workshop")
    fill(
        workshop, {**ACTIVITY, "workshop_form": "Training course", "purpose": "Training", "project_id": "SEN-1 Projet"}
    )
    assert isinstance(workshop.content, ActivityContent)
    add_new_person(workshop.content, "Ndiaye", "Awa", "f", "1985", "Police")
    add_new_person(workshop.content, "Sow", "Abdoulaye", "m", "1985", "Police")
    add_group(workshop.content, "Gendarmerie", "3", "9", "", "", "None")
    complete(workshop)
    event = begin(program, "event")
    fill(event, {**ACTIVITY, "title": "Forum", "ibcr_role": "Organiser"})
    assert isinstance(event.content, ActivityContent)
    add_group(event.content, "Police", "", "", "", "45", "None")
    complete(event)
    action = begin(program, "advocacy_action")
    fill(action, {"acted_on": "3 December 2020", "advocacy_type": "Brief", "title": "Mémoire", "country": "Canada"})
    complete(action)
    estimate = begin(program, "beneficiary_estimate")
    fill(
        estimate,
        {
            "project_id": "SEN-1 Projet",
            "reported_on": "1 February 2021",
            "count": "1200",
            "country": "Senegal",
            "beneficiary_kind": "Children better protected",
            "is_new_this_year": "yes",
            "area": "Dakar",
            "service": "Police",
            "estimate_method": "Caseload of the service",
            "inputs": "Registre",
            "data_source": "Registre 2020",
            "approved_by": "Direction",
            "approved_on": "1 March 2021",
        },
    )
    complete(estimate)


def test_a_year_is_recorded_totalled_and_exported_from_an_empty_database(program: Callable[[], Program]) -> None:
    run = program()
    assert run.start()
    run.make_database()
    record_the_year(run)
    run.shell.context.go.to_totals(2020)
    page = run.shell.navigation.currentWidget()
    assert isinstance(page, YearlyTotals)
    run.wait_until(lambda: page._facts is not None and not run.shell.context.background.is_busy)
    assert page._facts is not None
    counted = {figure.code: figure.outcome.figure for figure in page._facts.totals.figures}
    expected = {
        "people_reached": 14,
        "workshops": 1,
        "girls_and_women": 4,
        "events_organised": 1,
        "countries": 2,
        "event_participants": 45,
        "advocacy_actions": 1,
        "children_protected": 1200,
        "employees": 0,
    }
    assert {code: counted[code] for code in expected} == expected
    assert page._facts.totals.drafts == frozenset()
    path = run.places.documents_folder / "totals.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)

    write_workbook(run.shell.context.store.database, page._facts.totals, path, run.shell.context.words)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 1200 in cells
    assert "Ndiaye" not in str(cells)


def test_what_was_entered_is_there_after_the_next_start(program: Callable[[], Program]) -> None:
    first = program()
    assert first.start()
    first.make_database()
    form = begin(first, "organisation")
    line = form.editing.editors["name"].findChild(QLineEdit)
    assert line is not None
    type_text(line, "École de police")  # still in the field when the window is closed
    first.close()
    second = program()
    assert second.start()
    second.type_passphrase()
    second.wait_until(lambda: second.page.__class__.__name__ == "MainWindow")
    opened = second.shell.context.store.open("organisation", form.editing.record_id)
    assert opened is not None
    assert opened.values["name"] == "École de police"
