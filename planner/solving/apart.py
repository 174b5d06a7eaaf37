"""One goal, reached in each independent component of a programme apart, and put together."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from planner.formulation import Program
from planner.solving.bound import closed
from planner.solving.components import LEAST_SECONDS, Component, components, in_turn
from planner.solving.goals import Reached, Told, gap_between, reach
from planner.solving.partner import Partner
from planner.solving.relaxation import Relaxation
from planner.solving.rounding import is_solution
from planner.solving.search import Effort

# First every component gets a plan; then those that are not settled get what is left.
FIRST_SHARE = 0.2
# Sums of floats are off by this much.
NOISE = 1e-12
Values = NDArray[np.float64]


def reach_apart(  # noqa: PLR0913 - as reach
    program: Program,
    goal: Values,
    start: Values | None,
    effort: Effort,
    partner: Partner,
    *,
    told: Told | None = None,
) -> Reached:
    """What `reach` gives, found in each component of the programme apart where there are several; bounds add up."""
    parts = components(program)
    if len(parts) == 1:
        return reach(program, goal, start, effort, partner, told=told)
    empty = np.zeros(program.num_columns)
    begin = empty if start is None and is_solution(program, empty) else start
    towns = [_Town.begun(part, program, goal, begin) for part in parts]
    tell = _telling(told, towns)
    deadline = time.monotonic() + effort.seconds
    for share in (FIRST_SHARE, 1 - FIRST_SHARE):
        unsettled = [town for town in towns if not town.is_settled(effort.gap)]
        left = deadline - time.monotonic()
        seconds = effort.seconds * share if effort.is_counted or share == FIRST_SHARE else max(left, LEAST_SECONDS)
        for number, own in in_turn([town.part for town in unsettled], replace(effort, seconds=seconds)):
            unsettled[number].go_on(own, partner, tell)
            tell()
        if effort.is_stopped() or any(town.is_proved_empty for town in towns):
            break
    return _together(program, goal, towns, is_interrupted=effort.is_stopped())


@dataclass
class _Town:
    """A component while it is solved: the best plan and bound so far, and how the search for them ended."""

    part: Component
    program: Program = field(repr=False)
    goal: Values = field(repr=False)
    x: Values | None = field(repr=False)
    value: float
    bound: float
    relaxation: Relaxation | None = field(default=None, repr=False)
    is_proved_empty: bool = False
    is_stopped_by_clock: bool = False

    @classmethod
    def begun(cls, part: Component, whole: Program, goal: Values, start: Values | None) -> _Town:
        """A component with its part of the start, and the bound that needs no solving."""
        program, own = part.program(whole), goal[part.columns]
        x = None if start is None else start[part.columns]
        bound = closed(program, own, np.zeros(len(program.names))).bound
        return cls(part, program, own, x, -np.inf if x is None else float(own @ x), bound)

    def is_settled(self, gap: float) -> bool:
        """Whether its plan is near enough to its bound."""
        return self.x is not None and gap_between(self.value, self.bound) <= max(gap, NOISE)

    def go_on(self, effort: Effort, partner: Partner, tell: Callable[[], None]) -> None:
        """Search on from the best plan so far."""

        def told(value: float, bound: float) -> None:
            # A bound told on the way may hold for better plans alone.
            self.value = max(self.value, value)
            self.bound = min(self.bound, max(bound, self.value))
            tell()

        done = reach(self.program, self.goal, self.x, effort, partner, told=told)
        self.x, self.value, self.bound = done.x, done.value, min(self.bound, done.bound)
        self.relaxation = done.relaxation
        self.is_proved_empty = done.is_proved_empty
        self.is_stopped_by_clock |= done.is_stopped_by_clock


def _telling(told: Told | None, towns: Sequence[_Town]) -> Callable[[], None]:
    """Tells the sums, once every component has a plan."""

    def tell() -> None:
        value = sum(town.value for town in towns)
        if told is not None and np.isfinite(value):
            told(value, sum(town.bound for town in towns))

    return tell


def _together(program: Program, goal: Values, towns: Sequence[_Town], *, is_interrupted: bool) -> Reached:
    """The plans, prices and bounds of all components as one; no plan where a component has none."""
    x, prices = np.zeros(program.num_columns), np.zeros(len(program.names))
    fractional, is_in = np.zeros(program.num_columns), np.zeros(program.num_columns, dtype=bool)
    for town in towns:
        if town.x is not None:
            x[town.part.columns] = town.x
        if town.relaxation is not None:
            prices[town.part.rows] = town.relaxation.prices
            fractional[town.part.columns] = town.relaxation.x
            is_in[town.part.columns] = town.relaxation.columns
    relaxed = [town.relaxation for town in towns if town.relaxation is not None]
    whole = None
    if len(relaxed) == len(towns):
        whole = Relaxation(
            fractional,
            prices,
            closed(program, goal, prices),
            sum(one.value for one in relaxed),
            is_in,
            sum(one.iterations for one in relaxed),
        )
    is_whole = all(town.x is not None for town in towns)
    value = float(goal @ x) if is_whole else -np.inf
    return Reached(
        x if is_whole else None,
        value,
        max(sum(town.bound for town in towns), value),
        whole,
        is_proved_empty=any(town.is_proved_empty for town in towns),
        is_stopped_by_clock=any(town.is_stopped_by_clock for town in towns),
        is_interrupted=is_interrupted,
    )
