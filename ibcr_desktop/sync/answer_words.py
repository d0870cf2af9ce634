"""Says in sentences what headquarters answers, and whether both sides show the same."""

from collections.abc import Sequence

from ibcr_desktop.foundation.plain_text import isolate_name
from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.sync.acknowledging import Acknowledgement, Differing
from ibcr_desktop.sync.merged import Merged
from ibcr_desktop.sync.unsent import OnItsWay


def answer_sentences(merged: Merged, words: Words) -> list[str]:
    """Say which answer it is, and what headquarters says in it; what it would change is shown beside."""
    title = words.translate(N_("Answer no. {number} from {office}."))
    found = [title.format(number=merged.number, office=merged.office)]
    if merged.counts.conflicts:
        sentence = N_(
            "⚠ Headquarters and this office wrote different things: {count}. Both are kept until it is decided."
        )
        found.append(words.translate(sentence).format(count=words.number(merged.counts.conflicts)))
    if merged.acknowledged is not None:
        found += acknowledged_sentences(merged.acknowledged, words)
    return found


def verdict(answer: Acknowledgement, way: OnItsWay, words: Words) -> tuple[str, str]:
    """Give the state and the sentence for the last answer: green where both sides show the same."""
    if answer.is_green and not way.unacknowledged:
        state = "fine"
        sentence = N_(
            "✔ Headquarters has everything up to file no. {number}, and shows the same records as this office."
        )
    elif answer.withdrawn:
        state = "to_look_at"
        sentence = N_("⚠ Headquarters took file no. {withdrawn} out again: what was in it does not count there.")
    elif any(not each.pending for each in answer.differing):
        state, sentence = "to_look_at", N_("⚠ Headquarters shows other records than this office.")
    else:
        state = "to_complete"
        sentence = N_("○ Headquarters has received files up to no. {number}; what was written since is not there yet.")
    withdrawn = words.list_of([str(each) for each in answer.withdrawn])
    return state, words.translate(sentence).format(number=answer.received, withdrawn=withdrawn)


def differing_line(each: Differing, words: Words) -> str:
    """Say of a kind how many records there are on each side."""
    about = {
        "kind": words.translate(kind_named(each.kind).plural),
        "here": words.number(each.here),
        "there": words.number(each.there),
    }
    if each.pending:
        return words.translate(N_("○ {kind}: {here} here, {there} at headquarters")).format(**about)
    return words.translate(N_("⚠ {kind}: {here} here, {there} at headquarters, and nothing on its way")).format(**about)


def not_all_named(differing: Sequence[Differing], words: Words) -> list[str]:
    """Say that not every record that differs is named, and how many more are on their way; empty where all are."""
    if all(each.is_all_named for each in differing):
        return []
    found = [words.translate(N_("⚠ More records differ than the answer can name; those on their way are named."))]
    more = sum(each.pending_count - len(each.pending) for each in differing)
    if more > 0:
        text = words.plural("○ and {count} more on its way", "○ and {count} more on their way", more)
        found.append(text.format(count=words.number(more)))
    return found


def differing_record(title: str, words: Words, *, is_pending: bool) -> str:
    """Name a record that headquarters shows otherwise; ``is_pending``: it lacks a change of it."""
    sentence = N_("○ {title} · its last change is not there yet") if is_pending else N_("⚠ {title} · other there")
    return words.translate(sentence).format(title=isolate_name(title))


def acknowledged_sentences(answer: Acknowledgement, words: Words) -> list[str]:
    """Say what arrived at headquarters, which kinds of record differ, and how many questions it asks."""
    _, sentence = verdict(answer, OnItsWay(0, answer.unacknowledged), words)
    found = [sentence, *(differing_line(each, words) for each in answer.differing)]
    found += not_all_named(answer.differing, words)
    if answer.questions:
        count = answer.questions
        asks = words.plural("Headquarters asks {count} question.", "Headquarters asks {count} questions.", count)
        found.append(asks.format(count=words.number(count)))
    return found
