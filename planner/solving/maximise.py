"""One goal of any MIP: the way in for problems that are given as rows and are no week."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.formulation import MIP
from planner.solving.goals import Reached, reach
from planner.solving.hunt import Told
from planner.solving.interrupt import Interrupts
from planner.solving.partner import Partner
from planner.solving.search import Effort


def maximise(mip: MIP, goal: NDArray[np.float64], effort: Effort, *, told: Told | None = None) -> Reached:
    """The greatest goal (a coefficient a column) of a MIP that the effort finds, and a bound on all others.

    `told(value, bound)` hears of every better solution. `x` of the answer is by column, None where no solution was
    found. Ctrl-C ends the search with the best so far.
    """
    with Interrupts() as interrupts, Partner(interrupts.asked) as partner:
        effort = replace(effort, is_stopped=interrupts.asked)
        return reach(mip, goal, None, effort, partner, told=told)
