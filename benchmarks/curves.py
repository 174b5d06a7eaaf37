"""Curves over time, from stored results: each method's incumbent value and proved bound after so many seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.solving import gap_between

GROUPS = ("reference instances", "reference instances, others", "peers")
# Smaller differences are float noise of summation.
NOISE = 1e-9


@dataclass(frozen=True)
class Point:
    """The state of a method at one time: its best value (None: no plan yet) and its least bound (infinite: none)."""

    seconds: float
    value: float | None
    bound: float

    def gap_to(self, bound: float) -> float | None:
        """The gap between the plan and a bound, as a share of its value; None without a plan or a bound."""
        if self.value is None or not np.isfinite(bound):
            return None
        gap = gap_between(self.value, bound)
        return gap if gap > NOISE else 0.0


@dataclass(frozen=True)
class Curve:
    """One method on one instance: its values and bounds over time, and its time limit (None: it has none)."""

    name: str
    method: str
    limit: float | None
    taken: float
    points: tuple[Point, ...]

    def at(self, seconds: float) -> Point:
        """Its state after so many seconds."""
        return next((one for one in reversed(self.points) if one.seconds <= seconds), Point(seconds, None, np.inf))


def curves(results: Sequence[Mapping[str, Any]]) -> list[Curve]:
    """The curves of all results that have one, grouped by instance and time limit, in the order stored."""
    found = [_curve(one) for one in results if one["group"] in GROUPS and "told" in one and "method" in one]
    order = list(dict.fromkeys(one.name for one in found))
    return sorted(found, key=lambda one: order.index(one.name))


def best_bound(of_one: Sequence[Curve]) -> float:
    """The least bound that any of the methods proved."""
    return min((one.points[-1].bound for one in of_one if one.points), default=np.inf)


def _curve(one: Mapping[str, Any]) -> Curve:
    value, bound, points = None, np.inf, list[Point]()
    for seconds, its_value, its_bound in one["told"]:
        if its_value is not None:
            value = its_value if value is None else max(value, its_value)
        bound = bound if its_bound is None else min(bound, its_bound)
        points.append(Point(seconds, value, bound))
    taken = one.get("taken", one["seconds"])
    name = one["instance"] if "instance" in one else f"week of {one['week']}"
    return Curve(name, one["method"], one["time_limit"], taken, tuple(points))
