"""What the codes of a breakdown are called, in any language: totals are printed in others than the screen's."""

from collections import defaultdict

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.words import LANGUAGES, N_, Words
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.offices import Country, Office, Term
from ibcr_desktop.records.projects import Project
from ibcr_desktop.storage.rows import table_of
from ibcr_desktop.totals.people_counts import NOT_ATTRIBUTABLE
from ibcr_desktop.totals.year_data import UNKNOWN

LISTS = {
    "sex": "sex",
    "age_group": "age_band",
    "professional_group": "professional_group",
    "region": "region",
    "country": "country",
    "office": "office",
    "project": "project",
    "theme": "theme",
    "level": "level",
    "language": "language",
}
DIMENSION_NAMES = {
    "sex": N_("Sex"),
    "age_group": N_("Age group"),
    "professional_group": N_("Professional group"),
    "region": N_("Region"),
    "country": N_("Country"),
    "office": N_("Office"),
    "project": N_("Project"),
    "theme": N_("Theme"),
    "level": N_("Level"),
    "language": N_("Language"),
    "month": N_("Month"),
}


class Labels:
    """Labels of terms, countries, offices and projects in every language, read once."""

    def __init__(self, connection: Connection) -> None:
        self._by_list: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
        terms, countries, offices, projects = (table_of(kind) for kind in (Term, Country, Office, Project))
        labels = ("label_en", "label_fr", "label_es")
        in_order = select(terms.c.list_code, terms.c.code, *(terms.c[each] for each in labels)).order_by(
            terms.c.position
        )
        for row in connection.execute(in_order):
            self._take(row.list_code, row.code, row[2:])
        for row in connection.execute(select(countries.c.iso3, *(countries.c[each] for each in labels))):
            self._take("country", row.iso3, row[1:])
        for row in connection.execute(select(offices.c.code, offices.c.name)):
            self._take("office", row.code, [row.name] * len(LANGUAGES))
        for row in connection.execute(select(projects.c.id, projects.c.code, projects.c.short_title, projects.c.title)):
            self._take("project", str(row.id), [row.short_title or row.title or row.code] * len(LANGUAGES))

    def of(self, dimension: str, code: str, words: Words) -> str:
        """Give the label of a code in a dimension; the code itself where nobody knows it."""
        if code == NOT_ATTRIBUTABLE:
            return words.translate(N_("not attributable"))
        if code == UNKNOWN:
            return words.translate(N_("no project") if dimension == "project" else N_("not known"))
        return self._by_list[LISTS.get(dimension, dimension)].get(code, {}).get(words.language, code)

    def dimension(self, dimension: str, words: Words) -> str:
        """Give the name of a dimension; one that is a field of a kind is called as the field is."""
        return words.translate(DIMENSION_NAMES.get(dimension) or _field_label(dimension))

    def order(self, dimension: str) -> dict[str, int]:
        """Give the place of each code in its list; what is not known comes last."""
        places = {code: place for place, code in enumerate(self._by_list[LISTS.get(dimension, dimension)])}
        return {**places, UNKNOWN: len(places), NOT_ATTRIBUTABLE: len(places) + 1}

    def _take(self, list_code: str | None, code: str | None, labels: object) -> None:
        if list_code and code:
            texts = dict(zip(LANGUAGES, labels, strict=True))  # type: ignore[call-overload]  # a row is a sequence
            self._by_list[list_code][code] = {language: text or texts["en"] or code for language, text in texts.items()}


def _field_label(name: str) -> str:
    declared = (fields_by_name(kind).get(name) for kind in ALL_KINDS)
    return next((each.label for each in declared if each is not None), name)
