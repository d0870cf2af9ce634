"""What stands in a package, line by line: the types that packing writes and merging reads (docs/package-format.md).

A package is one ``Manifest`` line, then a ``WriterLine`` for each writer and a ``ChangeLine`` for each change, then the
signature. Whoever merges needs a ``ReceivedPackage`` and nothing else; sealing, bounds and signature lie behind it.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from ibcr_desktop.sync.record_sums import CELLS, Cell

FORMAT: Final = 1  # raised when a program of today could misread what a later one writes
OLDEST_FORMAT: Final = 1

LARGEST: Final = 2**53  # what JSON holds exactly in every language
LONGEST_TEXT: Final = 64 * 1024  # characters
MOST_VALUES: Final = 10_000  # codes or links in one field, parents of one change
MOST_FIELDS: Final = 200

Whole = Annotated[int, Meta(ge=0, le=LARGEST)]
Positive = Annotated[int, Meta(ge=1, le=LARGEST)]
Name = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9_]{0,39}\Z")]  # of a kind or a field; never a path
OfficeCode = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,15}\Z")]  # it becomes part of file names
Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
PublicKey = Sha256  # an Ed25519 public key has 32 bytes too
Recipient = Annotated[str, Meta(pattern=r"\Aage1[02-9ac-hj-np-z]{58}\Z")]  # an X25519 recipient of age
ShortText = Annotated[str, Meta(max_length=400)]
Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Values = Annotated[list[Text], Meta(max_length=MOST_VALUES)]
Packed = Text | Annotated[int, Meta(ge=-LARGEST, le=LARGEST)] | float | bool | Values | None

Grade = Literal["full", "pseudonymous", "totals"]
Purpose = Literal["office", "answer", "grant"]
ChangeName = tuple[uuid.UUID, Positive]  # the writer and its number: the name of a change everywhere


class KindDigest(Struct, frozen=True, forbid_unknown_fields=True):
    """How many records of a kind an office has at headquarters, and what they are in sum.

    ``sha256`` is that of the lines which ``export-records`` writes of them, drafts and bin included, in the order of
    their ids; two databases with equal digests show the same records. Compare only where the schema numbers are equal.
    """

    records: Whole
    sha256: Sha256


class Receipt(Struct, frozen=True, forbid_unknown_fields=True):
    """What headquarters tells an office about its files; which changes arrived stands in the manifest's ``held``.

    Attributes:
        received: the highest number of the office's packages that was merged; 0 for none.
        withdrawn: numbers of packages that were merged and taken out again.
        digests: by kind, of the office's records as headquarters shows them.
        sums: by which the office finds out which of its records headquarters shows otherwise (sync/record_sums.py).
    """

    received: Whole
    withdrawn: Annotated[tuple[Positive, ...], Meta(max_length=MOST_VALUES)] = ()
    digests: Annotated[dict[Name, KindDigest], Meta(max_length=MOST_FIELDS)] = {}
    sums: Annotated[tuple[Cell, ...], Meta(max_length=CELLS)] = ()


class Grant(Struct, frozen=True, forbid_unknown_fields=True):
    """What headquarters gives an office when they are paired.

    ``office_key`` and ``office_recipient`` are those of the request that is answered. ``recipient``: for which the
    office seals; ``recovery_recipient``: for which it seals as well. ``next_number``: of the office's next package.
    """

    office_key: PublicKey
    office_recipient: Recipient
    recipient: Recipient
    recovery_recipient: Recipient
    next_number: Positive


class Manifest(Struct, tag_field="line", tag="manifest", frozen=True, forbid_unknown_fields=True):
    """The first line: from whom, to whom, and how much.

    Attributes:
        package: the package itself; the same package from two ways has the same id.
        purpose: ``office`` to headquarters, ``answer`` to an office, ``grant`` when pairing.
        organisation: made by headquarters once; packages of another organisation are never merged.
        office, receiver: codes of the sending and of the receiving office.
        sender_key: the public key that signed (64 hexadecimal digits).
        receiver_key: the recipient of age for which it was sealed first.
        number: running number of the sender's packages to this receiver, from 1 on.
        previous: SHA-256 of the file with the number before, as the sender made it; None for the first.
        format, schema, program: with which program it was made.
        grade: only ``full`` packages are merged.
        is_complete: everything the sender has for the receiver, and not only what the receiver lacks.
        made_at: as the sender's clock claims; decides nothing.
        counts: changes in this package by kind; ``writers``: writer lines. They must agree with the lines.
        held: by writer, the highest number that the sender holds without a gap: "this need not be sent again".
        newest_program: the newest version of the program that the sender knows of.
        receipt: in answers only. grant: in grants only.
    """

    package: uuid.UUID
    purpose: Purpose
    organisation: uuid.UUID
    office: OfficeCode
    receiver: OfficeCode
    sender_key: PublicKey
    receiver_key: Recipient
    number: Positive
    previous: Sha256 | None
    format: Positive
    schema: Positive
    program: ShortText
    grade: Grade
    is_complete: bool
    made_at: ShortText
    counts: Annotated[dict[Name, Whole], Meta(max_length=MOST_FIELDS)]
    writers: Whole
    held: dict[uuid.UUID, Positive]
    newest_program: ShortText | None = None
    receipt: Receipt | None = None
    grant: Grant | None = None


class WriterLine(Struct, tag_field="line", tag="writer", frozen=True, forbid_unknown_fields=True, gc=False):
    """One run of the program on one computer; it stands before every change that names it, as writer or parent."""

    uuid: uuid.UUID
    office: Annotated[str, Meta(max_length=16)] | None
    is_headquarters: bool
    device: ShortText | None
    person: ShortText | None
    program: ShortText | None
    started_at: ShortText | None


class ChangeLine(Struct, tag_field="line", tag="change", frozen=True, forbid_unknown_fields=True, gc=False):
    """One change of one record, as it stands in the log of whoever wrote it.

    ``parents``: the changes that its writer saw as heads; None for a creation. ``fields``: packed values (as
    ``storage.rows.pack_values`` gives them) of what it sets. ``claimed_at``: seconds since 1970 by the writer's clock.
    The numbers of one writer ascend inside a package, so no change stands in it twice.
    """

    writer: uuid.UUID
    number: Positive
    clock: Positive
    kind: Name
    record_id: uuid.UUID
    parents: Annotated[tuple[ChangeName, ...], Meta(max_length=MOST_VALUES)] | None
    action: Literal["set", "erase"]
    fields: Annotated[dict[Name, Packed], Meta(max_length=MOST_FIELDS)]
    claimed_at: Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]
    reason: Text | None


class FigureLine(Struct, tag_field="line", tag="figure", frozen=True, forbid_unknown_fields=True):
    """One figure of a year, in packages of the grade ``totals``."""

    year: Whole
    code: Name
    figure: int | float | None
    low: int | float | None
    high: int | float | None


class SignatureLine(Struct, tag_field="line", tag="signature", frozen=True, forbid_unknown_fields=True):
    """The last line: an Ed25519 signature, 128 hexadecimal digits (what is signed: docs/package-format.md)."""

    ed25519: Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]


BodyLine = WriterLine | ChangeLine


@dataclass(frozen=True)
class ReceivedPackage:
    """A package whose seal, sender, receiver, signature and bounds are proved, as merging takes it.

    Attributes:
        manifest: the first line.
        sha256: of the file as it came (32 bytes), for the table ``package``.
        file: in which it came and of which a copy is kept; None for one that did not come as a file.
        lines: every writer and change, checked one by one, to be taken once and in this order: a writer before the
            changes that name it. Memory does not grow with their number. When the file is changed meanwhile, a line
            breaks a rule or the counts do not agree, the iterator raises UserError: roll back what was taken in.
    """

    manifest: Manifest
    sha256: bytes
    lines: Iterator[BodyLine]
    file: Path | None = None
