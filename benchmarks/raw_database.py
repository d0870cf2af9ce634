"""Opens encrypted files with the driver alone: the physical limit that the program is measured against."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

RAW_KEY = bytes(range(32))
PRAGMAS = (
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "cipher_memory_security=OFF",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "cache_size=-65536",
)


def raw_database(path: Path) -> Any:
    """Give a connection of the driver to an encrypted file, with the pragmas that the program writes with."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{RAW_KEY.hex()}'\"")
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection
