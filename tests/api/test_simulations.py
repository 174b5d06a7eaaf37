"""Simulated weeks from Python: the same as the command gives, as DataFrames of documented columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planner
from tests.api.documented import assert_as_documented
from tests.cli.small import contents, run, write_small


def test_python_gives_what_the_command_writes(tmp_path: Path) -> None:
    week = write_small(tmp_path / "week")
    out = tmp_path / "out"
    found = planner.simulate(week, weeks=3, seeds=2, out=out)
    before = contents(out)
    assert run(["simulate", str(week), "--weeks", "3", "--seeds", "2", "--out", str(out)]) == 0
    assert contents(out) == before
    assert found.summary == json.loads(before["summary.json"])
    for name in ("policies", "runs", "weeks", "money", "differences"):
        assert_as_documented(getattr(found, name), f"simulation.{name}")
    assert len(found.runs) == 6 * 2
    assert len(found.weeks) == 6 * 2 * 3
    assert len(found.differences) == 6 * 5 / 2
    assert "Exempelköping, vecka 48: 3 simulated weeks" in repr(found)
    assert "each week's best plan" in repr(found)


def test_a_scenario_that_was_read_is_taken_too_and_nothing_is_kept_without_a_folder(tmp_path: Path) -> None:
    week = planner.read(write_small(tmp_path / "week"))
    found = planner.simulate(week, ["greedy", "usual"], weeks=2, seeds=1)
    assert list(found.policies["policy"]) == ["usual", "greedy"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["week"]


def test_a_what_if_comes_in_the_middle(tmp_path: Path) -> None:
    week = planner.read(write_small(tmp_path / "week"))
    more = week.patched(table="slots", shift={"places": 2})
    found = planner.simulate(week, "greedy", weeks=6, seeds=3, change=more, change_after=2)
    plain = planner.simulate(week, "greedy", weeks=6, seeds=3)
    early = found.weeks[found.weeks["week"] < "2026-W50"]
    same = plain.weeks[plain.weeks["week"] < "2026-W50"]
    assert early.reset_index(drop=True).equals(same.reset_index(drop=True))
    assert found.runs["placed"].sum() >= plain.runs["placed"].sum()
    with pytest.raises(planner.UsageFault, match="in table jobseekers by more than further rows"):
        planner.simulate(
            week, weeks=4, change=week.patched(table="jobseekers", set={"waiting_weeks": 3}), change_after=2
        )


def test_what_is_no_number_or_no_policy_is_refused(tmp_path: Path) -> None:
    week = write_small(tmp_path / "week")
    with pytest.raises(TypeError, match="seeds takes a whole number, not str"):
        planner.simulate(week, seeds="many")  # type: ignore[arg-type]
    with pytest.raises(planner.UsageFault, match="weeks = 0"):
        planner.simulate(week, weeks=0)
    with pytest.raises(planner.UsageFault, match="is no policy"):
        planner.simulate(week, "clever")
    with pytest.raises(TypeError, match="policies takes a list of names, not int"):
        planner.simulate(week, 3)  # type: ignore[arg-type]
    with pytest.raises(planner.InputFaults, match="available_from"):
        planner.simulate(week, history=week)
