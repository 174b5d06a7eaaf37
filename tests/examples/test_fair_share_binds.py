"""The shipped scenario whose floor binds: the plan for the outcome alone is below it, the plan meets it, at a price."""

from __future__ import annotations

from planner.formulation import shares
from planner.inputs import read
from planner.planning import make_plan
from tests.plan_runs import ROOT


def test_few_with_little_swedish_get_paid_jobs_unless_a_share_over_half_a_year_is_asked_for() -> None:
    changes = {"settings": {"goals": ["outcome", "fair_share"]}, "solve": {"workers": 1}}
    plan = make_plan(read(ROOT / "scenarios" / "landskrona_fair", changes=changes))
    outcome, fair = plan.file.goals
    before = dict(plan.solution.stages)["outcome"]
    targets = {(one.group, one.places): one for one in shares(plan.instance, plan.solution.earlier)}
    paid = targets["low_swedish", "paid"]
    assert (paid.placed, paid.target) == (17, 24)
    # How many are missing depends on which of the best plans for the outcome comes out.
    assert paid.short(before) >= 1
    assert paid.short(plan.solution.chosen) == 0
    assert fair.final == 0
    # What the shares cost of the outcome is no more than they may.
    assert outcome.best is not None
    assert outcome.final is not None
    assert 0 <= 1 - outcome.final / outcome.best <= 0.03 + 1e-9
    low = next(part for part in plan.file.groups if part.group == "low_swedish")
    assert low.window is not None
    assert low.window.paid.proposed >= 7
    assert (low.window.paid.target, low.window.paid.shortfall) == (24, 0)
    assert plan.file.window is not None
    assert (plan.file.window.people, plan.file.window.placed, plan.file.window.paid) == (409, 157, 85)
