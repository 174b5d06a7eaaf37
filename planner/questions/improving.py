"""A better plan that an answer came upon: the week planned again from there."""

from __future__ import annotations

from collections.abc import Sequence

from planner.planning import Plan, Reopened, make_plan
from planner.questions.asking import NOTHING, CostRange
from planner.questions.pair import PairAnswer
from planner.questions.person import Placed, Unplaced
from planner.questions.question import Answer
from planner.solving import Again, WarmStart, proposals_of


def better_found(found: Sequence[Answer]) -> Again | None:
    """The best of the plans in some answers that gain more than the plan asked, with every goal held; None without."""
    better = [cost for answer in found for cost in _costs(answer) if cost.is_better]
    return min(better, key=lambda cost: cost.high).found if better else None


def improved(plan: Reopened, better: Again) -> Plan | None:
    """The week planned again from a better plan; None where the plan made gains no more than the plan asked.

    The scenario and its settings are those of the plan asked, the time limit among them. Raises as `make_plan` does.
    """
    assert better.chosen is not None  # noqa: S101 - a better plan is a plan
    start = WarmStart(proposals_of(plan.instance, better.chosen), dict(plan.duals))
    again = make_plan(plan.instance.scenario, start=start)
    return again if again.file.value > float(plan.file["value"]) + NOTHING else None


def _costs(answer: Answer) -> list[CostRange]:
    """The costs told in an answer for which all goals were held."""
    if isinstance(answer, PairAnswer):
        return [answer.cost] if answer.cost is not None and answer.goal is None else []
    if isinstance(answer, Placed):
        return [answer.next_cost]
    if isinstance(answer, Unplaced):
        return [one.cost for one in answer.outbid if one.goal is None]
    return []
