"""The way from chosen people to an erased identity: count, say, ask, erase, tell."""

import uuid
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.people.anonymising import ErasurePlan, anonymise, plan_erasure
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.sync.kept_files import remove_files_about
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.on_worker import on_worker
from ibcr_desktop.ui.screens.anonymise_dialog import AnonymiseDialog


def offer_to_anonymise(context: Context, person_ids: Sequence[uuid.UUID], parent: QWidget) -> None:
    """Count what an erasure would do, and open the dialog that asks; nothing is erased before it is confirmed."""
    if not person_ids:
        return

    def count(store: RecordStore) -> ErasurePlan:
        with store.database.reader() as connection:
            return plan_erasure(connection, person_ids)

    def ask(plan: ErasurePlan) -> None:
        if plan.is_empty:
            context.messages.show_text(context.words.translate(N_("These people are anonymised already.")))
            return
        dialog = AnonymiseDialog(plan, context.words, parent)
        dialog.confirmed.connect(lambda reason: _erase(context, plan, reason))
        dialog.open()

    on_worker(context, count, ask)


def _erase(context: Context, plan: ErasurePlan, reason: str) -> None:
    def work(store: RecordStore) -> ErasurePlan:
        erased = anonymise(store, plan.person_ids, reason)
        remove_files_about(store.database, erased.record_ids)
        return erased

    def done(carried_out: ErasurePlan) -> None:
        words, count = context.words, carried_out.people_count
        text = words.plural("{count} person was anonymised.", "{count} people were anonymised.", count)
        context.messages.show_text(text.format(count=words.number(count)))

    on_worker(context, work, done)
