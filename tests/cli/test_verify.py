"""planner verify: what is accepted, and what is refused."""

import csv
import json
from pathlib import Path

import pytest

import planner as api
from tests.cli.small import TABLES, run, write_small

Screen = pytest.CaptureFixture[str]


def tampered(plan: Path) -> Path:
    """The plan with somebody proposed for a slot that nobody may go to, as a slip in a spreadsheet would."""
    path = plan / "assignments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["status"] == "proposed")["slot_id"] = "S3"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return plan


def test_an_untouched_plan_is_accepted(made: Path, capsys: Screen) -> None:
    assert run(["verify", str(made)]) == 0
    assert capsys.readouterr().out.startswith("Accepted")


def test_a_plan_is_accepted_against_the_scenario_it_was_made_from(small: Path, made: Path) -> None:
    assert run(["verify", str(made), "--scenario", str(small)]) == 0


def test_a_tampered_plan_ends_with_1_and_says_what_is_wrong(plan: Path, capsys: Screen) -> None:
    assert run(["verify", str(tampered(plan))]) == 1
    said = capsys.readouterr().out
    assert "S3" in said
    assert "Accepted" not in said
    assert said.rstrip().endswith("objections.")


def test_a_plan_is_refused_against_a_scenario_with_fewer_places(made: Path, tmp_path: Path) -> None:
    fewer = write_small(
        tmp_path / "fewer", slots=TABLES["slots.csv"].replace("S2,E2,jobb,south,1", "S2,E2,jobb,south,0")
    )
    assert run(["verify", str(made), "--scenario", str(fewer)]) == 1


def test_every_command_and_python_list_an_override_with_who_decided(tmp_path: Path, capsys: Screen) -> None:
    pinned = write_small(
        tmp_path / "pinned",
        history="jobseeker_id,slot_id,end\nP1,S1,declined\n",
        decisions="jobseeker_id,slot_id,decision,by,on,motive\nP1,S1,pin,K1,2026-11-20,asked again\n",
    )
    line = "P1 at S1, although: the person has declined the place before. Decided by K1 on 2026-11-20: asked again"
    out, bare = str(tmp_path / "out"), write_small(tmp_path / "bare")
    for command in (
        ["check", str(pinned)], ["plan", str(pinned), "--out", out], ["verify", out],
        ["compare", str(bare), str(pinned)], ["diff", out, out], ["plan", str(pinned), "--out", out, "--previous", out],
        ["advance", out, "--to", "2026-W49", "--out", str(tmp_path / "next")],
    ):  # fmt: skip
        assert run(command) == 0
        assert line in " ".join(capsys.readouterr().out.split()), command  # compare breaks long lines
    assert run(["verify", out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["overrides"][0]["gates"] == ["declined"]
    for found in (api.plan(pinned).overrides, api.verify(out).overrides):
        assert found.to_dict("records") == [
            {"jobseeker_id": "P1", "slot_id": "S1", "programme_id": "jobb", "gates": ("declined",), "by": "K1",
             "on": "2026-11-20", "motive": "asked again"}
        ]  # fmt: skip
