"""Says which changes count: one that came only in withdrawn packages is left out of the fold, and stays in the log."""

from sqlalchemy import ColumnElement, case, exists, false, select

from ibcr_desktop.storage.log_tables import CARRIED, CHANGE, PACKAGE

RECEIVED = "received"  # direction of a package that came from elsewhere
MERGED = "merged"  # states of a received package
WITHDRAWN = "withdrawn"


def is_withdrawn() -> ColumnElement[bool]:
    """Give the condition on a row of ``change`` that every package which carried it was withdrawn.

    What was written here, or came a second time in a package that still counts, is never withdrawn.
    """
    package = PACKAGE.alias()
    came_withdrawn = exists().where(PACKAGE.c.no == CHANGE.c.package, PACKAGE.c.state == WITHDRAWN)
    still_carried = (
        exists(select(CARRIED.c.package).join(package, package.c.no == CARRIED.c.package))
        .where(CARRIED.c.writer == CHANGE.c.writer, CARRIED.c.first <= CHANGE.c.number)
        .where(CARRIED.c.last >= CHANGE.c.number, package.c.state == MERGED)
    )
    return case((CHANGE.c.package.is_(None), false()), (~came_withdrawn, false()), else_=~still_carried)
