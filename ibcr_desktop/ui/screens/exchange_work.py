"""Does one piece of work of the exchange on the worker, with a store of its own, and tells refusals in the page."""

from collections.abc import Callable
from typing import Any

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context


def on_worker(
    context: Context,
    work: Callable[[RecordStore], Any],
    done: Callable[[Any], object],
    failed: Callable[[], object] = lambda: None,
) -> None:
    """Begin ``work``; then ``done`` gets its result or, once the refusal stands in the page, ``failed`` is called."""

    def run() -> Any:
        store = context.store.another()
        try:
            return work(store)
        finally:
            store.database.close()

    def refused(error: BaseException) -> None:
        failed()
        if not isinstance(error, UserError):
            raise error
        context.messages.show_error(error)

    context.background.run(run, done=done, failed=refused)
