"""Where an answer comes upon a better plan, the week is planned again from it, and gains at least as much."""

from __future__ import annotations

import pytest

from planner.planning import Plan, make_plan, refuse_unverified
from planner.questions import Question, answers, better_found, improved
from planner.solving import WarmStart, proposals_of
from tests.questions.weeks import OUTCOME, SAME, asked, planned, week


@pytest.fixture(scope="module")
def queue() -> Plan:
    """The plan of the longest waits, which gains less than the best; weeks this small are solved to the end at once."""
    given = week(2, OUTCOME)
    return make_plan(given.scenario(), method="longest_wait")


def test_a_plan_that_is_not_the_best_is_improved_by_an_answer(queue: Plan) -> None:
    best = planned(2).file.value
    assert queue.file.value < best - SAME
    slots = queue.instance.slots["slot_id"]
    with asked(queue) as asking:
        found = [one for slot in slots for person in people(queue) for one in answers(asking, Question(person, slot))]
        better = better_found(found)
        assert better is not None
        assert better.value > queue.file.value + SAME
        made = improved(asking.plan, better)
    assert made is not None
    assert better.value - SAME <= made.file.value <= best + SAME
    refuse_unverified(made)


def people(plan: Plan) -> list[str]:
    return plan.instance.people["jobseeker_id"].tolist()[:6]


def test_the_best_plan_is_improved_by_nothing() -> None:
    plan = planned(2)
    with asked(plan) as asking:
        for person in plan.assignments["jobseeker_id"].unique()[:4]:
            assert better_found(answers(asking, Question(person))) is None


def test_a_plan_begun_from_a_better_one_gains_no_less() -> None:
    best = planned(2)
    start = WarmStart(proposals_of(best.instance, best.solution.chosen), {})
    again = make_plan(week(2, OUTCOME).scenario(), start=start)
    assert again.file.value == pytest.approx(best.file.value, abs=SAME)
