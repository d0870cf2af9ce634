"""Says what an erasure of identities will do before it is done, and asks for the reason; Cancel has the focus."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.people.anonymising import ErasurePlan, refuse_reason
from ibcr_desktop.ui.toolkit.list_box import ListBox
from ibcr_desktop.ui.toolkit.plain_text import PlainLabel, label
from ibcr_desktop.ui.toolkit.state_label import StateLabel

SIZE = (540, 440)
REASONS = (
    N_("The day until which the identity may be kept has passed"),
    N_("The person asked for it"),
    N_("The consent was withdrawn"),
    N_("A child was recorded with a name"),
    N_("Recorded by mistake"),
)
STAYS = N_(
    "What stays: the random code, sex, age, professional group, organisation, function, country, consents, and "
    "{participations}. The figures of all years stay as they are."
)
FOR_EVER = N_(
    "It cannot be undone. With the next files it is erased wherever these records were sent. Copies and backups that "
    "were made before still hold the identity, until newer ones take their place."
)


class AnonymiseDialog(QDialog):
    """Shows a plan; emits the reason once one is given that names nobody."""

    confirmed = Signal(str)
    help_page = "people"

    def __init__(self, plan: ErasurePlan, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._words = plan, words
        _ = words.translate
        self.setWindowTitle(_(N_("Anonymise")))
        self.resize(*SIZE)
        self.text = label("\n\n".join(_paragraphs(plan, words)))
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.text)
        area.setAccessibleName(_(N_("What will be done")))
        self.reason = ListBox([(each, _(each)) for each in REASONS])
        self.reason.setAccessibleName(_(N_("Reason")))
        caption = PlainLabel(_(N_("&Reason (without a name: it stays in the history)")))
        caption.setBuddy(self.reason)
        self.problem = StateLabel()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        people = plan.people_count
        verb = words.plural("&Erase the identity of {count} person", "&Erase the identity of {count} people", people)
        self.go_on = QPushButton(verb.format(count=words.number(people)))
        self.go_on.setAutoDefault(False)
        buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.ActionRole)
        self.go_on.clicked.connect(self.confirm)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        for widget in (caption, self.reason, self.problem, buttons):
            column.addWidget(widget)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setFocus()

    def confirm(self) -> None:
        """Go on with the reason that stands there, or say what is wrong with it."""
        reason = self.reason.currentText().strip()
        try:
            refuse_reason(reason, self._plan.names)
        except UserError as refused:
            happened, *_ = refused.sentences(self._words)
            self.problem.show_state(f"✖ {happened}", "wrong")
            self.reason.setFocus()
            return
        self.confirmed.emit(reason)
        self.accept()


def _paragraphs(plan: ErasurePlan, words: Words) -> list[str]:
    _ = words.translate
    records, people = len(plan.person_ids), plan.people_count
    who = words.plural(
        "{count} person will have no name any more.", "{count} people will have no name any more.", people
    )
    sentences = [who.format(count=words.number(people))]
    if records > people:
        text = _(N_("They have {count} records, because records were joined; all of them are erased."))
        sentences.append(text.format(count=words.number(records)))
    erased = [f"{_(name)} ({words.number(count)})" for name, count in plan.filled]
    if erased:
        text = words.plural(
            "What is erased: {fields}; in the records, in {count} line of their history, in the search.",
            "What is erased: {fields}; in the records, in {count} lines of their history, in the search.",
            plan.change_count,
        )
        what = text.format(fields=words.list_of(erased), count=words.number(plan.change_count))
    else:
        what = _(N_("No identity stands in the records now. What their history still holds is erased."))
    stay = words.plural("{count} participation", "{count} participations", plan.participation_count)
    stays = _(STAYS).format(participations=stay.format(count=words.number(plan.participation_count)))
    return [" ".join(sentences), what, stays, _(FOR_EVER)]
