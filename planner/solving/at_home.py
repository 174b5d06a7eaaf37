"""The plan at home: the one in which places of people's own municipality bring most together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.formulation import AT_HOME, MIP, Alone, Chosen, by_municipality
from planner.instance import Instance
from planner.schema.arrays import Values


@dataclass(frozen=True)
class AtHome:
    """A plan as a solution of the hard constraints and as candidates, and what it gives residents, by name."""

    x: Values = field(repr=False)
    chosen: Chosen
    gives: Mapping[str, Alone]

    @classmethod
    def of(cls, instance: Instance, hard: MIP, x: Values, bound: float) -> AtHome:
        """The plan of a solution; `bound` is what no plan exceeds at home, in units."""
        chosen = hard.candidates[x[: len(hard.candidates)] > 0.5]  # noqa: PLR2004 - 0 or 1
        gives = by_municipality(instance, chosen)
        most = gives[AT_HOME].most
        return cls(x, chosen, gives | {AT_HOME: Alone(most, max(math.floor(bound + 1e-6), most))})
