"""Ids of records: random, made before the save, and in one row for what is written together."""

import functools
import os
import re
import time
import uuid
from collections.abc import Iterator

NAMESPACE = uuid.UUID("6d0f3c52-6a53-5e0b-9a53-1b2c6f7d0a11")  # ours, fixed for ever: derived ids depend on it


def new_id() -> uuid.UUID:
    """Give a fresh id (UUID version 7: its time part keeps an index compact and decides nothing)."""
    return next(ids_in_a_row())


def ids_in_a_row() -> Iterator[uuid.UUID]:
    """Give fresh ids that share one random part and count upwards, for records written in one transaction."""
    moment = int(time.time() * 1000) & (2**48 - 1)
    random_bits = int.from_bytes(os.urandom(10), "big")
    first = (moment << 80) | (0x7 << 76) | ((random_bits >> 68) << 64) | (0x2 << 62)
    tail = (random_bits & (2**40 - 1)) << 22
    for count in range(2**22):
        yield uuid.UUID(int=first | tail | count)
    yield from ids_in_a_row()


def derived_id(*parts: object) -> uuid.UUID:
    """Give the id that every office derives alike from the same parts (docs/change-log.md, "Corner cases")."""
    return uuid.uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts))


@functools.cache
def snake_case(class_name: str) -> str:
    """Turn a class name into the name of its kind: ``AdvocacyAction`` → ``advocacy_action``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", class_name).lower()
