"""A week begun from the plan of one like it: never worse for it, whatever has changed in between."""

from pathlib import Path

import pandas as pd
import pytest

from benchmarks.reference_instances import Reference, built, draw
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
