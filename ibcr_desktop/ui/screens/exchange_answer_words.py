"""Says in sentences what the answer of headquarters brings, and whether both sides show the same."""

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.records import kind_named
from ibcr_desktop.sync.acknowledging import Acknowledgement, Differing
from ibcr_desktop.sync.merged import Merged
from ibcr_desktop.sync.unsent import OnItsWay


def answer_sentences(merged: Merged, words: Words) -> list[str]:
    """Say what taking the answer in would change here, and what headquarters says in it."""
    counts = merged.counts
    found = [
        words.translate(
            N_("Answer no. {number} from {office}. New here: {new}. Corrected: {changed}. Put in the bin: {deleted}.")
        ).format(
            number=merged.number,
            office=merged.office,
            **{name: words.number(value) for name, value in counts.as_dict().items()},
        )
    ]
    if not (counts.new or counts.changed or counts.deleted):
        found.append(words.translate(N_("It changes no record.")))
    if counts.conflicts:
        sentence = N_(
            "⚠ Headquarters and this office wrote different things: {count}. Both are kept until it is decided."
        )
        found.append(words.translate(sentence).format(count=words.number(counts.conflicts)))
    if counts.waiting:
        sentence = N_("○ Waiting for a file that has not arrived: {count}.")
        found.append(words.translate(sentence).format(count=words.number(counts.waiting)))
    found += [each.text(words) for each in merged.missing]
    found += [each.text(words) for each in merged.refused]
    found.append(_totals(merged, words))
    if merged.acknowledged is not None:
        found += _acknowledged(merged.acknowledged, words)
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


def _totals(merged: Merged, words: Words) -> str:
    if not merged.changed_totals or merged.year is None:
        return words.translate(N_("The yearly totals stay as they are."))
    listed = " · ".join(
        f"{code} {_figure(before, words)} → {_figure(after, words)}"
        for code, (before, after) in merged.changed_totals.items()
    )
    sentence = words.translate(N_("Totals of {year} before and after: {list}."))
    return sentence.format(year=words.fiscal_year(merged.year), list=listed)


def _figure(figure: float | None, words: Words) -> str:
    return "–" if figure is None else words.number(figure, 0 if figure == int(figure) else 1)


def _acknowledged(answer: Acknowledgement, words: Words) -> list[str]:
    _, sentence = verdict(answer, OnItsWay(0, answer.unacknowledged), words)
    found = [sentence, *(differing_line(each, words) for each in answer.differing)]
    if answer.questions:
        count = len(answer.questions)
        asks = words.plural("Headquarters asks {count} question.", "Headquarters asks {count} questions.", count)
        found.append(asks.format(count=words.number(count)))
    return found
