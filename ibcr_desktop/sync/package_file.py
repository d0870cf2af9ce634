"""Writes a package: magic, then age over zstandard over lines, signed, beside its destination and read back."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
import zstandard

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.safe_files import write_safely
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.sync.package_lines import FORMAT, ChangeLine, FigureLine, Manifest, SignatureLine, WriterLine
from ibcr_desktop.sync.sealing import SecretKeys, seal

MAGIC: Final = b"\x89IBCR\n\x1a"  # seven bytes that no text has, and that a transfer as text would break
HEADER: Final = MAGIC + bytes([FORMAT])
SIGNED: Final = b"IBCR package 1\n"  # stands before the digest that is signed, so that no other signature fits here

MOST_PACKED: Final = 200 * 10**6
MOST_UNPACKED: Final = 2 * 10**9
MOST_LINES: Final = 5_000_000
LONGEST_LINE: Final = 4 * 2**20
LARGEST_WINDOW: Final = 2**27  # of zstandard: what its own command line accepts unasked

LEVEL: Final = 12
WINDOW_LOG: Final = 25  # ids come back far from where they stood first: 13 % smaller than with the level's own 4 MiB
BLOCK: Final = 2**16

Line = WriterLine | ChangeLine | FigureLine


def write_package(
    path: Path, manifest: Manifest, lines: Iterable[Line], secret: SecretKeys, recipients: Sequence[str]
) -> bytes:
    """Write the package in one step and give the SHA-256 of the file; memory does not grow with the lines.

    Raises UserError when the disk refuses or the package would be larger than a receiver takes, and ValueError when
    the lines are not those that the manifest counts, which is a bug. What stood there before is untouched then.
    """
    digest = b""

    def write(file: BinaryIO) -> None:
        file.write(HEADER)
        seal(_compressed(_signed(manifest, lines, secret)), file, recipients)

    def verify(part: Path) -> None:
        nonlocal digest
        if part.stat().st_size > MOST_PACKED:
            raise _too_large()
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()

    write_safely(path, write, verify)
    return digest


def signed_message(digest: bytes) -> bytes:
    """Give the bytes that are signed: our prefix and the SHA-512 of every line before the signature."""
    return SIGNED + digest


def _signed(manifest: Manifest, lines: Iterable[Line], secret: SecretKeys) -> Iterator[bytes]:
    """Give all lines and the signature over them; counts what passes against the manifest and the bounds."""
    digest, encoder = hashlib.sha512(), msgspec.json.Encoder()
    size, count = 0, 0
    kinds: Counter[str] = Counter()
    for line in _with_first(manifest, lines):
        data = encoder.encode(line) + b"\n"
        digest.update(data)
        size, count = size + len(data), count + 1
        if size > MOST_UNPACKED or count >= MOST_LINES or len(data) > LONGEST_LINE:
            raise _too_large()
        if isinstance(line, ChangeLine):
            kinds[line.kind] += 1
        yield data
    if kinds != Counter(manifest.counts):
        raise ValueError("The manifest counts other changes than there are.")
    yield encoder.encode(SignatureLine(secret.sign(signed_message(digest.digest())))) + b"\n"


def _with_first(manifest: Manifest, lines: Iterable[Line]) -> Iterator[Manifest | Line]:
    yield manifest
    yield from lines


def _compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    parameters = zstandard.ZstdCompressionParameters.from_level(LEVEL, window_log=WINDOW_LOG)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    gathered = bytearray()
    for piece in pieces:
        gathered += piece
        if len(gathered) >= BLOCK:
            if packed := compressor.compress(bytes(gathered)):
                yield packed
            gathered.clear()
    yield compressor.compress(bytes(gathered)) + compressor.flush()


def _too_large() -> UserError:
    return UserError(
        N_("The file for the other side would be larger than the program there takes."),
        N_("Nothing was written; your records are safe."),
        N_("Ask the support of your organisation: this needs a backup on a stick instead."),
    )
