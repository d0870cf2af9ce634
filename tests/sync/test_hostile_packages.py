"""Whatever a hostile or unlucky maker writes into a package, it is refused, and this process lives on."""

import sys
import uuid
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
import zstandard

from ibcr_desktop.sync import package_worker
from ibcr_desktop.sync.package_reader import open_package
from ibcr_desktop.sync.refusals import SENTENCES, PackageRefusedError
from tests.sync.package_makers import (
    STRANGER,
    WRITER,
    a_change,
    a_manifest,
    a_package,
    a_writer,
    as_json,
    forged,
    refusal_in_this_process,
    ring_of_headquarters,
    signed,
)

OTHER = uuid.UUID(int=0xABCDEF)


def refusal(path: Path) -> PackageRefusedError:
    """Open the package with a worker process, as the program does."""
    with pytest.raises(PackageRefusedError) as refused, open_package(path, ring_of_headquarters()) as package:
        list(package.lines)
    return refused.value


def test_every_flipped_byte_of_a_package_is_noticed(tmp_path: Path) -> None:
    path = a_package(tmp_path)
    content = path.read_bytes()
    assert refusal_in_this_process(path) == "accepted"
    changed = tmp_path / "changed.ibcr"
    for place, byte in enumerate(content):
        changed.write_bytes(content[:place] + bytes([byte ^ 1 << place % 8]) + content[place + 1 :])
        assert refusal_in_this_process(changed) in {"damaged", "other_key"}, place


def test_a_package_cut_or_padded_anywhere_is_noticed(tmp_path: Path) -> None:
    content = a_package(tmp_path).read_bytes()
    changed = tmp_path / "changed.ibcr"
    for end in range(0, len(content), 7):
        changed.write_bytes(content[:end])
        assert refusal_in_this_process(changed) == "damaged", end
    for more in (b"\0", b"\n", content):
        changed.write_bytes(content + more)
        assert refusal_in_this_process(changed) == "damaged"


def test_a_signature_of_another_package_fits_no_second_one(tmp_path: Path) -> None:
    good = signed([as_json(a_manifest()), as_json(a_writer()), as_json(a_change())]).splitlines()
    other = signed([as_json(a_manifest(number=18)), as_json(a_writer()), as_json(a_change())]).splitlines()
    mixed = b"\n".join([*good[:-1], other[-1]]) + b"\n"
    assert refusal_in_this_process(forged(tmp_path / "x.ibcr", mixed)) == "damaged"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b""],
        [b"{}"],
        [b"[" * 200_000],
        [b'{"format":' + b"[" * 200_000],
        [b'{"format": 1e999}'],
        [b"\xff\xfe"],
        [as_json(a_manifest(), number=-1)],
        [as_json(a_manifest(), number=10**400)],
        [as_json(a_manifest(), office="../../DKR")],
        [as_json(a_manifest(), held={"not-an-id": 1})],
        [as_json(a_manifest(), more="x")],
        [as_json(a_writer())],
    ],
)
def test_a_first_line_that_is_no_manifest_is_refused(lines: list[bytes], tmp_path: Path) -> None:
    assert refusal_in_this_process(forged(tmp_path / "x.ibcr", signed(lines))) in {"broken_rule", "damaged"}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "spaceship"},
        {"kind": "../../milestone"},
        {"writer": str(OTHER)},
        {"parents": [[str(OTHER), 1]]},
        {"parents": [[str(WRITER), 1]]},
        {"parents": [[str(WRITER), 7]]},
        {"fields": {"reached_on": "2021-02-30"}},
        {"fields": {"reached_on": 7}},
        {"fields": {"text_en": ["a"]}},
        {"fields": {"text_en": "x" * 40_001}},
        {"fields": {"text_en": "a\0b"}},
        {"fields": {"text_en": "\x1b[31m"}},
        {"fields": {"project_id": "DROP TABLE person"}},
        {"fields": {"project_id": str(OTHER).upper()}},
        {"fields": {"is_headline": 1}},
        {"fields": {"state": "almost"}},
        {"fields": {"deleted": "no"}},
        {"fields": {"text_en": {"a": 1}}},
        {"reason": "\x07"},
        {"number": 2**60},
        {"claimed_at": 10**30},
        {"line": "signature"},
        {"line": "manifest"},
        {"line": ...},
    ],
)
def test_a_change_that_no_program_writes_is_refused(change: dict[str, Any], tmp_path: Path) -> None:
    lines = [as_json(a_manifest()), as_json(a_writer()), as_json(a_change(), **change)]
    assert refusal_in_this_process(forged(tmp_path / "x.ibcr", signed(lines))) == "broken_rule"


@pytest.mark.parametrize(
    "lines",
    [
        [a_writer(), a_change(), a_change()],
        [a_writer(), a_change(number=2), a_change(number=1)],
        [a_writer(), a_writer(), a_change()],
        [a_change(), a_writer()],
        [a_writer()],
        [a_writer(), a_writer(uuid=OTHER), a_change()],
        [a_writer(), a_change(kind="person", fields={})],
        [a_writer(office="BKO"), a_change()],
        [a_writer(is_headquarters=True), a_change()],
    ],
)
def test_lines_that_do_not_fit_each_other_are_refused(lines: list[Any], tmp_path: Path) -> None:
    content = signed([as_json(a_manifest()), *map(as_json, lines)])
    assert refusal_in_this_process(forged(tmp_path / "x.ibcr", content)) == "broken_rule"


def test_what_was_refused_is_told_with_its_line(tmp_path: Path) -> None:
    lines = [as_json(a_manifest()), as_json(a_writer()), as_json(a_change(), kind="spaceship")]
    refused = refusal(forged(tmp_path / "x.ibcr", signed(lines)))
    assert (refused.reason, refused.line) == ("broken_rule", 3)
    assert "an unknown kind of record" in str(refused)


def test_a_newer_schema_may_bring_kinds_and_fields_that_are_unknown_here(tmp_path: Path) -> None:
    manifest = as_json(a_manifest(), schema=3, counts={"spaceship": 1})
    change = as_json(a_change(), kind="spaceship", fields={"warp": 9, "crew": ["a"]})
    path = forged(tmp_path / "x.ibcr", signed([manifest, as_json(a_writer()), change]))
    with open_package(path, ring_of_headquarters(), schema=2) as package:
        assert [getattr(line, "kind", None) for line in package.lines] == [None, "spaceship"]


def test_a_small_file_that_swells_without_end_is_refused(tmp_path: Path) -> None:
    first = as_json(a_manifest()) + b"\n"
    compressor = zstandard.ZstdCompressor(level=3).compressobj()
    bomb = compressor.compress(first) + b"".join(compressor.compress(b"\n" * 2**20) for _ in range(400))
    path = forged(tmp_path / "x.ibcr", bomb + compressor.flush(), compressed=True)
    assert path.stat().st_size < 200_000
    assert refusal(path).reason == "too_large"


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    content = as_json(a_manifest()) + b"\n" + b"x" * (12 * 2**20)
    assert refusal(forged(tmp_path / "x.ibcr", content)).reason == "too_large"


def test_a_frame_that_wants_more_memory_than_zstandard_gives_unasked_is_refused(tmp_path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=True)
    frame = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    content = frame.compress(signed([as_json(a_manifest())])) + frame.flush()
    assert refusal_in_this_process(forged(tmp_path / "x.ibcr", content, compressed=True)) == "damaged"


@pytest.mark.parametrize("content", [b"not zstandard at all", b"", zstandard.compress(b"x" * 1000)[:-9]])
def test_what_is_sealed_but_not_compressed_is_refused(content: bytes, tmp_path: Path) -> None:
    path = forged(tmp_path / "x.ibcr", content, compressed=True)
    assert refusal_in_this_process(path) in {"damaged", "broken_rule"}


def test_a_stranger_is_refused_before_anything_of_the_file_is_unpacked(tmp_path: Path) -> None:
    manifest = as_json(a_manifest(), sender_key=STRANGER.public.signing_key)
    bomb = manifest + b"\n" + b"\n" * 40_000_000
    assert refusal(forged(tmp_path / "x.ibcr", bomb)).reason == "stranger"


def test_nothing_is_written_beside_the_package(tmp_path: Path) -> None:
    path = a_package(tmp_path)
    refusal(forged(tmp_path / "y.ibcr", signed([as_json(a_manifest(), office="../x")])))
    with open_package(path, ring_of_headquarters()) as package:
        list(package.lines)
    assert {each.name for each in tmp_path.iterdir()} == {path.name, "y.ibcr"}


def test_a_file_that_is_exchanged_between_proof_and_reading_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_package(tmp_path)
    (tmp_path / "other").mkdir()
    other = a_package(tmp_path / "other", number=18)
    prove = package_worker._prove

    def prove_then_exchange(*proof: Any) -> None:
        prove(*proof)
        path.write_bytes(other.read_bytes())

    monkeypatch.setattr(package_worker, "_prove", prove_then_exchange)
    assert refusal_in_this_process(path) == "damaged"


def report_limits(connection: Connection) -> None:
    """Tell what a process may use once the worker has bounded itself, and whether it gets more memory."""
    import resource  # noqa: PLC0415 - Windows has none

    package_worker._limit(3 * 10**6)
    limits = {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in ("DATA", "CPU", "FSIZE")}
    try:
        held = bytearray(limits["DATA"])
    except MemoryError:
        held = bytearray()
    connection.send({**limits, "held": len(held)})


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound a process otherwise")
def test_the_worker_bounds_its_memory_its_time_and_writes_no_file() -> None:
    ours, theirs = Pipe()
    process = get_context("spawn").Process(target=report_limits, args=(theirs,))
    process.start()
    found = ours.recv()
    process.join()
    assert found["DATA"] <= 300_000_000
    assert found["CPU"] == 5 + 3
    assert (found["FSIZE"], found["held"]) == (0, 0)


def test_every_reason_of_the_worker_has_its_sentence() -> None:
    source = Path(package_worker.__file__).read_text(encoding="utf-8")
    named = {part.split('"')[1] for part in source.split("RefusedError(")[1:] if part.startswith('"')}
    assert named
    assert named <= set(SENTENCES)
