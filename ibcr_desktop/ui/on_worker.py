"""Does one piece of work on the worker, with a store of its own, and tells refusals in the page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import shiboken6

from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.toolkit.background import is_alive


def on_worker(
    context: Context,
    work: Callable[[RecordStore], Any],
    done: Callable[[Any], object],
    failed: Callable[[], object] = lambda: None,
    *,
    at_once: bool = False,
) -> None:
    """Begin ``work``; then ``done`` gets its result or, before the refusal stands in the page, ``failed`` is called.

    ``at_once``: a short question, which long work does not keep waiting.
    """

    def run() -> Any:
        with own_store(context) as store:
            return work(store)

    def somebody_waits() -> bool:
        return shiboken6.isValid(context.messages)  # the window may have gone meanwhile, and all its pages with it

    def finished(result: Any) -> None:
        if somebody_waits() and is_alive(done):
            done(result)

    def refused(error: BaseException) -> None:
        if somebody_waits():
            failed()
            context.messages.show_failure(error)

    context.background.run(run, done=finished, failed=refused, at_once=at_once)


@contextmanager
def own_store(context: Context) -> Iterator[RecordStore]:
    """Give a store for the thread of the worker, and close it."""
    store = context.store.another()
    try:
        yield store
    finally:
        store.database.close()
