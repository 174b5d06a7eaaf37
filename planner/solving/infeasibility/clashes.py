"""Clashes: why the demands of a week cannot hold, part by part, and the ways out of each."""

from __future__ import annotations

from dataclasses import replace

from planner.solving.infeasibility.irreducible import found_within
from planner.solving.infeasibility.levers import LeverFacts
from planner.solving.infeasibility.small import Small
from planner.solving.infeasibility.ways_out import Ways, grouped, ways_out
from planner.solving.run import SearchRun, budget_of

# The shares of the time after which the cheapest way out of everything, and conflicts, are sought no longer; the rest
# is for other ways. What is not settled by then is marked so. Most weeks need far less, and then the answer does not
# depend on the clock.
CHEAPEST_SHARE, CONFLICT_SHARE = 0.75, 0.5


def clashes_in(refused: Small, facts: LeverFacts, run: SearchRun) -> list[Ways]:
    """The clashes of a small MIP that has no solution; the time for them is beside the run's budget."""
    seconds = run.parameters.clash_seconds
    until = replace(run, budget=budget_of(seconds, run.workers), gap=0.0, workers=1)
    soon = until.having(until.budget.within(CHEAPEST_SHARE * seconds))
    sooner = soon.having(soon.budget.within(CONFLICT_SHARE * seconds))
    apart = refused.apart()
    empty = [part for part in apart if found_within(part, part.limits, part.demands, sooner).is_proved_empty]
    parts = sorted(empty or [refused], key=lambda part: part.mip.num_columns)
    groups = [group for part in parts for group in grouped(part, facts, soon, sooner)]
    return [ways_out(group, facts, until) for group in groups]
