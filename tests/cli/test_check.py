"""planner check: counts and warnings, as text and as one JSON object."""

import json
from pathlib import Path

import pytest

from tests.cli.small import TABLES, contents, decisions, run, write_small

ROOT = Path(__file__).resolve().parents[2]
Screen = pytest.CaptureFixture[str]


def test_check_counts_and_writes_nothing(small: Path, capsys: Screen) -> None:
    before = contents(small)
    assert run(["check", str(small)]) == 0
    said = capsys.readouterr().out
    assert "Exempelköping, vecka 48: no faults." in said
    assert "Rows: jobseekers 4," in said
    assert "Left out for protected identity: 1." in said
    assert contents(small) == before


def test_check_names_what_nobody_has_verified_of_each_programme(capsys: Screen) -> None:
    assert run(["check", str(ROOT / "scenarios/tiny"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unverified"] == {
        "arbetstraning": ["length"], "bea": ["length", "rule_who"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "exit_code, arguments, files",
    [
        (0, ["small"], {}),
        (2, ["nowhere"], {}),
        (2, [], {}),
        (2, ["small", "--conjure"], {}),
        (3, ["spoilt"], {"slots": TABLES["slots.csv"].replace("S2,E2,jobb,south,1", "S2,E9,jobb,south,en")}),
        (3, ["spoilt"], {"decisions": decisions("P1,S3,pin")}),
        (3, ["small", "--strict"], {}),
    ],
    ids=["sound", "no scenario", "no argument", "no such option", "faults", "pin against a gate", "strict"],
)
def test_check_prints_one_json_object_in_every_case(  # noqa: PLR0913, PLR0917 - parameters and fixtures
    exit_code: int, arguments: list[str], files: dict[str, str], small: Path, tmp_path: Path, capsys: Screen
) -> None:
    folders = {"small": small, "spoilt": write_small(tmp_path / "spoilt", **files), "nowhere": tmp_path / "nowhere"}
    assert run(["check", *(str(folders.get(word, word)) for word in arguments), "--json"]) == exit_code
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert said.err == ""
    assert answer["exit_code"] == exit_code
    assert (answer["message"] is None) == (exit_code == 0)
    assert bool(answer["faults"]) == (exit_code == 3)
    assert {key for fault in [*answer["faults"], *answer["warnings"]] for key in fault} <= {
        "code", "file", "row", "column", "value", "what", "cure", "severity", "text",
    }  # fmt: skip
    assert [warning["code"] for warning in answer["warnings"]] == (
        ["few-goals"] if exit_code in {0, 3} and "--strict" not in arguments else []
    )
    assert ("candidates" in answer) == (exit_code == 0)


def test_warnings_are_printed_counted_and_made_faults_by_strict(small: Path, capsys: Screen) -> None:
    assert run(["check", str(small)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("warning[few-goals]: scenario.toml, settings.goals: ")
    assert "no faults. 1 warning." in said
    assert run(["check", str(small), "--strict"]) == 3
    assert capsys.readouterr().err.startswith("error[few-goals]: ")
