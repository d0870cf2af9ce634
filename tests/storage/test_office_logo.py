"""The logo lies in the encrypted file, bounded and of two kinds; the log does not carry it."""

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage.agreement import disagreements
from ibcr_desktop.storage.office_logo import MOST_BYTES, keep_logo, logo_of
from ibcr_desktop.storage.record_store import RecordStore

PNG, JPEG = b"\x89PNG\r\n\x1a\n" + bytes(50), b"\xff\xd8\xff" + bytes(50)


def kept(store: RecordStore, picture: bytes | None) -> bytes | None:
    store.database.write(lambda connection: keep_logo(connection, picture))
    with store.database.reader() as connection:
        assert list(disagreements(connection)) == []
        return logo_of(connection)


def test_a_logo_is_kept_replaced_and_forgotten(store: RecordStore) -> None:
    assert [kept(store, each) for each in (None, PNG, JPEG, None)] == [None, PNG, JPEG, None]


@pytest.mark.parametrize("picture", [b"", b"GIF89a", PNG + bytes(MOST_BYTES)])
def test_what_does_not_do_is_refused_and_the_earlier_one_stays(store: RecordStore, picture: bytes) -> None:
    kept(store, PNG)
    with pytest.raises(UserError):
        kept(store, picture)
    with store.database.reader() as connection:
        assert logo_of(connection) == PNG
