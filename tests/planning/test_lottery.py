"""Seeds that a week was planned with before: whoever tries until the lot pleases them leaves a trace."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.small import run, write_small


def plan(week: Path, out: Path, *options: str) -> dict[str, Any]:
    assert run(["plan", str(week), "--out", str(out), *options]) == 0
    assert run(["verify", str(out)]) == 0
    content: dict[str, Any] = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    return content


def seeds(content: dict[str, Any]) -> list[tuple[int, int]]:
    return [(one["search"], one["lot"]) for one in content["lottery"]["tried"]]


def state(week: Path, key: str, value: str) -> None:
    path = week / "scenario.toml"
    text = re.sub(rf"^{key} = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace("[scenario]\n", f"[scenario]\n{key} = {value}\n"), encoding="utf-8")


def test_every_rerun_with_another_seed_is_listed_and_the_same_seed_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    week, out = write_small(tmp_path / "week"), tmp_path / "out"
    assert seeds(plan(week, out)) == []
    assert seeds(plan(week, out)) == []
    assert seeds(plan(week, out, "--seed", "2")) == [(1, 1)]
    capsys.readouterr()
    state(week, "lottery_seed", "7")
    assert seeds(plan(week, out, "--seed", "2")) == [(1, 1), (2, 1)]
    assert "planned before with 2 other seeds: search 1, lot 1; search 2, lot 1." in capsys.readouterr().out
    # Back to where it began: what was tried in between stays.
    state(week, "lottery_seed", "1")
    assert seeds(plan(week, out)) == [(2, 1), (2, 7)]


def test_another_week_another_folder_and_a_folder_that_is_new_begin_anew(tmp_path: Path) -> None:
    week, out = write_small(tmp_path / "week"), tmp_path / "out"
    plan(week, out)
    assert seeds(plan(week, tmp_path / "other", "--seed", "2")) == []
    state(week, "week", '"2026-W47"')
    assert seeds(plan(week, out, "--seed", "2")) == []


def test_a_plan_of_an_earlier_version_is_listed_by_the_seeds_that_it_states(tmp_path: Path) -> None:
    week, out = write_small(tmp_path / "week"), tmp_path / "out"
    content = plan(week, out)
    del content["lottery"]
    (out / "plan.json").write_text(json.dumps(content), encoding="utf-8")
    assert plan(week, out, "--seed", "2")["lottery"]["tried"] == [{"search": 1, "lot": 1, "inputs": None}]


def test_what_usual_practice_wrote_there_is_a_run_too(tmp_path: Path) -> None:
    week, out = write_small(tmp_path / "week"), tmp_path / "out"
    assert run(["usual", str(week), "--out", str(out), "--seed", "5"]) == 0
    assert seeds(plan(week, out)) == [(5, 1)]
