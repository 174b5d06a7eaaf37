"""The exit code says how a command ended: 0 done, 1 verification, 2 usage, 3 files, 4 demands that clash."""

import json
from pathlib import Path

import pytest

from tests.cli.small import TABLES, contents, decisions, run, write_small, write_what_if

Screen = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "nowhere", "--out", "new"],
        ["usual", "nowhere", "--out", "new"],
        ["check", "nowhere"],
        ["verify", "nowhere"],
        ["compare", "nowhere", "nowhere_else"],
        ["schema", "nothing"],
    ],
)
def test_what_is_not_there_ends_with_2_and_is_named(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "no" in said.err
    assert arguments[1] in said.err
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ["conjure"],
        ["plan", "--conjure"],
        ["plan", "here"],
        ["compare", "here"],
        ["plan", "here", "--out", "new", "--time-limit", "0"],
        ["plan", "here", "--out", "new", "--gap", "2"],
        ["plan", "here", "--out", "new", "--workers", "none"],
        ["plan", "here", "--out", "new", "--gap", "none"],
        ["plan", "here", "--out", "new", "--dialect", "danish"],
        ["--lang", "en", "plan", "here", "--out", "new", "--lang", "fi"],
    ],
)
def test_a_call_that_cannot_be_understood_ends_with_2(arguments: list[str], capsys: Screen) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Usage: planner" in said.err


def test_every_fault_of_the_files_is_told_at_once_and_nothing_is_written(tmp_path: Path, capsys: Screen) -> None:
    spoilt = write_small(
        tmp_path / "spoilt",
        slots=TABLES["slots.csv"].replace("S2,E2,jobb,south,1", "S2,E9,jobb,south,en"),
        jobseekers=TABLES["jobseekers.csv"].replace("P4,south", "P4,west"),
    )
    before = contents(tmp_path)
    for command in (["check", str(spoilt)], ["plan", str(spoilt), "--out", str(tmp_path / "new")]):
        assert run(command) == 3
        said = capsys.readouterr()
        assert said.out == ""
        for found in ("slots.csv row 3, places", '"en"', '"E9"', '"west"', "3 faults found"):
            assert found in said.err
    assert contents(tmp_path) == before


def test_a_pin_against_a_gate_is_a_fault_of_the_files(tmp_path: Path, capsys: Screen) -> None:
    pinned = write_small(tmp_path / "pinned", decisions=decisions("P1,S3,pin"))
    for command in (["check", str(pinned)], ["plan", str(pinned), "--out", str(tmp_path / "new")]):
        assert run(command) == 3
        assert "the pin of P1 to S3" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "rows, code, words",
    [
        (("P1,S1,pin", "P2,S1,pin"), 4, "the pin of P2 to S1"),
        (("P1,S1,pin", "P1,S2,pin"), 3, "decisions.csv row 3, slot_id: P1 is pinned to S2, and to S1 already"),
    ],
    ids=["one place", "one person"],
)
def test_pins_that_clash_are_named(
    rows: tuple[str, ...], code: int, words: str, tmp_path: Path, capsys: Screen
) -> None:
    clashing = write_small(tmp_path / "clashing", decisions=decisions(*rows))
    assert run(["plan", str(clashing), "--out", str(tmp_path / "new")]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert not (tmp_path / "new").exists()


def test_demands_that_clash_are_printed_as_json_with_their_ways_out(tmp_path: Path, capsys: Screen) -> None:
    rows = ("P1,S1,pin", "P2,S1,pin")
    clashing = write_small(tmp_path / "clashing", decisions=decisions(*rows))
    assert run(["plan", str(clashing), "--out", str(tmp_path / "out"), "--json"]) == 4
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert (told["exit_code"], told["faults"]) == (4, [])
    assert told["message"].startswith("The pin of P1 to S1 (decisions.csv row 2, decision)")
    ways = [way["changes"] for clash in told["clashes"] for way in clash["ways_out"]]
    assert {change["kind"] for changes in ways for change in changes} >= {"pin", "places"}
    assert all(change["file"] and change["row"] and change["text"] for changes in ways for change in changes)


def test_a_fault_in_a_what_if_ends_with_3(small: Path, tmp_path: Path, capsys: Screen) -> None:
    folder = write_what_if(small, tmp_path / "spoilt")
    path = folder / "scenario.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"S2" }', '"S9" }'), encoding="utf-8")
    assert run(["compare", str(small), str(folder), "--out", str(tmp_path / "new")]) == 3
    assert "error[" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_an_internal_fault_ends_with_1_and_prints_no_data(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    def fail(*_: object, **__: object) -> None:
        message = "P1 lives in the north"
        raise RuntimeError(message)

    monkeypatch.setattr("planner.cli.planning.make_plan", fail)
    assert run(["plan", str(small), "--out", str(tmp_path / "new")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Internal fault (RuntimeError at fail, line ")
    assert "P1" not in said.err
    assert "north" not in said.err
    assert not (tmp_path / "new").exists()


def test_plan_usual_and_compare_say_how_many_warnings_there_are(
    small: Path, what_if: Path, tmp_path: Path, capsys: Screen
) -> None:
    for command in ("plan", "usual"):
        assert run([command, str(small), "--out", str(tmp_path / command), "--lang", "en"]) == 0
        assert "1 warning about what went in: planner check says." in capsys.readouterr().out
    assert run(["compare", str(small), str(what_if), "--lang", "sv"]) == 0
    assert "En plats till på S2: 1 varning om underlaget: se planner check." in capsys.readouterr().out
