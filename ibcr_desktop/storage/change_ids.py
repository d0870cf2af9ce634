"""How the log names changes inside one file: by the local numbers of their writers, which are short."""

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from ibcr_desktop.storage.fold import ChangeId
from ibcr_desktop.storage.log_tables import WRITER


class WriterNumbers:
    """The writers that a file knows, by local number and by id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.by_uuid: dict[uuid.UUID, int] = {}
        self.by_no: dict[int, uuid.UUID] = {}
        self.reload()

    def reload(self) -> None:
        """Read the writers again; a merge may have added some."""
        for no, writer in self._connection.execute(select(WRITER.c.no, WRITER.c.uuid)):
            self.by_uuid[writer] = no
            self.by_no[no] = writer

    def pack(self, ids: Iterable[ChangeId]) -> str:
        """Give ``"3.17 4.2"`` for the log."""
        return pack_ids(ids, self.by_uuid)

    def unpack(self, text: str) -> tuple[ChangeId, ...]:
        """Read ``"3.17 4.2"``."""
        return tuple(
            ChangeId(self.by_no[int(no)], int(number)) for no, number in (each.split(".") for each in text.split())
        )


def pack_ids(ids: Iterable[ChangeId], by_uuid: Mapping[uuid.UUID, int]) -> str:
    """Give the text that stands in ``parents``: local writer number, point, number; blank between changes."""
    return " ".join(f"{by_uuid[each.writer]}.{each.number}" for each in sorted(ids))
