"""Schema 2: what packages, backups and the roster need beside the tables of schema 1."""

from typing import TYPE_CHECKING

from sqlalchemy import Column, Integer, Text

if TYPE_CHECKING:
    from alembic.operations import Operations

CERTIFICATE_TEXTS = (
    "certificate_signatory",
    "signatory_function",
    "certificate_text_en",
    "certificate_text_fr",
    "certificate_text_es",
)


def run(operations: "Operations") -> None:
    """Add the tables, columns and indexes of schema 2."""
    add_paper(operations)
    add_name_keys(operations)


def add_paper(operations: "Operations") -> None:
    """Add the lines of sign-in sheets, and what the certificates of an office say."""
    operations.add_column("participation", Column("paper_line", Integer))
    operations.add_column("activity", Column("paper_lines", Integer))
    for name in CERTIFICATE_TEXTS:
        operations.add_column("office", Column(name, Text))


def add_name_keys(operations: "Operations") -> None:
    """Add the empty index of how names sound; ``upgrade`` fills it by the rules of the release that runs."""
    operations.execute(
        "CREATE TABLE name_key (key TEXT NOT NULL, person_id BLOB NOT NULL, birth_year INTEGER, "
        "PRIMARY KEY (key, person_id)) WITHOUT ROWID"
    )
    operations.execute("CREATE INDEX ix_name_key_person_id ON name_key (person_id)")
