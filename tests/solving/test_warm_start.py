"""A week begun from the plan of one like it: never worse for it, whatever has changed in between."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.reference_instances import Reference, built, draw
from planner.planning import make_plan
from planner.solving import SearchProgress, solve
from tests.scenarios import Given, crowded, objections, pairs

MARK = Reference("start", 120, each=15, fewest_every=4)


@pytest.mark.parametrize("factor", [0.9, 1.0, 1.2])
def test_less_and_more_money_give_the_same_plan_values_as_from_nothing_and_begin_near_them(factor: float) -> None:
    drawn = draw(MARK)

    def change(tables: dict[str, pd.DataFrame]) -> None:
        tables["funding"]["budget_sek"] *= factor

    before = solve(built(drawn, workers=1, gap=1e-4))
    instance = built(drawn, workers=1, gap=1e-4, change=change)
    told: list[SearchProgress] = []
    begun, alone = solve(instance, told.append, before.start), solve(instance)
    assert begun.goals[0].best == pytest.approx(alone.goals[0].best, rel=1e-4)
    assert begun.is_reproducible
    # What fits of the plan before is the first that is heard of.
    assert next(news for news in told if news.is_of_a_goal).value >= 0.8 * begun.goals[0].best


def test_a_week_begun_from_its_own_cuts_takes_fewer_lps_for_about_the_same_bound() -> None:
    instance = built(draw(MARK), seconds=4, workers=1, gap=1e-4)
    before = solve(instance)
    assert before.start.cuts is not None
    assert before.start.cuts.cuts
    begun, without = solve(instance, start=before.start), solve(instance, start=replace(before.start, cuts=None))
    assert begun.statistics is not None
    assert without.statistics is not None
    assert begun.statistics.counts["lps"] < without.statistics.counts["lps"]
    for one in (begun, without):
        assert before.goals[0].best <= one.goals[0].best <= one.goals[0].bound
    assert begun.goals[0].bound <= before.goals[0].bound * (1 + 2e-4)


def test_a_plan_begun_from_cuts_under_other_limits_has_a_certificate_that_holds(tmp_path: Path) -> None:
    def week(home: Path, places: int) -> Given:
        given = crowded(home, people=40, slots=16)
        given.settings["goals"] = ["outcome"]
        given.solve = {"time_limit_seconds": 4, "gap": 0, "workers": 1}
        for slot in given.tables["slots"]:
            slot["places"], slot["min_places"] = places, 2
        return given

    before = week(tmp_path / "before", 3).plan().solution.start
    assert before.cuts is not None
    assert before.cuts.cuts
    plan = make_plan(week(tmp_path / "after", 4).scenario(), start=before)
    assert json.loads(plan.files["certificate.json"])["with_cuts"]["cuts"]
    assert objections(plan, tmp_path / "plan") == []


def test_people_who_left_and_slots_that_closed_are_passed_over(tmp_path: Path) -> None:
    before = crowded(tmp_path / "before", people=20, slots=9, seed=3).plan()
    week = Given(tmp_path / "after").people("P1", "new").slot("S1").slot("other").worth("new", "S1", 0.5)
    week.worth("P1", "other", 0.3)
    instance = week.instance()
    found = solve(instance, start=before.solution.start)
    assert found.goals[0].best == pytest.approx(0.8)
    plan = week.plan()
    assert pairs(plan) == ["P1 other T", "new S1 T"]
    assert objections(plan, tmp_path / "plan") == []
