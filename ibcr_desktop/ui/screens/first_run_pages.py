"""The pages of the first start before there is a database: language, who and where, passphrase; and how to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPushButton

from ibcr_desktop.foundation.words import LANGUAGE_NAMES, LANGUAGES, N_, Words
from ibcr_desktop.ui.screens.first_run_places import KnownPlaces, OfficeFacts
from ibcr_desktop.ui.screens.passphrase_fields import PassphraseFields
from ibcr_desktop.ui.screens.start_page import StartPage

LANGUAGE_HEADING = "Language · Langue · Idioma"  # nobody has chosen yet, so it stands in all three
MOST_CODE_LETTERS = 8


class LanguagePage(StartPage):
    """Three buttons; the pages after it are made in the language chosen."""

    chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__(words, LANGUAGE_HEADING)
        for language in LANGUAGES:
            button = QPushButton(LANGUAGE_NAMES[language])
            button.setMinimumHeight(button.sizeHint().height() * 3 // 2)
            button.setDefault(language == words.language)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, language=language: self.chosen.emit(language))
            self.column.addWidget(button)
            if language == words.language:
                self.setFocusProxy(button)
        self.finish()


class WhoAndWherePage(StartPage):
    """The person's name for the history, and the office: chosen from the known ones or typed."""

    answered = Signal(object)  # OfficeFacts
    example_wanted = Signal()
    other_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, words: Words, places: KnownPlaces) -> None:
        _ = words.translate
        super().__init__(words, _(N_("Who and where")), step=2)
        self._places = places
        self.person = QLineEdit()
        self.add_field(
            _(N_("Your &name")), self.person, _(N_("It stands beside what you change, so that colleagues can ask you."))
        )
        self.office = QComboBox()
        self.office.addItem(_(N_("Choose your office…")), None)
        for each in places.offices:
            self.office.addItem(f"{each.code} – {each.name}", each.code)
        self.office.addItem(_(N_("Another office: type it below")), "")
        self.add_field(_(N_("&Office")), self.office)
        self.code, self.name = QLineEdit(), QLineEdit()
        self.code.setMaxLength(MOST_CODE_LETTERS)
        self.add_field(_(N_("Office co&de")), self.code, _(N_("Three letters; the codes of records begin with them.")))
        self.add_field(_(N_("Office na&me")), self.name)
        self.country = _country_box(words, places)
        self.add_field(_(N_("Coun&try")), self.country)
        self.office.currentIndexChanged.connect(self._fill_in)
        self._foot()
        self.add_links(
            (_(N_("Only look around: try with &example data")), self.example_wanted.emit),
            (_(N_("Open a database that e&xists already…")), self.other_wanted.emit),
        )
        self.finish()

    def _foot(self) -> None:
        _ = self.words.translate
        back, onward = QPushButton(_(N_("&Back"))), QPushButton(_(N_("&Continue")))
        back.clicked.connect(self.back_wanted)
        onward.clicked.connect(self._answer)
        self.add_foot(back, onward)

    def _fill_in(self) -> None:
        known = self._places.office(self.office.currentData() or "")
        if known is not None:
            self.code.setText(known.code)
            self.name.setText(known.name)
            self.country.setCurrentIndex(max(0, self.country.findData(known.country)))
        elif self.office.currentData() == "":
            self.code.clear()
            self.name.clear()
            self.code.setFocus()

    def _answer(self) -> None:
        facts = OfficeFacts(
            person=self.person.text().strip(),
            code=self.code.text().strip().upper(),
            name=self.name.text().strip(),
            country=self.country.currentData() or "",
        )
        problem = facts.problem()
        self.show_problem(self.words.translate(problem))
        if not problem:
            self.answered.emit(facts)


class PassphrasePage(StartPage):
    """A passphrase that is strong enough, typed twice or shown, with an offer of plain words."""

    answered = Signal(str)
    example_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, words: Words) -> None:
        _ = words.translate
        super().__init__(words, _(N_("A passphrase for your database")), step=3)
        self.add_text(
            _(
                N_(
                    "The database is always encrypted: without the passphrase nobody can read the names in it, even "
                    "if this computer is stolen. Choose something long that you can remember, such as a few words."
                )
            )
        )
        self.fields = PassphraseFields(self)
        back, onward = QPushButton(_(N_("&Back"))), QPushButton(_(N_("&Continue")))
        back.clicked.connect(self.back_wanted)
        onward.clicked.connect(self._answer)
        self._onward = onward
        self.add_foot(back, onward)
        self.add_links((_(N_("Only look around: try with &example data")), self.example_wanted.emit))
        self.finish()

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be pressed twice."""
        super().set_busy(busy=busy)
        self._onward.setEnabled(not busy)

    def _answer(self) -> None:
        problem = self.fields.problem()
        self.show_problem(problem)
        if not problem:
            self.answered.emit(self.fields.first.text())


class StartWithPage(StartPage):
    """The last page: an empty database, or a look at the example first."""

    start_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, words: Words) -> None:
        _ = words.translate
        super().__init__(words, _(N_("Everything is ready")), step=4)
        self.add_text(
            _(N_("Your database is empty. You can begin at once, or look first at an example with invented people."))
        )
        example, start = QPushButton(_(N_("Try with &example data"))), QPushButton(_(N_("&Start empty")))
        example.clicked.connect(self.example_wanted)
        start.clicked.connect(self.start_wanted)
        self.add_foot(example, start)
        self.setFocusProxy(start)
        self.finish()


def _country_box(words: Words, places: KnownPlaces) -> QComboBox:
    box = QComboBox()
    box.addItem("", "")
    for code, label in places.countries(words.language):
        box.addItem(label, code)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = box.completer()
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box
