"""What plan.json says of neighbours in one pool: each wrong figure caught, and a right plan accepted and shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.planning import Plan
from planner.reports.neighbours import neighbours_lines
from planner.texts import speaking
from planner.verification import verify
from tests.formulation.goals.test_own_residents import SVEDALA, TRELLEBORG, given_pool
from tests.scenarios import Given, objections, written


@pytest.fixture
def shared(tmp_path: Path) -> Plan:
    """Trelleborg's floor of one place is met by T2 at home; V1 has a place that T1 could have had as well."""
    given = given_pool(tmp_path, "first").slot("S2").worth("V1", "S2", 0.5)
    given.tables["outcomes"] = [row for row in given.tables["outcomes"] if row["jobseeker_id"] != "T1"]
    return given.plan()


def test_the_screen_has_a_row_for_each_municipality(shared: Plan, tmp_path: Path) -> None:
    assert objections(shared, tmp_path / "plan") == []
    with speaking("en"):
        lines = neighbours_lines(shared)
    assert [line.split()[:7] for line in lines[2:4]] == [
        ["Svedala", f"({SVEDALA})", "1", "0", "0", "1", "0"],
        ["Trelleborg", f"({TRELLEBORG})", "2", "2", "1", "0", "1"],
    ]


@pytest.mark.parametrize(
    "at, key, value",
    [
        (1, "at_home", 2), (1, "own_elsewhere", 1), (1, "places", 3), (0, "neighbours", 1), (0, "gets", 0),
        (0, "municipality", "0000"), (None, "bound", 0), (None, "at_home", 2), (None, "own_residents", "pooled"),
    ],
)  # fmt: skip
def test_a_wrong_figure_is_refused(shared: Plan, tmp_path: Path, at: int | None, key: str, value: object) -> None:
    path = written(shared, tmp_path / "plan") / "plan.json"
    file = json.loads(path.read_text(encoding="utf-8"))
    pool = file["neighbours"]
    (pool if at is None else pool["municipalities"][at])[key] = value
    path.write_text(json.dumps(file), encoding="utf-8")
    where = {None: f".{key}", 0: f" {SVEDALA}", 1: f" {TRELLEBORG}"}[at]
    where = ".municipalities" if key == "municipality" else where
    assert f"plan.json neighbours{where}" in {one.where for one in verify(path.parent)}


def test_a_plan_that_gives_residents_less_than_they_have_at_home_is_refused(tmp_path: Path) -> None:
    """The pooled plan, in a folder that says residents come first and that Trelleborg has a place at home."""
    given = given_pool(tmp_path, "pooled")
    plan = given.plan()
    folder = written(plan, tmp_path / "plan")
    file = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    pool = file["neighbours"]
    pool.update(own_residents="first", at_home=1, bound=1)
    pool["municipalities"][0].update(gets=1, at_home=0)
    pool["municipalities"][1].update(gets=0, at_home=1)
    goal = {**file["goals"][0], "name": "own_residents", "best": -1, "bound": 0, "gap": 1, "final": -1, "may_cost": 0}
    file["goals"].append({**goal, "status": "feasible"})
    (folder / "plan.json").write_text(json.dumps(file), encoding="utf-8")
    scenario = (folder / "inputs" / "scenario.toml").read_text(encoding="utf-8")
    scenario = scenario.replace("[settings]\n", '[settings]\nown_residents = "first"\n')
    (folder / "inputs" / "scenario.toml").write_text(scenario, encoding="utf-8")
    said = {one.where: one.message for one in verify(folder)}
    assert "less than" in said["plan.json neighbours 1287"]


def test_one_municipality_alone_has_no_such_part(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5)
    plan = given.plan()
    assert plan.file.neighbours is None
    assert "neighbours" not in plan.file.model_dump()
    assert objections(plan, tmp_path / "plan") == []
