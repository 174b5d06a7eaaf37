"""What-ifs over simulated weeks from Python: what the command writes, as DataFrames of documented columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planner
from tests.api.documented import assert_as_documented
from tests.cli.small import contents, run, write_small, write_what_if


def test_python_gives_what_the_command_writes(tmp_path: Path) -> None:
    week = write_small(tmp_path / "week")
    more, out = write_what_if(week, tmp_path / "more"), tmp_path / "out"
    found = planner.compare([week, more], weeks=3, seeds=2, policies=["usual", "greedy"], out=out)
    before = contents(out)
    call = ["compare", str(week), str(more), "--weeks", "3", "--seeds", "2", "--policy", "usual,greedy"]
    assert run([*call, "--out", str(out)]) == 0
    assert contents(out) == before
    assert found.summary == json.loads(before["summary.json"])
    for name in ("runs", "weeks", "money", "differences"):
        assert_as_documented(getattr(found, name), f"compared_weeks.{name}")
    assert (len(found.runs), len(found.weeks), len(found.differences)) == (2 * 2 * 2, 2 * 2 * 2 * 3, 2)
    assert "Exempelköping, vecka 48: what-ifs over 3 simulated weeks" in repr(found)
    assert "En plats till på S2" in repr(found)


def test_a_what_if_made_in_python_is_taken_and_nothing_is_kept_without_a_folder(tmp_path: Path) -> None:
    week = planner.read(write_small(tmp_path / "week"))
    more = week.patched(table="slots", shift={"places": 2}, name="more")
    found = planner.compare([week, more], weeks=3, seeds=3)
    assert set(found.runs["policy"]) == {"greedy"}
    assert (found.differences["placed"] >= 0).all()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["week"]


def test_arguments_that_do_not_go_together_are_named(tmp_path: Path) -> None:
    week = planner.read(write_small(tmp_path / "week"))
    more = week.patched(table="slots", shift={"places": 2}, name="more")
    with pytest.raises(planner.UsageFault, match="together and draws: for the plans"):
        planner.compare([week, more], weeks=3, draws=5, together=True)  # type: ignore[call-overload]
    with pytest.raises(planner.UsageFault, match="Say how many with weeks"):
        planner.compare([week, more], seeds=3)  # type: ignore[call-overload]
    with pytest.raises(planner.UsageFault, match="weeks = 0"):
        planner.compare([week, more], weeks=0)
    with pytest.raises(TypeError, match="seeds takes a whole number, not str"):
        planner.compare([week, more], weeks=3, seeds="many")  # type: ignore[call-overload]
