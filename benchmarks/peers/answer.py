"""The progress and the result of a peer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from planner.formulation import MIP
from planner.instance import Instance
from planner.schema.arrays import Positions, Values


@dataclass(frozen=True)
class Told:
    """Seconds since a solver began, and what it knew: its best value (None: no plan yet), its bound (infinite: none).

    `x` is the plan by column, where the solver tells it.
    """

    seconds: float
    value: float | None
    bound: float = np.inf
    x: Values | None = field(default=None, repr=False)


Tell = Callable[[Told], None]


@dataclass(frozen=True)
class PeerAnswer:
    """A peer's plan by column (None: it found none), what it proved (infinite: nothing) and its seconds.

    is_stopped: whether it overran its time so far that its process was ended; its plan is then the last it told. `told`
    is what it told on the way.
    """

    x: Values | None
    bound: float = np.inf
    seconds: float = 0
    is_stopped: bool = False
    told: tuple[Told, ...] = field(default=(), repr=False)

    def value(self, goal: Values) -> float | None:
        """What the plan is worth; None where there is none."""
        return None if self.x is None else float(goal @ self.x)

    def facts(self, goal: Values) -> dict[str, Any]:
        """What is kept of a benchmark."""
        value, bound = self.value(goal), float(self.bound) if np.isfinite(self.bound) else None
        last = Told(self.seconds, value, self.bound)
        return {
            "taken": round(self.seconds, 2),
            "is_stopped": self.is_stopped,
            "value": value,
            "own_bound": bound,
            "told": written([*self.told, last]),
        }


def written(told: list[Told]) -> list[list[float | None]]:
    """Seconds, value and bound as a file keeps them: those alone that say something new, None for what is not known."""
    kept: list[list[float | None]] = []
    for one in told:
        value = None if one.value is None or not np.isfinite(one.value) else round(one.value, 6)
        bound = round(one.bound, 6) if np.isfinite(one.bound) else None
        if (kept or [[None, None, None]])[-1][1:] != [value, bound]:
            kept.append([round(one.seconds, 3), value, bound])
    return kept


def as_columns(instance: Instance, mip: MIP, chosen: Positions) -> Values:
    """Chosen candidates as a solution of the MIP: slots with a minimum run where somebody is placed."""
    x = np.zeros(mip.num_columns)
    x[mip.positions("x", chosen)] = 1.0
    if "runs" in mip.keys:
        used = np.unique(instance.candidates["slot"].to_numpy()[chosen])
        x[mip.positions("runs", mip.keys["runs"][np.isin(mip.keys["runs"], used)])] = 1.0
    return x
