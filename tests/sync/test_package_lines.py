"""What a line of a package may say, and what is refused."""

import uuid
from typing import Any

import msgspec
import pytest

from ibcr_desktop.sync import package_lines
from ibcr_desktop.sync.package_lines import ChangeLine, Manifest, WriterLine
from tests.test_documentation import ROOT

WRITER = uuid.UUID(int=7)
CHANGE = ChangeLine(
    writer=WRITER,
    number=3,
    clock=9,
    kind="milestone",
    record_id=uuid.UUID(int=5),
    parents=((WRITER, 1),),
    action="set",
    fields={"title": "Dix ans", "reached_on": None, "themes": ["a", "b"], "score": 1.5, "deleted": False, "year": 4},
    claimed_at=-5,
    reason=None,
)
LINES = msgspec.json.Decoder(WriterLine | ChangeLine)


def test_a_change_is_written_and_read_alike() -> None:
    assert LINES.decode(msgspec.json.encode(CHANGE)) == CHANGE


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"number": 10**30},
        {"number": "3"},
        {"clock": -1},
        {"kind": "../../etc/passwd"},
        {"kind": "milestone\n"},
        {"kind": None},
        {"record_id": "5"},
        {"parents": [["5", 1]]},
        {"parents": [[str(WRITER)]]},
        {"action": "drop"},
        {"fields": {"Title": "x"}},
        {"fields": {"a/b": "x"}},
        {"fields": {"title": {"deep": []}}},
        {"fields": {"title": [["deep"]]}},
        {"fields": {"title": "x" * (64 * 1024 + 1)}},
        {"fields": {"score": 2**60}},
        {"fields": []},
        {"more": 1},
    ],
)
def test_a_change_of_another_shape_is_refused(wrong: dict[str, Any]) -> None:
    line = msgspec.json.decode(msgspec.json.encode(CHANGE))
    with pytest.raises(msgspec.ValidationError):
        LINES.decode(msgspec.json.encode({**line, **wrong}))


@pytest.mark.parametrize("missing", ["writer", "number", "parents", "fields", "action", "line"])
def test_a_change_that_lacks_something_is_refused(missing: str) -> None:
    line = msgspec.json.decode(msgspec.json.encode(CHANGE))
    del line[missing]
    with pytest.raises(msgspec.ValidationError):
        LINES.decode(msgspec.json.encode(line))


@pytest.mark.parametrize("code", ["../DKR", ".DKR", "", "DKR/1", "D" * 17, "DKR\n", "-DKR"])
def test_an_office_code_can_always_stand_in_a_file_name(code: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**_manifest(), "office": code}, Manifest)


def test_a_manifest_is_written_and_read_alike() -> None:
    manifest = msgspec.convert(_manifest(), Manifest)
    assert msgspec.json.decode(msgspec.json.encode(manifest), type=Manifest) == manifest
    assert manifest.held == {WRITER: 12}


def test_the_page_names_every_member_of_every_line() -> None:
    page = (ROOT / "docs" / "package-format.md").read_text(encoding="utf-8")
    parts: list[Any] = [
        package_lines.Manifest,
        package_lines.WriterLine,
        package_lines.ChangeLine,
        package_lines.FigureLine,
        package_lines.SignatureLine,
        package_lines.Receipt,
        package_lines.KindDigest,
        package_lines.Grant,
    ]
    unsaid = [f"{part.__name__}.{name}" for part in parts for name in part.__struct_fields__ if name not in page]
    assert not unsaid


def _manifest() -> dict[str, Any]:
    return {
        "line": "manifest",
        "package": str(uuid.UUID(int=1)),
        "purpose": "office",
        "organisation": str(uuid.UUID(int=2)),
        "office": "DKR",
        "receiver": "MTL",
        "sender_key": "ab" * 32,
        "receiver_key": "age1" + "q" * 58,
        "number": 17,
        "previous": None,
        "format": 1,
        "schema": 2,
        "program": "0.2.0",
        "grade": "full",
        "is_complete": True,
        "made_at": "2026-11-24T09:30:00+00:00",
        "counts": {"milestone": 1},
        "writers": 1,
        "held": {str(WRITER): 12},
    }
