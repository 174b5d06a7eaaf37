"""Feasibility of pins and minimums (demands), settled before any goal in a small MIP of the columns they touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.infeasibility.small import Small, demands_of
from planner.solving.search.cp_sat import Effort
from planner.solving.search.heuristics import is_solution, rounded

# Counted seconds, so that the answer does not depend on the time limit, the workers or the machine.
SETTLE_SECONDS = 10.0


@dataclass(frozen=True)
class Settled:
    """The answer about a week's demands: a solution that meets all of them, or the small MIP that has none, or neither.

    `refused` is the small MIP of all demands, or of the pins alone where only for those it could be settled.
    """

    x: Values | None
    refused: Small | None = None


def settle(mip: MIP, seed: int, is_stopped: Callable[[], bool]) -> Settled:
    """Settle whether the demands of a MIP can hold together within its limits.

    If that takes too long for all demands, it is asked for the pins alone.
    """
    demands = demands_of(mip)
    if not demands:
        return Settled(np.zeros(mip.num_columns))
    nothing = np.zeros(mip.num_columns)
    if (x := rounded(mip, nothing, nothing)) is not None:
        return Settled(x)
    effort = Effort(SETTLE_SECONDS, 0.0, seed, 1, is_counted=True, is_stopped=is_stopped)
    every = [demands, [row for row in demands if mip.names[row][0] == "decisions"]]
    for asked in every if 0 < len(every[1]) < len(demands) else every[:1]:
        small = Small.of(mip, asked)
        found = small.found(small.limits, small.demands, effort)
        if found.is_proved_empty:
            return Settled(None, small)
        if found.x is not None and len(asked) == len(demands):
            x = small.within(found.x, mip.num_columns)
            return Settled(x if is_solution(mip, x) else None)
    return Settled(None)
