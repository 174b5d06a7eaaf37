"""A budget gives away no more than it has, on the clock or counted, and the clock alone passes time on."""

from __future__ import annotations

import math

import pytest

from planner.solving.budget import ClockBudget, WorkBudget


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_counted_budget_never_looks_at_the_clock_and_gives_each_share_of_the_whole() -> None:
    budget = WorkBudget(10.0)
    first = budget.share(0.6)
    first.spend(6.0)
    rest = [budget.share(0.2, to_come=0.4), budget.share(0.2, to_come=0.2)]
    assert [share.left for share in rest] == pytest.approx([2.0, 2.0])
    assert budget.left == pytest.approx(0.0)
    assert budget.seconds == first.seconds == math.inf
    assert budget.is_counted
    # A search more than was thought of (a hand-back) takes nothing from another, and has no less itself.
    assert budget.share(0.2, to_come=0.2).left == pytest.approx(2.0)
    # A share that nothing was spent of passes nothing on either.
    unused = WorkBudget(10.0)
    unused.share(0.6)
    assert unused.share(0.2, to_come=0.4).left == pytest.approx(2.0)


def test_on_the_clock_what_one_share_leaves_is_shared_by_those_after_it() -> None:
    clock = Clock()
    budget = ClockBudget(10.0, clock)
    first = budget.share(0.6)
    assert first.left == pytest.approx(6.0)
    clock.now += 1.0
    assert budget.share(0.2, to_come=0.4).left == pytest.approx(4.5)
    budget.spend(100.0)  # time passes by itself
    assert budget.left == pytest.approx(9.0)
    clock.now += 20.0
    assert (budget.left, budget.is_spent, budget.work(1_000)) == (0.0, True, math.inf)


def test_what_is_spent_within_a_budget_is_spent_of_it_too_and_never_more_than_it_has() -> None:
    budget = WorkBudget(10.0)
    inner = budget.within(4.0).within(8.0)
    assert inner.left == pytest.approx(4.0)
    inner.spend(3.0)
    assert (inner.left, budget.left) == pytest.approx((1.0, 7.0))
    budget.spend(6.5)
    assert inner.left == pytest.approx(0.5)
    assert inner.work(3_000) == pytest.approx(1_500)


def test_counted_work_beside_a_clock_ends_with_it() -> None:
    clock = Clock()
    counted = ClockBudget(5.0, clock).counted(2.0)
    assert (counted.left, counted.is_counted, counted.seconds) == (2.0, True, 5.0)
    clock.now += 4.0
    assert counted.left == pytest.approx(2.0)
    clock.now += 1.0
    assert counted.left == 0
    assert WorkBudget(5.0).counted(2.0).seconds == math.inf
