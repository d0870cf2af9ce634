"""Notices that the clock of this computer cannot be right; nothing is refused for it, and nothing depends on it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from ibcr_desktop.storage.log_tables import CHANGE

FIRST_YEAR, LAST_YEAR = 2020, 2089  # outside of them a clock has lost its battery or its mind
STEP_BACK = timedelta(days=1)  # time zones and summer time explain less


def clock_seems_wrong(connection: Connection, now: datetime) -> bool:
    """Say whether ``now`` lies outside all likely years, or before what was last written into this file."""
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return True
    last = select(CHANGE.c.claimed_at).order_by(CHANGE.c.arrived.desc()).limit(1)
    claimed = connection.execute(last).scalar_one_or_none()
    return claimed is not None and now.timestamp() < claimed - STEP_BACK.total_seconds()
