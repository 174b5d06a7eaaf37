"""`planner diff` and `planner plan --previous` as people call them: screens, files, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.small import TABLES, contents, run, write_small

PLACEMENTS = "jobseeker_id,slot_id,state,from_week\n"


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """The plan of the small week: P1 at S2 and P3 at S1."""
    assert run(["plan", str(write_small(tmp_path / "week")), "--out", str(tmp_path / "first")]) == 0
    return tmp_path / "first"


@pytest.fixture
def next_week(tmp_path: Path) -> Path:
    """The week without P1, who left."""
    rows = [row for row in TABLES["jobseekers.csv"].splitlines() if not row.startswith("P1")]
    return write_small(tmp_path / "next", jobseekers="\n".join(rows) + "\n")


def test_a_plan_from_a_previous_one_says_and_writes_what_changed(
    tmp_path: Path, planned: Path, next_week: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "second"
    capsys.readouterr()
    assert run(["plan", str(next_week), "--out", str(out), "--previous", str(planned)]) == 0
    shown = capsys.readouterr().out
    assert "Since last week's proposals: 1 new, 0 moved, 1 withdrawn and 1 kept." in shown
    assert "1 of those withdrawn was no longer possible." in shown
    assert "Exempelstäd AB" in shown
    assert "  New: P4 (S2)\n" in shown
    assert (out / "changes_since.csv").is_file()
    assert json.loads((out / "plan.json").read_text(encoding="utf-8"))["changes"]["kept"] == 1
    assert run(["verify", str(out)]) == 0
    assert run(["verify", str(out), "--scenario", str(next_week)]) == 0


def test_headings_and_words_of_changes_are_swedish_where_asked_and_verified(
    tmp_path: Path, planned: Path, next_week: Path
) -> None:
    out = tmp_path / "second"
    asked = ["--dialect", "swedish", "--headings", "sv", "--previous", str(planned)]
    assert run(["plan", str(next_week), "--out", str(out), *asked]) == 0
    text = (out / "changes_since.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("ändring;")
    assert {line.split(";")[0] for line in text.splitlines()[1:]} == {"ny", "utgår", "kvar"}
    assert run(["verify", str(out)]) == 0


def test_the_difference_of_two_folders_is_shown_and_written_without_planning(
    tmp_path: Path, planned: Path, next_week: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", str(next_week), "--out", str(tmp_path / "second")]) == 0
    capsys.readouterr()
    before = contents(planned)
    assert run(["diff", str(planned), str(tmp_path / "second"), "--out", str(tmp_path / "diff")]) == 0
    assert "1 new, 0 moved, 1 withdrawn and 1 kept." in capsys.readouterr().out
    assert sorted(contents(tmp_path / "diff")) == ["changes.csv", "changes_by_employer.csv", "difference.json"]
    assert contents(planned) == before
    assert run(["diff", str(planned), str(tmp_path / "second"), "--out", str(tmp_path / "diff"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["changes"], said["first"]["edited"]) == ({"new": 1, "moved": 0, "withdrawn": 1, "kept": 1}, [])


def test_files_changed_since_a_plan_was_made_are_named(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (planned / "inputs" / "zones.csv").write_text("zone\n", encoding="utf-8")
    assert run(["diff", str(planned), str(planned)]) == 0
    assert "changed since the plan was made: inputs/zones.csv" in capsys.readouterr().out


def test_a_folder_that_is_no_plan_ends_with_2_and_a_doubtful_one_with_3(
    tmp_path: Path, planned: Path, next_week: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "second")
    assert run(["diff", str(next_week), str(planned)]) == 2
    assert run(["plan", str(next_week), "--out", out, "--previous", str(next_week)]) == 2
    path = planned / "assignments.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",S1,", ",S7,"), encoding="utf-8")
    capsys.readouterr()
    assert run(["diff", str(planned), str(planned)]) == 3
    assert run(["plan", str(next_week), "--out", out, "--previous", str(planned)]) == 3
    assert "error[plan-edited]: first/assignments.csv row" in capsys.readouterr().err
    assert not Path(out).exists()


def test_drafts_beside_a_previous_plan_end_with_3_and_write_nothing(
    tmp_path: Path, planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    week = write_small(tmp_path / "drafts", placements=f"{PLACEMENTS}P1,S2,draft,\n")
    assert run(["plan", str(week), "--out", str(tmp_path / "second"), "--previous", str(planned)]) == 3
    assert "error[drafts-beside-previous]: placements.csv row 2, state" in capsys.readouterr().err
    assert not (tmp_path / "second").exists()


def test_no_folder_is_written_over_a_plan_that_is_compared(planned: Path) -> None:
    before = contents(planned)
    assert run(["diff", str(planned), str(planned), "--out", str(planned)]) == 2
    assert run(["diff", str(planned), str(planned), "--out", str(planned / "inside")]) == 2
    assert contents(planned) == before
