"""What a plan uses of every limit: where explanations ask what else would fit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.instance import Instance
from planner.solving import Load, Solution


def load_of(instance: Instance, solution: Solution) -> Load:
    """The load of the plan's proposals."""
    return Load(solution.program, _as_columns(instance, solution))


def _as_columns(instance: Instance, solution: Solution) -> NDArray[np.float64]:
    """The plan as a solution of the hard programme: chosen candidates, and slots with a minimum that run."""
    program = solution.program
    x = np.zeros(program.num_columns)
    x[program.positions("x", solution.chosen)] = 1.0
    if "runs" in program.keys:
        slots = np.unique(instance.columns.loc[solution.chosen, "slot"].to_numpy())
        opened = program.keys["runs"][np.isin(program.keys["runs"], slots)]
        x[program.positions("runs", opened)] = 1.0
    return x
