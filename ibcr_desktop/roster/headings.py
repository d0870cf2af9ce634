"""Recognises the headings of a sheet in three languages, whatever the language of the screen."""

import re
from collections.abc import Mapping, Sequence

from ibcr_desktop.foundation.plain_text import fold
from ibcr_desktop.foundation.words import Words
from ibcr_desktop.roster.columns import Column

FEWEST_KNOWN = 2  # docs/interaction.md, 3: of one known word alone, a line of names may consist
DAYS = re.compile(r"(?:j|d|jour|day|dia|seance|session|sesion) ?([0-9]{1,2})")
OTHER_WORDS: Mapping[str, tuple[str, ...]] = {  # what people write over a column, beside the label of its field
    "person.family_name": ("nom", "noms", "surname", "last name", "apellido", "apellidos", "primer apellido"),
    "person.given_names": ("prenom", "prenoms", "first name", "given name", "nombre", "nombres"),
    "person.sex": ("sexe", "sex", "sexo", "genre", "gender", "genero", "f m", "h f", "m f", "h m"),
    "person.birth_year": (
        *(
            "age",
            "edad",
            "annee de naissance",
            "ne en",
            "year of birth",
            "ano de nacimiento",
            "ne le",
            "nee le",
            "ne e le",
        ),
        *("date de naissance", "date of birth", "birthdate", "dob", "fecha de nacimiento", "fecha nacimiento"),
    ),
    "person.locality": (
        *("localite", "commune", "ville", "village", "domicile", "residence"),
        *("town", "city", "municipio", "ciudad", "pueblo", "aldea"),
    ),
    "person.professional_group": ("profession", "corps", "metier", "profesion", "occupation"),
    "person.organisation_id": (
        *("organisation", "structure", "institution", "service", "employeur"),
        *("organization", "organizacion", "institucion", "entidad"),
    ),
    "person.function": ("fonction", "grade", "poste", "titre", "rank", "position", "function", "cargo", "puesto"),
    "person.telephone": ("telephone", "tel", "contact", "contacts", "phone", "mobile", "telefono", "celular", "movil"),
    "person.email": ("e mail", "email", "mail", "courriel", "correo", "correo electronico"),
    "test.pre": ("pre test", "pretest", "test avant"),
    "test.post": ("post test", "posttest", "test apres"),
}


def columns_by_headings(
    line: Sequence[str], columns: Mapping[str, Column], languages: Sequence[Words]
) -> list[Column | None] | None:
    """Give the column of each heading, None for one that is not known; None altogether where it is no such line.

    A column is taken once: the first heading that names it.
    """
    known = _known_words(columns, languages)
    days = [column for column in columns.values() if column.is_toggle]
    found: list[Column | None] = []
    for text in line:
        column = known.get(fold(text)) or _day(fold(text), days)
        found.append(None if column in found else column)
    return found if sum(column is not None for column in found) >= FEWEST_KNOWN else None


def _known_words(columns: Mapping[str, Column], languages: Sequence[Words]) -> dict[str, Column]:
    known = {fold(column.head(words)): column for words in languages for column in columns.values()}
    known |= {word: columns[key] for key, others in OTHER_WORDS.items() if key in columns for word in others}
    known.pop("", None)
    return known


def _day(text: str, days: Sequence[Column]) -> Column | None:
    found = DAYS.fullmatch(text)
    number = int(found.group(1)) if found else 0
    return days[number - 1] if 1 <= number <= len(days) else None
