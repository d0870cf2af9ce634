"""Says in sentences how the work of an office is on its way to headquarters."""

from collections.abc import Mapping

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import ALL_KINDS
from ibcr_desktop.sync.unsent import OnItsWay, UnsentRecord
from ibcr_desktop.ui.screens.home_facts import Named


def unsent_sentence(way: OnItsWay, words: Words) -> str:
    """Say how many changes are not sent, and since when."""
    if not way.unsent and way.number is None:
        return words.translate(N_("Nothing was written here yet."))
    if not way.unsent:
        return words.translate(N_("✔ Everything that was written here is in a file for headquarters."))
    count = words.number(way.unsent)
    if way.made_at is None:
        sentence = words.plural(
            "○ {count} change; nothing was sent to headquarters yet.",
            "○ {count} changes; nothing was sent to headquarters yet.",
            way.unsent,
        )
        return sentence.format(count=count)
    sentence = words.plural(
        "○ {count} change since {day} is not sent.", "○ {count} changes since {day} are not sent.", way.unsent
    )
    return sentence.format(count=count, day=words.day(way.made_at.astimezone().date()))


def contents_sentence(new: Mapping[str, int], corrected: int, words: Words) -> str:
    """Say what the changes are: "New: Workshops 2 · People 38. Corrected: 1."; empty for none."""
    parts = []
    kinds = [(words.translate(kind.plural), new[kind.kind_name()]) for kind in ALL_KINDS if new.get(kind.kind_name())]
    if kinds:
        listed = " · ".join(f"{label} {words.number(count)}" for label, count in kinds)
        parts.append(words.translate(N_("New: {list}.")).format(list=listed))
    if corrected:
        parts.append(words.translate(N_("Corrected: {count}.")).format(count=words.number(corrected)))
    return " ".join(parts)


def acknowledged_sentence(way: OnItsWay, words: Words) -> str:
    """Say what headquarters has not acknowledged of what was sent; empty where nothing was sent."""
    if way.number is None:
        return ""
    if not way.unacknowledged:
        return words.translate(N_("✔ Headquarters has all that was sent."))
    sentence = words.plural(
        "○ {count} change that was sent is not acknowledged by headquarters yet; the last file is no. {number}.",
        "○ {count} changes that were sent are not acknowledged by headquarters yet; the last file is no. {number}.",
        way.unacknowledged,
    )
    return sentence.format(count=words.number(way.unacknowledged), number=way.number)


def record_line(record: UnsentRecord, named: Named, words: Words) -> str:
    """Give the line of a record that is not sent."""
    sentence = N_("new · {title}") if record.is_new else N_("corrected · {title}")
    return words.translate(sentence).format(title=isolate_name(named.title))
