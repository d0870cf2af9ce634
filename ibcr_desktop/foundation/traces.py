"""Says where a failure happened without a single value of a record: types, files and lines only."""

import traceback
from pathlib import Path
from typing import Final

MOST_PLACES: Final = 60
MOST_CAUSES: Final = 10
PACKAGE: Final = "ibcr_desktop"
INSTALLED: Final = "site-packages"


def trace_of(error: BaseException) -> str:
    """Give one line for the type of the failure and one for each place it passed, causes after it.

    The message of a failure is left out, since it may quote what somebody typed; so is the way to a file, since it
    may hold the name of a person. Groups of failures are followed into their members.
    """
    lines: list[str] = []
    waiting: list[tuple[str, BaseException]] = [("", error)]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_CAUSES:
        relation, failure = waiting.pop(0)
        if id(failure) in seen:
            continue
        seen.add(id(failure))
        lines.append(f"{relation}{type(failure).__module__}.{type(failure).__qualname__}")
        lines.extend(_places(failure))
        waiting.extend(_behind(failure))
    return "\n".join(lines)


def place_name(path: str) -> str:
    """Give the part of a source file's path that says which module it is, without the folders above."""
    parts = Path(path.replace("\\", "/")).parts
    if INSTALLED in parts:
        return "/".join(parts[parts.index(INSTALLED) + 1 :])
    if PACKAGE in parts:
        last = len(parts) - 1 - parts[::-1].index(PACKAGE)
        inner = parts.index(PACKAGE) if last == len(parts) - 1 else last
        return "/".join(parts[inner:])
    return parts[-1] if parts else path


def _places(failure: BaseException) -> list[str]:
    frames = list(traceback.walk_tb(failure.__traceback__))[-MOST_PLACES:]
    return [f"  {place_name(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in frames]


def _behind(failure: BaseException) -> list[tuple[str, BaseException]]:
    behind: list[tuple[str, BaseException]] = []
    if failure.__cause__ is not None:
        behind.append(("caused by ", failure.__cause__))
    elif failure.__context__ is not None and not failure.__suppress_context__:
        behind.append(("while handling ", failure.__context__))
    if isinstance(failure, BaseExceptionGroup):
        behind += [("member ", member) for member in failure.exceptions]
    return behind
