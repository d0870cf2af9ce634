"""Says in words why a record stands in the list of what is left to do, on the home page and before a file is sent."""

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.storage.work_list import Group, WorkItem


def work_line(item: WorkItem, title: str, words: Words) -> str:
    """Give the line of a record: a sign, the reason, the title; and the rule that it breaks, where that is one."""
    count = item.count
    reason = {
        Group.DRAFT_AGAIN: words.translate(N_("✖ draft again")),
        Group.CONTRADICTORY: words.plural("✖ {count} contradiction", "✖ {count} contradictions", count),
        Group.PLANNED_IN_THE_PAST: words.plural(
            "⚠ planned, but over for {count} day", "⚠ planned, but over for {count} days", count
        ),
        Group.NO_EVIDENCE: words.plural(
            "⚠ no evidence {count} day after the end", "⚠ no evidence {count} days after the end", count
        ),
        Group.INCOMPLETE: words.plural("○ {count} field to fill in", "○ {count} fields to fill in", count)
        if count
        else "○ " + words.translate(N_("Draft, nothing missing")),
    }[item.group]
    rule = () if item.problem is None else (item.problem.sentence(words),)
    return " · ".join((reason.format(count=words.number(count)), isolate_name(title), *rule))
