"""Feasibility of pins and minimums (demands), found out before any goal in a small MIP of the columns they touch."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.infeasibility.small import Small, demands_of
from planner.solving.run import SearchRun, budget_of
from planner.solving.search.heuristics import is_solution, rounded


@dataclass(frozen=True)
class Demands:
    """The answer about a week's demands: a solution that meets all of them, or the small MIP that has none, or neither.

    `refused` is the small MIP of all demands, or of the pins alone where only those could be decided.
    """

    x: Values | None
    refused: Small | None = None


def check_demands(mip: MIP, run: SearchRun) -> Demands:
    """Find out whether the demands of a MIP can hold together within its limits.

    If that takes too long for all demands, it is asked for the pins alone. Work is counted even where the run is on the
    clock, so that the answer depends on neither workers nor machine as long as there is time.
    """
    demands = demands_of(mip)
    if not demands:
        return Demands(np.zeros(mip.num_columns))
    nothing = np.zeros(mip.num_columns)
    if (x := rounded(mip, nothing, nothing)) is not None:
        return Demands(x)
    every = [demands, [row for row in demands if mip.names[row][0] == "decisions"]]
    for asked in every if 0 < len(every[1]) < len(demands) else every[:1]:
        small = Small.of(mip, asked)
        seconds = run.parameters.demands_seconds
        # However short the time limit, a contradiction is found before anything is called too little time.
        budget = budget_of(max(run.budget.left, seconds), run.workers).counted(seconds)
        found = small.found(small.limits, small.demands, replace(run.having(budget, gap=0.0), workers=1))
        if found.is_proved_empty:
            return Demands(None, small)
        if found.x is not None and len(asked) == len(demands):
            x = small.within(found.x, mip.num_columns)
            return Demands(x if is_solution(mip, x) else None)
    return Demands(None)
