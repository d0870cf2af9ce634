"""Schema 2: what packages, backups, the roster and confirmed warnings need beside the tables of schema 1."""

from typing import TYPE_CHECKING

from sqlalchemy import (
    BLOB,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
    text,
)

if TYPE_CHECKING:
    from alembic.operations import Operations

CERTIFICATE_TEXTS = (
    "certificate_signatory",
    "signatory_function",
    "certificate_text_en",
    "certificate_text_fr",
    "certificate_text_es",
)
COUNTED_OF_LINES = (
    "activity_id",
    "level",
    "profession_then",
    "office",
    "state",
    "certified_trainer",
    "role",
    "deleted",
    "completed_on",
    "person_id",
)
COUNTED_OF_PEOPLE = ("deleted", "sex", "birth_year", "age_band", "professional_group", "state", "id")


def run(operations: "Operations") -> None:
    """Add the tables, columns and indexes of schema 2."""
    add_paper(operations)
    add_packages(operations)
    add_confirmations(operations)
    add_questions(operations)
    add_name_keys(operations)
    add_merging(operations)
    add_contradictions(operations)
    add_counting(operations)
    lighten_search(operations)
    operations.add_column("session", Column("status", Text))  # a session that did not take place
    operations.add_column("person", Column("birth_date", Date))
    operations.add_column("person", Column("locality", Text))
    operations.add_column("project", Column("child_names_purpose", Text))
    operations.add_column("project", Column("child_names_until", Date))


def lighten_search(operations: "Operations") -> None:
    """Let the index of words only mark what an edit takes out; what is erased is taken out of the file when it is."""
    operations.execute("INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 0)")


def add_paper(operations: "Operations") -> None:
    """Add the lines of sign-in sheets, and what the certificates of an office say."""
    operations.add_column("participation", Column("paper_line", Integer))
    operations.add_column("activity", Column("paper_lines", Integer))
    for name in CERTIFICATE_TEXTS:
        operations.add_column("office", Column(name, Text))


def add_packages(operations: "Operations") -> None:
    """Add the keys of other databases, and what they said that they hold."""
    operations.create_table(
        "correspondent",
        Column("no", Integer, nullable=False),
        Column("office", Text, nullable=False),
        Column("is_headquarters", Integer, nullable=False),
        Column("signing_key", BLOB, nullable=False),
        Column("recipient", Text, nullable=False),
        Column("paired_at", Text),
        Column("revoked_from", Integer),
        Column("revoked_at", Text),
        PrimaryKeyConstraint("no", name="pk_correspondent"),
        UniqueConstraint("signing_key", name="uq_correspondent_signing_key"),
    )
    operations.create_table(
        "held_there",
        Column("office", Text, nullable=False),
        Column("writer", LargeBinary(16), nullable=False),
        Column("number", Integer, nullable=False),
        PrimaryKeyConstraint("office", "writer", name="pk_held_there"),
    )


def add_confirmations(operations: "Operations") -> None:
    """Add the warnings that somebody has confirmed."""
    operations.create_table(
        "confirmation",
        Column("subject_id", LargeBinary(16)),
        Column("warning", Text),
        Column("seen", Text),
        Column("reason", Text),
        Column("id", LargeBinary(16), nullable=False),
        Column("office", Text),
        Column("state", String(8), nullable=False),
        Column("deleted", Boolean, nullable=False),
        Column("title_key", Text),
        Column("fiscal_year", Integer),
        PrimaryKeyConstraint("id", name="pk_confirmation"),
    )
    operations.create_index("ix_confirmation_subject_id", "confirmation", ["subject_id"])
    operations.create_index("ix_confirmation_deleted_title_key_id", "confirmation", ["deleted", "title_key", "id"])


def add_questions(operations: "Operations") -> None:
    """Add the questions of headquarters with the answers of the offices."""
    operations.create_table(
        "question",
        Column("subject_id", LargeBinary(16)),
        Column("question", Text),
        Column("asked_on", Date),
        Column("answer", Text),
        Column("settled", Boolean),
        Column("id", LargeBinary(16), nullable=False),
        Column("office", Text),
        Column("state", String(8), nullable=False),
        Column("deleted", Boolean, nullable=False),
        Column("title_key", Text),
        Column("fiscal_year", Integer),
        PrimaryKeyConstraint("id", name="pk_question"),
    )
    operations.create_index("ix_question_subject_id", "question", ["subject_id"])
    operations.create_index("ix_question_deleted_title_key_id", "question", ["deleted", "title_key", "id"])


def add_name_keys(operations: "Operations") -> None:
    """Add the empty index of how names sound; ``upgrade`` fills it by the rules of the release that runs."""
    operations.execute(
        "CREATE TABLE name_key (key TEXT NOT NULL, person_id BLOB NOT NULL, birth_year INTEGER, "
        "PRIMARY KEY (key, person_id)) WITHOUT ROWID"
    )
    operations.execute("CREATE INDEX ix_name_key_person_id ON name_key (person_id)")


def add_contradictions(operations: "Operations") -> None:
    """Add the complete records that break a rule for the time being."""
    operations.create_table(
        "contradiction",
        Column("record_id", LargeBinary(16), nullable=False),
        Column("rule", Text, nullable=False),
        Column("kind", Text, nullable=False),
        PrimaryKeyConstraint("record_id", "rule", name="pk_contradiction"),
    )


def add_merging(operations: "Operations") -> None:
    """Add what each received package carried, what waits for a newer release, the diary, and the files refused."""
    operations.create_table(
        "carried",
        Column("package", Integer, ForeignKey("package.no"), nullable=False),
        Column("writer", Integer, ForeignKey("writer.no"), nullable=False),
        Column("first", Integer, nullable=False),
        Column("last", Integer, nullable=False),
        PrimaryKeyConstraint("package", "writer", "first", name="pk_carried"),
    )
    operations.create_index("ix_carried_writer_first", "carried", ["writer", "first"])
    operations.create_table(
        "not_understood",
        Column("record_id", LargeBinary(16), nullable=False),
        PrimaryKeyConstraint("record_id", name="pk_not_understood"),
    )
    operations.create_table(
        "diary",
        Column("no", Integer, nullable=False),
        Column("act", Text, nullable=False),
        Column("package", Integer, ForeignKey("package.no"), nullable=False),
        Column("writer", Integer, ForeignKey("writer.no"), nullable=False),
        Column("claimed_at", Integer, nullable=False),
        Column("counts", Text, nullable=False),
        Column("round", LargeBinary(16)),
        PrimaryKeyConstraint("no", name="pk_diary"),
    )
    operations.create_table(
        "refused_file",
        Column("no", Integer, nullable=False),
        Column("office", Text),
        Column("reason", Text, nullable=False),
        Column("about", Text, nullable=False),
        Column("person", Text),
        Column("claimed_at", Integer, nullable=False),
        Column("after", Integer, nullable=False),
        PrimaryKeyConstraint("no", name="pk_refused_file"),
    )
    operations.create_index("ix_change_reason", "change", ["reason"], sqlite_where=text("reason IS NOT NULL"))
    operations.create_index("ix_change_action", "change", ["action"], sqlite_where=text("action = 'erase'"))


def add_counting(operations: "Operations") -> None:
    """Add the indexes on which the totals of a year are counted."""
    operations.create_index("ix_participation_counted", "participation", list(COUNTED_OF_LINES))
    operations.create_index("ix_person_counted", "person", list(COUNTED_OF_PEOPLE))
