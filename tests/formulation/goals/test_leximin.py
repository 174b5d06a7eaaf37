"""leximin: all shares, the lowest first; its steps are those of tests/formulation/test_lowest_shares.py."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.formulation.goals.leximin import leximin
from tests.formulation.goals.test_max_min import EARLIER, given_two_groups
from tests.scenarios import chosen, goal_text


def test_all_shares_are_settled_and_their_sum_is_told(tmp_path: Path) -> None:
    instance = given_two_groups(tmp_path).instance()
    goal = leximin(instance, EARLIER)
    assert goal.settles == 2
    plan = chosen(instance, "P1 S1 T", "P2 S1 T")
    assert (goal.numbers(plan), goal.score(plan)) == ((333, 1000), 1.333)


def test_what_each_settled_share_asks_for_is_rounded_up_to_whole_places(tmp_path: Path) -> None:
    instance = given_two_groups(tmp_path).instance()
    goal = leximin(instance, replace(EARLIER, levels={"leximin": (333, 1000)}))
    rows = goal_text(instance, goal).splitlines()
    # A third of three places is one; a third of two is one as well.
    assert "far, 333: x[P2 S1 T] + x[P3 S1 T] + x[P4 S1 T] >= 1" in rows
    assert "young, 333: x[P1 S1 T] + x[P2 S1 T] >= 1" in rows
    # One of the two has all it could: for the far that would be three places, for the young two.
    assert "far, 1000: - 3 share[6] + x[P2 S1 T] + x[P3 S1 T] + x[P4 S1 T] >= 0" in rows
    assert "young, 1000: - 2 share[5] + x[P1 S1 T] + x[P2 S1 T] >= 0" in rows
    assert "1000: share[5] + share[6] >= 1" in rows
