"""What the program remembers between two starts: nothing about people, and never a reason not to start."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from ibcr_desktop.foundation.safe_files import write_content
from ibcr_desktop.foundation.words import LANGUAGES, N_

COLOUR_SCHEMES: Final = ("system", "light", "dark")
SMALLEST_TEXT, LARGEST_TEXT = 100, 150  # percent: docs/interaction.md, 8
MOST_BYTES: Final = 1_000_000
MOST_ENTRIES: Final = 500
LONGEST_TEXT: Final = 20_000
HOME_MARK: Final = "~"

NOT_READABLE: Final = N_("The settings could not be read, so the usual ones are used. Your records are not affected.")
PARTLY_WRONG: Final = N_("Some settings were not valid, so the usual ones are used. Your records are not affected.")


@dataclass(frozen=True)
class Settings:
    """The settings of one person on one computer; a change is made with ``dataclasses.replace``.

    Attributes:
        language: one of ``LANGUAGES``; empty before the first start has asked.
        text_size: percent, from 100 to 150.
        colour_scheme: one of ``COLOUR_SCHEMES``.
        last_database: the file to open at the next start.
        window_geometry: what the window system gave, in base64.
        columns: the fields shown, in order, for each kind of record by name.
        note: a marked English sentence when the file had to be set aside; never saved.
    """

    language: str = ""
    text_size: int = 100
    colour_scheme: str = "system"
    last_database: Path | None = None
    window_geometry: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = field(default="", compare=False)


def load(path: Path) -> Settings:
    """Read the settings; whatever is missing or wrong is as usual, and ``note`` says so where it was wrong."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        return Settings(note=NOT_READABLE)
    try:
        if len(content) > MOST_BYTES:
            return Settings(note=NOT_READABLE)
        members = json.loads(content)
    except (ValueError, RecursionError):
        return Settings(note=NOT_READABLE)
    return _settings_of(members) if isinstance(members, dict) else Settings(note=NOT_READABLE)


def save(path: Path, settings: Settings) -> None:
    """Write the settings in one step; raises UserError when the disk refuses."""
    members = {each.name: _packed(getattr(settings, each.name)) for each in fields(Settings) if each.name != "note"}
    write_content(path, json.dumps(members, indent=2, ensure_ascii=True).encode("ascii") + b"\n")


def _settings_of(members: dict[str, Any]) -> Settings:
    taken: dict[str, Any] = {}
    note = ""
    for name, read in READERS.items():  # members that a newer release knows are left alone
        if name in members:
            try:
                taken[name] = read(members[name])
            except (ValueError, RuntimeError):  # RuntimeError: a home folder that cannot be found
                note = PARTLY_WRONG
    return Settings(**taken, note=note)


def _packed(value: Any) -> Any:
    if isinstance(value, Path):
        try:
            # the name of the home folder is a person's name
            return f"{HOME_MARK}/{value.relative_to(Path.home()).as_posix()}"
        except (ValueError, RuntimeError):
            return str(value)
    return dict(value) if isinstance(value, Mapping) else value


def _language(value: Any) -> str:
    return _one_of(("", *LANGUAGES), value)


def _colour_scheme(value: Any) -> str:
    return _one_of(COLOUR_SCHEMES, value)


def _one_of(known: tuple[str, ...], value: Any) -> str:
    if not isinstance(value, str) or value not in known:
        raise ValueError
    return value


def _text_size(value: Any) -> int:
    if type(value) is not int or not SMALLEST_TEXT <= value <= LARGEST_TEXT:
        raise ValueError
    return value


def _path(value: Any) -> Path | None:
    if value is None:
        return None
    text = _text(value)
    if not text or "\0" in text:
        raise ValueError
    path = Path(text)
    return Path.home() / Path(*path.parts[1:]) if path.parts[0] == HOME_MARK else path


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError
    value.encode()  # a lone surrogate is a ValueError
    return value


def _columns(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or len(value) > MOST_ENTRIES:
        raise ValueError
    return {_text(kind): _names(names) for kind, names in value.items()}


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_ENTRIES:
        raise ValueError
    return tuple(_text(name) for name in value)


READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "language": _language,
    "text_size": _text_size,
    "colour_scheme": _colour_scheme,
    "last_database": _path,
    "window_geometry": _text,
    "columns": _columns,
}
