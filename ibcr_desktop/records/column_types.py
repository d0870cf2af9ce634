"""How values of several parts lie in one column of the database."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator


class RecordId(TypeDecorator[uuid.UUID]):
    """A UUID as 16 bytes: half the size of its text, in tables and in every index."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write a UUID as bytes."""
        return value.bytes if isinstance(value, uuid.UUID) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:  # noqa: ARG002 - as above
        """Read bytes as a UUID."""
        return None if value is None else uuid.UUID(bytes=value)


class CodeSet(TypeDecorator[tuple[str, ...]]):
    """Codes in a fixed order as a JSON list; an empty set is no value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - as above
        """Write a tuple of codes as text."""
        return json.dumps(list(value), separators=(",", ":")) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002 - as above
        """Read the text as a tuple of codes."""
        return None if value is None else tuple(json.loads(value))


class IdSet(TypeDecorator[tuple[uuid.UUID, ...]]):
    """Ids of records in a fixed order as a JSON list; an empty set is no value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - as above
        """Write a tuple of ids as text."""
        return json.dumps(_texts(value), separators=(",", ":")) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[uuid.UUID, ...] | None:  # noqa: ARG002 - as above
        """Read the text as a tuple of ids."""
        return None if value is None else tuple(uuid.UUID(text) for text in json.loads(value))


def _texts(ids: Iterable[uuid.UUID]) -> list[str]:
    return [str(each) for each in ids]
