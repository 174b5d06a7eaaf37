"""planner verify: what is accepted, and what is refused."""

import csv
from pathlib import Path

import pytest

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
