"""Where an answer comes upon a better plan, the week is planned again from it, and gains at least as much."""

from __future__ import annotations

import pytest

from planner.planning import Plan, make_plan, refuse_unverified
from planner.questions import Question, answers, better_found, improved
from planner.solving import Start, proposals_of
from tests.questions.weeks import OUTCOME, SAME, asked, planned, week


@pytest.fixture(scope="module")
def hasty() -> Plan:
    """A plan that stopped at once, far from the best."""
    given = week(2, OUTCOME)
    given.solve = {**given.solve, "gap": 1.0}
    return given.plan()


def test_a_plan_that_is_not_the_best_is_improved_by_an_answer(hasty: Plan) -> None:
    best = planned(2).file.value
    assert hasty.file.value < best - SAME
    with asked(hasty) as asking:
        for person in hasty.assignments["jobseeker_id"].unique():
            found = answers(asking, Question(person))
            if (better := better_found(found)) is not None:
                break
        assert better is not None
        assert better.value > hasty.file.value + SAME
        made = improved(asking.plan, better)
    assert made is not None
    assert better.value - SAME <= made.file.value <= best + SAME
    refuse_unverified(made)


def test_the_best_plan_is_improved_by_nothing() -> None:
    plan = planned(2)
    with asked(plan) as asking:
        for person in plan.assignments["jobseeker_id"].unique()[:4]:
            assert better_found(answers(asking, Question(person))) is None


def test_a_week_planned_from_a_plan_gains_no_less_though_it_stops_at_once(hasty: Plan) -> None:
    best = planned(2)
    start = Start(proposals_of(best.instance, best.solution.chosen), {})
    again = make_plan(hasty.instance.scenario, start=start)
    assert again.file.value == pytest.approx(best.file.value, abs=SAME)
