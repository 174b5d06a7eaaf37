"""One goal: relax, fix what cannot help, round, then let CP-SAT and its partner search and prove."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from planner.formulation import Program
from planner.solving.dive import dived
from planner.solving.network import flow
from planner.solving.partner import GRACE_SECONDS, Answer, Partner
from planner.solving.relaxation import Relaxation, relax
from planner.solving.rounding import Load, is_solution, rounded
from planner.solving.search import CLOCK_SAFETY, LOOK_SECONDS, Effort, search

LARGEST_CORE = 40_000
# What is searched of a larger one: so many columns a person, or this many in all. With more of them, HiGHS found less.
CORE_COLUMNS_A_CLASS, SMALL_CORE = 2, 6_000
# Once all is found that lies in it, so many times as many, while there are seconds left.
WIDER, LEAST_SECONDS = 3, 1.0
OPTIMAL_GAP = 1e-6
PARTNER_SHARE = 0.9
RELAXATION_SHARE = 0.6
NODES_PER_SECOND = 40
Values = NDArray[np.float64]
Told = Callable[[float, float], None]


@dataclass(frozen=True)
class Reached:
    """What one goal reached: a solution, its value, a bound that holds for all, and how the search for it ended."""

    x: Values | None
    value: float
    bound: float
    relaxation: Relaxation | None = field(repr=False)
    is_proved_empty: bool = False
    is_stopped_by_clock: bool = False
    is_interrupted: bool = False
    core: int = 0


def gap_between(value: float, bound: float) -> float:
    """(bound - value) / |value|, never below 0."""
    return max(bound - value, 0.0) / max(abs(value), 1e-9)


def reach(  # noqa: PLR0913 - a programme, a start, an effort and who helps
    program: Program,
    goal: Values,
    start: Values | None,
    effort: Effort,
    partner: Partner,
    *,
    told: Told | None = None,
    is_first: bool = False,
) -> Reached:
    """The greatest goal of a programme that the effort finds, begun from `start` where one is known.

    A network is settled at once by min-cost flow. Otherwise the relaxation bounds the goal and fixes every column that
    no better solution can use; what is left is searched.
    Where even that is more than the engines handle well, they get the columns of best promise, more of them once those
    are searched, and the bound stays the relaxation's. The first goal, which has no plan before it, begins from a dive.
    """
    if (optimum := flow(program, goal)) is not None:
        if told is not None:
            told(optimum.value, optimum.value)
        return Reached(optimum.x, optimum.value, max(optimum.bound, optimum.value), optimum)
    begun = time.monotonic()
    relaxation = relax(program, goal, None if effort.is_counted else effort.seconds * RELAXATION_SHARE)
    if relaxation is None:
        return Reached(start, _value(goal, start), np.inf, None, is_proved_empty=start is None)
    best = _better(program, goal, start, _first_plan(program, goal, relaxation, effort) if is_first else None)
    value = _value(goal, best)
    if best is not None and told is not None:
        told(value, relaxation.bound)
    is_near = best is not None and gap_between(value, relaxation.bound) <= effort.gap
    if is_near or effort.is_stopped():
        bound = max(relaxation.bound, value)
        return Reached(best, value, bound, relaxation, is_interrupted=effort.is_stopped())
    most = max(SMALL_CORE, CORE_COLUMNS_A_CLASS * len(relaxation.closing.best))
    seconds = effort.seconds
    while True:
        core, is_exact = _core(program, relaxation, best, value, most)
        spent = 0.0 if effort.is_counted else time.monotonic() - begun
        left = replace(effort, seconds=max(seconds - spent, 0.5))
        hunt = _Hunt(program, goal, core, left, partner, _bounded(told, relaxation, is_exact), best, relaxation.bound)
        hunt.run()
        best, value, most = hunt.best, hunt.value, most * WIDER
        is_near = best is not None and gap_between(value, relaxation.bound) <= effort.gap
        is_late = effort.is_counted or time.monotonic() - begun > seconds - LEAST_SECONDS
        if is_exact or is_near or is_late or effort.is_stopped():
            break
    bound = min(relaxation.bound, max(hunt.bound, hunt.value)) if is_exact else relaxation.bound
    return Reached(
        hunt.best,
        hunt.value,
        max(bound, hunt.value),
        relaxation,
        is_proved_empty=hunt.best is None and hunt.is_empty and is_exact,
        is_stopped_by_clock=hunt.is_stopped_by_clock,
        is_interrupted=effort.is_stopped(),
        core=int(core.sum()),
    )


def _first_plan(program: Program, goal: Values, relaxation: Relaxation, effort: Effort) -> Values | None:
    """A plan with nothing to begin from but the relaxation; None where its demands could not be met so."""
    if not len(relaxation.x[relaxation.x > 0]):
        return rounded(program, goal, relaxation.x)
    plan = dived(program, goal, relaxation, effort)
    return rounded(program, goal, relaxation.x) if plan is None else plan


@dataclass
class _Hunt:
    """CP-SAT and its partner on the same columns: side by side on the clock, one after the other when counted."""

    program: Program
    goal: Values
    core: NDArray[np.bool_]
    effort: Effort
    partner: Partner
    told: Told | None
    best: Values | None
    bound: float
    is_empty: bool = False
    is_stopped_by_clock: bool = False
    value: float = -np.inf

    def __post_init__(self) -> None:
        self.value = _value(self.goal, self.best)

    def _keep(self, x: Values | None) -> None:
        self.best = _better(self.program, self.goal, self.best, x)
        self.value = _value(self.goal, self.best)

    def run(self) -> None:
        """Search until the gap is reached or the effort is spent."""
        if self.effort.is_counted:
            self._one_after_the_other()
        else:
            self._side_by_side()

    def _is_done(self) -> bool:
        return self.is_empty or (self.best is not None and gap_between(self.value, self.bound) <= self.effort.gap)

    def _one_after_the_other(self) -> None:
        seconds = self.effort.seconds
        options = {"node_limit": max(1, round(seconds * NODES_PER_SECOND)), "mip_rel_gap": self.effort.gap}
        self.partner.start(self.program, self.goal, self.core, options)
        was_asked = self.partner.is_busy
        answer = self._waited(seconds * CLOCK_SAFETY + 5)
        self.is_stopped_by_clock |= was_asked and answer is None
        self.partner.release()
        if not self._is_done() and not self.effort.is_stopped():
            self._search(seconds, self.effort.workers, lambda: False)

    def _side_by_side(self) -> None:
        deadline = time.monotonic() + self.effort.seconds
        options = {"time_limit": self.effort.seconds * PARTNER_SHARE, "mip_rel_gap": self.effort.gap}
        self.partner.start(self.program, self.goal, self.core, options)
        self._search(self.effort.seconds, max(self.effort.workers - 1, 1), self._heard_enough)
        if not self._is_done() and self.partner.is_busy:
            self._waited(max(deadline - time.monotonic(), 0.0) + GRACE_SECONDS)
        self.partner.release()

    def _waited(self, seconds: float) -> Answer | None:
        """The partner's answer, waited for so long or until Ctrl-C."""
        deadline = time.monotonic() + seconds
        answer = None
        while answer is None and self.partner.is_busy and not self.effort.is_stopped():
            left = deadline - time.monotonic()
            if left <= 0:
                break
            answer = self.partner.answer(min(left, LOOK_SECONDS))
        if answer is not None:
            self._take(answer)
        return answer

    def _heard_enough(self) -> bool:
        """Whether the partner has answered with what is needed."""
        if self.partner.is_busy and (answer := self.partner.answer(0.0)) is not None:
            self._take(answer)
        return self._is_done()

    def _take(self, answer: Answer) -> None:
        self._keep(answer.x)
        self.bound = min(self.bound, answer.bound)
        self.is_empty |= answer.is_proved_empty
        if self.told is not None and self.best is not None:
            self.told(self.value, self.bound)

    def _tell(self, value: float, bound: float) -> None:
        """Pass on what CP-SAT tells, which knows nothing of a better plan of its partner's."""
        if self.told is not None:
            self.told(max(value, self.value), min(bound, self.bound))

    def _search(self, seconds: float, workers: int, is_enough: Callable[[], bool]) -> None:
        effort = replace(self.effort, seconds=seconds, workers=workers)
        found = search(self.program, self.goal, self.core, self.best, effort, on_better=self._tell, is_enough=is_enough)
        self._keep(found.x)
        self.bound = min(self.bound, found.bound)
        self.is_empty |= found.is_proved_empty
        self.is_stopped_by_clock |= found.is_stopped_by_clock


def _core(
    program: Program, relaxation: Relaxation, best: Values | None, value: float, most: int
) -> tuple[NDArray[np.bool_], bool]:
    """The columns worth searching, `most` where they are too many, and whether every better solution lies in them."""
    declared = np.arange(program.num_columns) >= len(program.candidates)
    promise = relaxation.closing.with_column()
    core = declared | (promise > value + 1e-9 * max(abs(value), 1.0)) if best is not None else np.ones_like(declared)
    is_exact = True
    if core.sum() > max(LARGEST_CORE, most):
        core = declared | (relaxation.x > 0)
        core[np.argsort(-promise, kind="stable")[:most]] = True
        is_exact = False
    if best is not None:
        core |= best > 0
    return core, is_exact


def _bounded(told: Told | None, relaxation: Relaxation, is_exact: bool) -> Told | None:  # noqa: FBT001 - as _core gives it
    """Tells no bound above the relaxation's, nor one that holds for a part of the columns alone."""
    if told is None:
        return None
    return lambda value, bound: told(value, min(bound, relaxation.bound) if is_exact else relaxation.bound)


def _value(goal: Values, x: Values | None) -> float:
    return -np.inf if x is None else float(goal @ x)


def _better(program: Program, goal: Values, one: Values | None, other: Values | None) -> Values | None:
    if other is None or not is_solution(program, other):
        return one
    return other if one is None or goal @ other > goal @ one + 1e-12 else one


def filled(program: Program, gain: Values, x: Values) -> Values:
    """The solution with every candidate of positive gain added that still fits, the greatest gain first."""
    load = Load(program, x)
    fitting = load.fitting()
    fitting = fitting[gain[fitting] > 0]
    for column in fitting[np.argsort(-gain[fitting], kind="stable")]:
        if load.fits(int(column)):
            load.move(int(column), 1.0)
    return load.x
