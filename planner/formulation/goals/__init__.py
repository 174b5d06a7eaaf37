"""The goals, one file each. Their order in the lexicographic optimisation comes from the policy."""

from planner.formulation.goals.cost import cost
from planner.formulation.goals.fair_share import Share, fair_share, shares
from planner.formulation.goals.group_floor import group_floor
from planner.formulation.goals.leximin import leximin
from planner.formulation.goals.lot import lot
from planner.formulation.goals.max_min import max_min
from planner.formulation.goals.other_purposes import other_purposes
from planner.formulation.goals.outcome import outcome
from planner.formulation.goals.own_residents import own_residents
from planner.formulation.goals.preference import best_ranks, preference
from planner.formulation.goals.queue import queue
from planner.formulation.goals.stability import stability
from planner.formulation.goals.travel import travel
from planner.formulation.goals.waiting import free_main_places, waiting

GOALS = {
    goal.__name__: goal
    for goal in (
        outcome, own_residents, other_purposes, waiting, fair_share, group_floor, max_min, leximin, stability, queue,
        lot, preference, travel, cost,
    )
}  # fmt: skip

__all__ = ["GOALS", "Share", "best_ranks", "free_main_places", "shares"]
