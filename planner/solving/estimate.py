"""How many searches a solve has at most, and how long a counted run takes by a plain rule, told before it starts."""

from __future__ import annotations

from planner.instance import Instance
from planner.schema.settings import OWN_RESIDENTS, Settings

# What is counted is the work of the solvers. Beside it each search scales rows, builds restricted MIPs and has HiGHS
# presolve them, which takes about a second for so many columns (measured in benchmarks/studies/2026-11-30_calm).
COLUMNS_PER_SECOND = 20_000


def expected_seconds(instance: Instance) -> float:
    """The seconds that a counted run of an instance takes at most, about, on a computer with nothing else to do.

        limit x (1 + share for prices + share for gains) + searches x columns / COLUMNS_PER_SECOND

    There is a search for each goal and each hand-back. A search that ends by proof takes less.
    """
    limits, settings = instance.solve_settings, instance.settings
    counted = 1 + limits.parameters.prices_share + limits.parameters.gains_share
    return limits.time_limit_seconds * counted + num_searches(settings) * len(instance.columns) / COLUMNS_PER_SECOND


def num_searches(settings: Settings, done: int = 0) -> int:
    """How many searches are still to come where so many goals are done, at most, those of a goal in steps as one.

    There is one for each goal, one for the hand-back after each goal but the last that may spend of the outcome, and
    one for the last hand-back where any may.
    """
    goals = settings.goals
    handed_back = [is_handed_back(settings, name) for name in goals[max(done, 1) : -1]]
    return len(goals[done:]) + sum(handed_back) + any(spends(settings, name) for name in goals[1:])


def spends(settings: Settings, goal: str) -> bool:
    """Whether a goal after the outcome may cost some of it."""
    return goal == OWN_RESIDENTS or settings.may_spend(goal) > 0


def is_handed_back(settings: Settings, goal: str) -> bool:
    """Whether a hand-back comes right after a goal that cost some of the outcome: not after the last, which has one."""
    return spends(settings, goal) and goal != settings.goals[-1]
