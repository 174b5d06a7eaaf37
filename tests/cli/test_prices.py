"""`planner prices` as people call it: its screen, its files, its exit codes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.small import run, write_small


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """The plan of the small week."""
    assert run(["plan", str(write_small(tmp_path / "week")), "--out", str(tmp_path / "plan")]) == 0
    return tmp_path / "plan"


def test_prices_are_shown_and_written_kind_by_kind_and_may_be_written_again(
    tmp_path: Path, planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "prices"
    capsys.readouterr()
    for _time in range(2):
        assert run(["prices", str(planned), "--out", str(out), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    for title in ("Places: one place", "Programmes:", "Budgets: 100,000 SEK", "Supervisors:", "Caseworkers:"):
        assert title in shown
    assert "Each price holds by itself: never add two" in shown
    assert {path.name for path in out.iterdir()} >= {"prices.csv", "prices.json", "places_wanted.csv"}
    rows = list(csv.DictReader((out / "prices.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["kind"] for row in rows} <= {"place", "programme", "budget", "supervisor", "caseworker"}
    summary = json.loads((out / "prices.json").read_text(encoding="utf-8"))
    assert summary["unit"] == "people"
    assert [len(own) for own in summary["prices"].values()] == [
        sum(row["kind"] == kind for row in rows) for kind in summary["prices"]
    ]
    # Nothing is summed over kinds or over limits: every figure belongs to one step.
    assert not {"total", "sum", "totals"} & {*summary, *summary["prices"]}


def test_prices_say_in_swedish_what_they_say_in_english(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["prices", str(planned), "--lang", "sv"]) == 0
    shown = capsys.readouterr().out
    assert "Handläggare" in shown
    assert "Places" not in shown


def test_a_folder_without_a_plan_ends_with_2_and_a_changed_plan_with_3_and_nothing_is_written(
    tmp_path: Path, planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "prices"
    assert run(["prices", str(tmp_path / "week"), "--out", str(out)]) == 2
    table = planned / "slots.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("S1,E1", "S1,E2"), encoding="utf-8")
    assert run(["prices", str(planned), "--out", str(out)]) == 3
    assert not out.exists()
    assert run(["prices", str(planned), "--out", str(planned / "prices")]) == 2
    assert "slots.csv" in capsys.readouterr().err
