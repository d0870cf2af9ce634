"""Says in sentences how it stands with the backups, the same on the home page and on their own page."""

from datetime import timedelta

from ibcr_desktop.backups.backup import Backup
from ibcr_desktop.backups.proof import Proof
from ibcr_desktop.foundation.clock import Clock
from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_, Words

MEGABYTE = 1_000_000
LONG_BEHIND = timedelta(days=1)


def last_backup(proof: Proof, failure: UserError | None, words: Words, clock: Clock) -> str:
    """Say when the last backup succeeded, or what is wrong."""
    if failure is not None:
        return words.translate(N_("⚠ The last backup failed. {reason}")).format(reason=failure.sentences(words)[0])
    if proof.newest is None:
        return words.translate(N_("○ No backup yet: the first one is made when you close the program"))
    moment = proof.newest.made_at.astimezone()
    if proof.is_behind and not timedelta(0) <= clock.now() - moment < LONG_BEHIND:
        sentence = N_("⚠ What was written since {moment} is in no backup yet")
        return words.translate(sentence).format(moment=words.moment(moment))
    if moment.date() == clock.today():
        return words.translate(N_("✔ Backup made today at {time}")).format(time=f"{moment:%H:%M}")
    return words.translate(N_("✔ Backup made on {day}")).format(day=words.day(moment.date()))


def second_copy(proof: Proof, words: Words) -> str:
    """Say when one was last copied elsewhere, and whether it is time for the next copy."""
    if proof.copied_at is None:
        return words.translate(N_("⚠ no copy on a stick yet"))
    day = words.day(proof.copied_at.astimezone().date())
    if proof.is_copy_wanted:
        return words.translate(N_("⚠ last copied to a stick on {day}")).format(day=day)
    return words.translate(N_("✔ copied to a stick on {day}")).format(day=day)


def size_of(backup: Backup, words: Words) -> str:
    """Give the size as people read it."""
    return words.translate(N_("{size} MB")).format(size=words.number(backup.size / MEGABYTE, 1))
