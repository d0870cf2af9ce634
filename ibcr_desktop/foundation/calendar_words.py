"""The names of months and weekdays in three languages, so that no locale library is loaded to show a day."""

from typing import Final

LANGUAGES: Final = ("en", "fr", "es")


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "en": _names("January February March April May June July August September October November December"),
    "fr": _names("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "es": _names("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
}

SHORT_MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "en": _names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "fr": _names("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    "es": _names("ene feb mar abr may jun jul ago sept oct nov dic"),
}

WEEKDAYS: Final[dict[str, tuple[str, ...]]] = {  # Monday first, as date.weekday() counts
    "en": _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "fr": _names("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "es": _names("lunes martes miércoles jueves viernes sábado domingo"),
}
