"""The steps that raise the lowest shares: what each maximises, and rows that hold what is settled and no more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from planner.formulation import Alone, Earlier, Goal, assemble, hard_rows
from planner.formulation.lowest_shares import raising
from planner.instance import Instance
from planner.schema.rows import Rows
from tests.scenarios import Given, chosen

GROUPS = ("a", "b", "c")


@pytest.fixture(name="instance")
def _instance(tmp_path: Path) -> Instance:
    """Three groups of two people, one person in both a and b; each could have two places alone."""
    given = Given(tmp_path, groups=list(GROUPS)).slot("S1", places=9)
    for number, groups in enumerate(("a", "a|b", "b", "c", "c"), 1):
        given.person(f"P{number}", groups=groups).worth(f"P{number}", "S1", 0.1)
    given.groups |= {name: {"tag": name} for name in GROUPS}
    return given.instance()


def goal_of(instance: Instance, *levels: int, above: int | None = None) -> Goal:
    nobody = np.array([], dtype=np.int64)
    earlier = Earlier(nobody, lambda _own: 0.0, lambda _group: Alone(2, 2), {"leximin": levels}, above)
    return raising(instance, earlier, "leximin", "share")


def plans(instance: Instance) -> Iterator[np.ndarray]:
    every = chosen(instance, *(f"P{number} S1 T" for number in range(1, 6)))
    for count in range(6):
        yield from (np.array(plan, dtype=np.int64) for plan in combinations(every.tolist(), count))


def reached(hard: list[Rows], instance: Instance, goal: Goal, plan: np.ndarray) -> float | None:
    """What the objective gives for a plan with the goal's own auxiliary variables; None where a row is broken."""
    assert goal.rows is not None
    assert goal.declared is not None
    mip = assemble(instance, [*hard, goal.rows])
    x = np.zeros(mip.num_columns)
    x[mip.positions("x", plan)] = 1.0
    columns = goal.rows.columns[0]
    x[mip.positions(columns.kind, columns.key)] = goal.declared(plan)
    used = mip.matrix @ x
    holds = (used >= mip.row_lower - 1e-9).all() and (x <= mip.upper).all()
    return float(mip.coefficients(goal.entries) @ x) if holds else None


def test_each_step_maximises_the_sum_of_one_more_of_the_lowest_shares(instance: Instance) -> None:
    hard = hard_rows(instance)
    for plan in plans(instance):
        shares = goal_of(instance).numbers(plan)
        for step in range(3):
            value = reached(hard, instance, goal_of(instance, *[0] * step), plan)
            assert value == pytest.approx(sum(shares[: step + 1]) / 1000)


def test_a_step_that_settles_a_share_counts_the_groups_with_more_and_gives_it_up_nowhere(instance: Instance) -> None:
    hard = hard_rows(instance)
    for plan in plans(instance):
        shares = goal_of(instance).numbers(plan)
        for above in (0, 499, 500, 999):
            counted = sum(share > above for share in shares) if shares[0] >= above else None
            assert reached(hard, instance, goal_of(instance, above=above), plan) == counted


@pytest.mark.parametrize("levels", [(500,), (500, 500), (0, 500), (0, 0, 1000), (500, 500, 1000), (0, 500, 1000)])
def test_what_is_settled_is_held_by_as_many_groups_as_had_it(instance: Instance, levels: tuple[int, ...]) -> None:
    goal, hard = goal_of(instance, *levels), hard_rows(instance)
    for plan in plans(instance):
        shares = goal.numbers(plan)
        # So many groups have at least each share settled, whichever they are.
        holds = all(sum(s >= level for s in shares) >= 3 - sum(other < level for other in levels) for level in levels)
        assert (reached(hard, instance, goal, plan) is not None) == holds


def test_plans_are_compared_by_the_lowest_share_first(instance: Instance) -> None:
    goal = goal_of(instance, 0, 0, 0)
    one_each, all_of_two = chosen(instance, "P2 S1 T", "P4 S1 T"), chosen(instance, "P1 S1 T", "P2 S1 T", "P3 S1 T")
    assert goal.numbers(one_each) == (500, 500, 500)
    assert goal.numbers(all_of_two) == (0, 1000, 1000)
    assert goal.score(all_of_two) > goal.score(one_each)
    assert goal.is_short_of(all_of_two, goal.reached(one_each))
    assert not goal.is_short_of(one_each, goal.reached(one_each))
