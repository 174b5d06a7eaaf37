"""What a peer ends with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.formulation import Program
from planner.instance import Instance


@dataclass(frozen=True)
class Answer:
    """A peer's plan by column (None: it found none), what it proved (infinite: nothing) and its seconds.

    is_stopped: whether it overran its time so far that its process was ended, plan and all.
    """

    x: NDArray[np.float64] | None
    bound: float = np.inf
    seconds: float = 0
    is_stopped: bool = False

    def value(self, goal: NDArray[np.float64]) -> float | None:
        """What the plan is worth; None where there is none."""
        return None if self.x is None else float(goal @ self.x)


def as_columns(instance: Instance, program: Program, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    """Chosen candidates as a solution of the programme: slots with a minimum run where somebody is placed."""
    x = np.zeros(program.num_columns)
    x[program.positions("x", chosen)] = 1.0
    if "runs" in program.keys:
        used = np.unique(instance.candidates["slot"].to_numpy()[chosen])
        x[program.positions("runs", program.keys["runs"][np.isin(program.keys["runs"], used)])] = 1.0
    return x
