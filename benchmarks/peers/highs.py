"""HiGHS on the whole programme, through SciPy: one call."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.peers.answer import Answer
from planner.formulation import Program


def highs_whole(program: Program, goal: NDArray[np.float64], seconds: float, gap: float, workers: int) -> Answer:  # noqa: ARG001 - SciPy's HiGHS has one worker
    """Solve as SciPy's manual shows."""
    begun = time.monotonic()
    found = milp(
        -goal,
        constraints=LinearConstraint(program.matrix, program.row_lower, program.row_upper),
        integrality=program.is_integer.astype(int),
        bounds=Bounds(program.lower, program.upper),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if found.x is None:
        return Answer(None, seconds=time.monotonic() - begun)
    return Answer(np.round(found.x), -float(found.mip_dual_bound), time.monotonic() - begun)
