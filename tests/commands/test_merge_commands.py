"""Sending, merging, deciding, withdrawing and answering as people do it at the command line."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import cheap_keys, make_keys_cheap, run

__all__ = ["cheap_keys"]  # a fixture that every test here uses

SCHOOL = "0b9d6b1e-0000-4000-8000-000000000001"


class Offices:
    """Two paired databases, and a folder for what travels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hq, self.dakar = folder / "hq.ibcrdb", folder / "dakar.ibcrdb"

    def report(self, command: str, database: Path, *more: object, code: int = 0) -> Any:
        """Run a command and give its JSON."""
        return json.loads(self.said(command, database, *more, "--json", "-", code=code))

    def said(self, command: str, database: Path, *more: object, code: int = 0) -> str:
        """Run a command and give what it printed."""
        raw = io.BytesIO()
        printed = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
        with redirect_stdout(printed), redirect_stderr(printed):
            assert run(command, "--database", database, *more) == code, raw.getvalue().decode()
        return raw.getvalue().decode()

    def write(self, database: Path, **fields: Any) -> None:
        """Write the school."""
        line = {"kind": "organisation", "id": SCHOOL, "office": "DKR", "state": "draft", "fields": fields}
        file = self.folder / "records.jsonl"
        file.write_text(json.dumps(line), encoding="utf-8")
        self.said("import-records", database, file)

    def pack(self) -> str:
        """Make the file that Dakar sends."""
        return str(self.report("pack", self.dakar, "--to", self.folder)["file"])


@pytest.fixture(scope="module")
def paired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the two databases, paired once for all tests."""
    offices = Offices(tmp_path_factory.mktemp("paired"))
    with pytest.MonkeyPatch.context() as patch:
        make_keys_cheap(patch)
        assert run("new", offices.hq, "--office", "MTL", "--headquarters", "--person", "Anne Roy") == 0
        assert run("new", offices.dakar, "--office", "DKR", "--person", "Awa Sarr") == 0
        asked = offices.report("pair-request", offices.dakar, "--to", offices.folder)
        granted = offices.report("pair-grant", offices.hq, asked["file"], "--to", offices.folder)
        offices.report("pair-accept", offices.dakar, granted["file"])
    return offices.folder


@pytest.fixture
def offices(paired: Path, tmp_path: Path) -> Offices:
    shutil.copytree(paired, tmp_path / "offices")
    return Offices(tmp_path / "offices")


def test_a_file_is_rehearsed_merged_answered_and_the_office_is_green(offices: Offices) -> None:
    offices.write(offices.dakar, name="École")
    file = offices.pack()
    rehearsed = offices.report("receive", offices.hq, file, "--rehearse")
    assert (rehearsed["outcome"], rehearsed["office"], rehearsed["number"]) == ("rehearsed", "DKR", 1)
    assert rehearsed["new"] >= 1
    merged = offices.report("receive", offices.hq, file, "--year", "2020-2021")
    assert {**merged, "year": None, "outcome": "rehearsed"} == {**rehearsed, "year": None}
    assert merged["outcome"] == "merged"
    assert merged["totals_before"] == merged["totals_after"] != {}
    assert offices.report("receive", offices.hq, file)["outcome"] == "already merged"
    assert (offices.folder / "backups").exists()
    [dakar] = [each for each in offices.report("offices", offices.hq) if each["office"] == "DKR"]
    assert (dakar["last"], dakar["missing"], dakar["drafts"]) == (1, [], 1)
    answer = offices.report("receipt", offices.hq, "--office", "DKR", "--to", offices.folder)
    assert answer["received"] == 1
    assert "shows the same records" in offices.said("receive", offices.dakar, answer["file"], "--rehearse")
    received = offices.report("receive", offices.dakar, answer["file"])
    assert received["outcome"] == "merged"
    assert received["acknowledged"] == {
        "received": 1,
        "withdrawn": [],
        "unacknowledged": 0,
        "differing": [],
        "questions": 0,
        "green": True,
    }


def test_a_conflict_is_listed_decided_and_settled_at_the_office(offices: Offices) -> None:
    offices.write(offices.dakar, name="École")
    offices.report("receive", offices.hq, offices.pack())
    offices.write(offices.dakar, name="École Un")
    offices.write(offices.hq, name="École I")
    assert offices.report("receive", offices.hq, offices.pack())["conflicts"] == 1
    [conflict] = offices.report("conflicts", offices.hq)
    assert (conflict["record"], conflict["field"], conflict["before"]) == (SCHOOL, "name", "École")
    assert {(each["office"], each["value"]) for each in conflict["versions"]} == {
        ("DKR", "École Un"),
        ("MTL", "École I"),
    }
    assert "École Un" in offices.said("conflicts", offices.hq)
    one = ("--record", SCHOOL, "--field", "name")
    assert "more than one" in offices.said("decide", offices.hq, "--keep", "BKO", *one, code=1)
    other = ("--record", SCHOOL, "--field", "country")
    assert "no open conflict" in offices.said("decide", offices.hq, "--value", "x", *other, code=1)
    assert "not said which conflict" in offices.said("decide", offices.hq, "--value", "x", code=1)
    said = offices.said("decide", offices.hq, "--rule", "newest", code=1)
    assert "no rule “newest”" in said
    assert "shown, headquarters, latest, DKR, MTL" in said
    decided = offices.report("decide", offices.hq, "--value", "École no 1", *one)
    assert decided == {"decided": 1, "open": 0}
    answer = offices.report("receipt", offices.hq, "--office", "DKR", "--to", offices.folder)
    assert offices.report("receive", offices.dakar, answer["file"])["acknowledged"]["green"]
    assert offices.report("conflicts", offices.dakar) == []
    assert "Anne Roy (MTL) decided" in offices.said("diary", offices.hq)


def test_a_package_is_withdrawn_and_taken_back_in(offices: Offices) -> None:
    offices.write(offices.dakar, name="École")
    file = offices.pack()
    offices.report("receive", offices.hq, file)
    which = ("--office", "DKR", "--number", "1")
    assert offices.report("withdraw", offices.hq, *which)["deleted"] >= 1
    assert "withdrawn here" in offices.said("receive", offices.hq, file, code=1)
    assert "no merged package" in offices.said("withdraw", offices.hq, *which, code=1)
    assert "Came back" in offices.said("reinstate", offices.hq, *which)
    acts = [each["act"] for each in offices.report("diary", offices.hq)]
    assert [each for each in acts if each != "refused"] == ["merged", "withdrawn", "reinstated"]
    assert acts.count("refused") == 1  # in the same second perhaps as what came before or after


def test_a_file_that_is_not_there_hides_nothing_of_the_others(offices: Offices) -> None:
    offices.write(offices.dakar, name="École")
    first = offices.pack()
    second, gone = offices.pack(), offices.folder / "gone.ibcr"
    told = offices.report("receive", offices.hq, first, gone, second, code=1)
    assert [each["outcome"] for each in told] == ["merged", "refused", "merged"]
    assert (told[1]["package"], told[1]["office"], told[1]["number"]) == ("gone.ibcr", "", 0)
    [reason] = told[1]["refused"]
    assert "gone.ibcr" in reason["reason"]


def test_totals_before_and_after_are_told_by_their_names(offices: Offices) -> None:
    mention = {"appeared_on": "2021-03-01", "outlet": "RTS"}
    line = {"kind": "media_mention", "id": SCHOOL, "office": "DKR", "state": "complete", "fields": mention}
    file = offices.folder / "records.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")
    offices.said("import-records", offices.dakar, file)
    year = ("--year", "2020-2021", "--rehearse", "--language", "fr")
    told = offices.said("receive", offices.hq, offices.pack(), *year)
    assert "Mentions dans les médias\u00a0: 0 avant, 1 après." in told


def test_headquarters_sends_no_work_to_itself(offices: Offices) -> None:
    said = offices.said("pack", offices.hq, "--to", offices.folder, code=1)
    assert "database of headquarters" in said
    assert "(receipt)" in said


def test_a_bad_file_is_refused_the_good_one_merged_and_one_of_a_newer_format_set_aside(offices: Offices) -> None:
    offices.write(offices.dakar, name="École")
    good, bad = offices.pack(), offices.folder / "cut.ibcr"
    bad.write_bytes(Path(good).read_bytes()[:-20])
    first, second = offices.report("receive", offices.hq, bad, good, code=1)
    assert (first["outcome"], second["outcome"]) == ("refused", "merged")
    [reason] = first["refused"]
    assert "cut.ibcr" in reason["reason"]
    assert "was merged before" in offices.said("receive", offices.hq, good)
    newer = offices.folder / "newer.ibcr"
    content = bytearray(Path(good).read_bytes())
    content[7] += 1
    newer.write_bytes(content)
    assert offices.report("receive", offices.hq, newer)["outcome"] == "set aside"
    waiting = offices.folder / "hq.ibcrdb.received" / "set-aside" / "newer.ibcr"
    assert waiting.read_bytes() == bytes(content)
    waiting.write_bytes(bad.read_bytes())  # as if this release could read it
    said = offices.said("receive", offices.hq, good)
    assert "newer.ibcr" in said
    assert "is damaged" in said
    assert not waiting.exists()


@pytest.mark.parametrize(
    "command", ["receive", "receipt", "offices", "conflicts", "decide", "withdraw", "reinstate", "diary"]
)
def test_every_command_has_its_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert "--json" in capsys.readouterr().out


def test_a_question_is_asked_answered_and_listed_without_a_window(offices: Offices) -> None:
    offices.write(offices.dakar, name="École")
    offices.report("receive", offices.hq, offices.pack())
    unknown = "0b9d6b1e-0000-4000-8000-0000000000ff"
    assert "no record" in offices.said("ask", offices.hq, "--record", unknown, "--text", "?", code=1)
    assert "is empty" in offices.said("ask", offices.hq, "--record", SCHOOL, "--text", " ", code=1)
    asked = offices.report("ask", offices.hq, "--record", SCHOOL, "--text", "Which one?")
    assert asked["office"] == "DKR"
    answer = offices.report("receipt", offices.hq, "--office", "DKR", "--to", offices.folder)
    assert offices.report("receive", offices.dakar, answer["file"])["acknowledged"]["questions"] == 1
    [listed] = offices.report("questions", offices.dakar, "--office", "DKR")
    assert (listed["question"], listed["record"], listed["answer"]) == (asked["question"], SCHOOL, None)
    which = ("--question", listed["question"])
    assert "no open question" in offices.said("answer", offices.dakar, "--question", unknown, "--text", "x", code=1)
    assert "next file" in offices.said("answer", offices.dakar, *which, "--text", "That of Fann")
    offices.report("receive", offices.hq, offices.pack())
    [answered] = offices.report("questions", offices.hq)
    assert answered["answer"] == "That of Fann"
    assert "Answer of DKR: That of Fann" in offices.said("questions", offices.hq)
    [dakar] = [each for each in offices.report("offices", offices.hq) if each["office"] == "DKR"]
    assert dakar["questions"] == {"waiting": 0, "answered": 1}
