"""The front door of solving: an instance in, the chosen candidates out, each goal in its turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from planner.errors import CannotHold, NoPlanInTime
from planner.formulation import GOALS, Chosen, Earlier, Goal, Name, Program, assemble, hard_rows
from planner.instance import Instance
from planner.schema.rows import INFINITY, Entries, Rows
from planner.solving.apart import reach_apart
from planner.solving.conflict import demands_of, explain_conflict
from planner.solving.gains import gains
from planner.solving.goals import OPTIMAL_GAP, Reached, filled, gap_between
from planner.solving.interrupt import Interrupts
from planner.solving.partner import Partner
from planner.solving.prices import NO_PRICE, named, row_prices
from planner.solving.rounding import is_solution
from planner.solving.search import Effort

# On the clock a goal may take this much of what is left, for most end early; counted, the first goal has half of all.
LEFT_SHARE = 0.5
FIRST_GOAL_SHARE = 0.5
MOST_PLACEABLE_SECONDS = 2.0
# What prices may take of the time limit, and gains of what the rest left of it.
PRICES_SHARE, GAINS_SHARE = 0.1, 0.2
NUM_GAINS = 20
NAMED = 10
HOLD_PLACED = ("stability", "preference", "travel", "lot")
Listener = Callable[[str, float, float], None]


@dataclass(frozen=True)
class GoalReached:
    """One goal's result: the value reached, its bound, the share of the outcome it may cost, its value in the end."""

    name: str
    best: float
    bound: float
    may_cost: float
    final: float
    status: str

    @property
    def gap(self) -> float:
        """(bound - best) / |best|."""
        return gap_between(self.best, self.bound)


@dataclass(frozen=True)
class Solution:
    """The chosen candidates (positions, ascending) and all that says how good they are.

    `duals` are the outcome relaxation's row prices by name, all of one basis, from which a bound follows. `prices` by
    name are what that relaxation gains for one more unit of a limit on places, money or people. `gains` are what the
    best plan for the outcome gains for one more place, in the highest priced slots where four decimals of it are known.
    `stages` are the plans after each goal. `earlier` is what the later goals knew.
    """

    chosen: Chosen
    goals: tuple[GoalReached, ...]
    duals: dict[Name, float] = field(repr=False)
    prices: dict[Name, float] = field(repr=False)
    gains: dict[Name, float] = field(repr=False)
    is_reproducible: bool
    is_interrupted: bool
    program: Program = field(repr=False)
    stages: tuple[tuple[str, Chosen], ...] = field(repr=False)
    earlier: Earlier = field(repr=False)


@dataclass
class _Order:
    """The goals reached so far, in order, and the plan they ended in."""

    instance: Instance
    base: list[Rows]
    hard: Program
    x: NDArray[np.float64]
    partner: Partner
    interrupts: Interrupts
    reached: list[tuple[Goal, Reached, float]] = field(default_factory=list)
    stages: list[tuple[str, Chosen]] = field(default_factory=list)

    @property
    def chosen(self) -> Chosen:
        return self.hard.candidates[self.x[: len(self.hard.candidates)] > 0.5]  # noqa: PLR2004 - 0 or 1


def solve(instance: Instance, listener: Listener | None = None) -> Solution:
    """Choose candidates so that each goal is as good as it can be without costing earlier goals more than allowed.

    `listener(goal, value, bound)` hears of every better plan. Raises CannotHold where pins or minimums contradict each
    other or a limit, NoPlanInTime where they were not met in time. Without pins and minimums there always is a plan: at
    worst the empty one.
    """
    with Partner() as partner, Interrupts() as interrupts:
        base = hard_rows(instance)
        hard = assemble(instance, base)
        order = _Order(instance, base, hard, np.zeros(hard.num_columns), partner, interrupts)
        begun = time.monotonic()
        earlier = _in_turn(order, listener)
        worth = _worth_of_more(order, time.monotonic() - begun)
    order.x = _without_idle(order)
    return _solution(order, earlier, worth, is_counted=instance.scenario.solve.workers == 1)


def _in_turn(order: _Order, listener: Listener | None) -> Earlier:
    """Reach each goal in turn; what the later goals knew is returned."""
    instance = order.instance
    names, limits = instance.scenario.settings.goals, instance.scenario.solve
    is_counted = limits.workers == 1
    deadline = time.monotonic() + limits.time_limit_seconds
    ask = _remembered(lambda own: _most_placeable(order, own, limits.seed))
    earlier = Earlier(np.array([], dtype=np.int64), ask)
    for number, name in enumerate(names):
        goal = GOALS[name](instance, earlier)
        added = [*_held(order, name), *([goal.rows] if goal.rows is not None else [])]
        program = assemble(instance, [*order.base, *added]) if added else order.hard
        if is_counted:
            seconds = limits.time_limit_seconds * _share(number, len(names))
        else:
            left = max(deadline - time.monotonic(), 0.1)
            seconds = left if number + 1 == len(names) else left * LEFT_SHARE
        asked = order.interrupts.asked
        effort = Effort(seconds, limits.gap, limits.seed, limits.workers, is_counted, asked)
        told = None if listener is None else _telling(listener, name)
        objective = program.coefficients(goal.entries)
        start = _start(order, program, goal, objective)
        done = reach_apart(program, objective, start, effort, order.partner, told=told)
        if done.x is None:
            raise _refusal(order.hard, done, limits.seed)
        order.x = filled(order.hard, _gains(instance, order.hard), _as_hard(order, program, done.x))
        order.reached.append((goal, done, goal.score(order.chosen)))
        order.stages.append((name, order.chosen))
        if number == 0:
            earlier = replace(earlier, outcome_plan=order.chosen)
        if order.interrupts.is_set:
            break
    return earlier


def _share(number: int, count: int) -> float:
    if count == 1:
        return 1.0
    return FIRST_GOAL_SHARE if number == 0 else (1 - FIRST_GOAL_SHARE) / (count - 1)


def _held(order: _Order, name: str) -> list[Rows]:
    """What the goals before `name` keep: the outcome less what this goal may spend, the others all they reached."""
    settings = order.instance.scenario.settings
    rows: list[Rows] = []
    for goal, done, value in order.reached:
        least = value
        if goal.name == "outcome":
            least = goal.score(order.chosen) - settings.may_cost.get(name, 0.0) * abs(done.value)  # type: ignore[call-overload]
        rows += [goal.rows] if goal.rows is not None else []
        rows.append(_at_least(f"held_{goal.name}", goal.entries, least - 1e-9 * max(abs(least), 1.0)))
    if name in HOLD_PLACED and order.reached:
        gains = _gaining(order.instance)
        placed = len(np.intersect1d(order.chosen, gains))
        key = Entries("x", np.zeros(len(gains), dtype=np.int64), gains, np.ones(len(gains)))
        rows.append(_at_least("held_placed", (key,), float(placed)))
    return rows


def _at_least(rule: str, entries: tuple[Entries, ...], least: float) -> Rows:
    return Rows(rule, ((rule,),), np.array([least]), np.array([INFINITY]), entries)


def _gaining(instance: Instance) -> Chosen:
    """Main candidates with a gain."""
    columns = instance.columns
    return columns.index.to_numpy()[((columns["purpose"] == "main") & (columns["value"] > 0)).to_numpy()]


def _gains(instance: Instance, hard: Program) -> NDArray[np.float64]:
    """Each column's value where it is a main candidate, else 0."""
    gains = np.zeros(hard.num_columns)
    gains[: len(hard.candidates)] = instance.columns["value"].to_numpy()
    return gains


def _start(order: _Order, program: Program, goal: Goal, objective: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """The plan so far, with what serves the next goal and still fits, as a solution of that goal's programme.

    None where it is none (demands not yet met).
    """
    x = np.zeros(program.num_columns)
    x[: len(program.candidates)] = order.x[: len(program.candidates)]
    for kind, keys in order.hard.keys.items():
        x[program.positions(kind, keys)] = order.x[order.hard.positions(kind, keys)]
    for one in (*(goal for goal, _, _ in order.reached), goal):
        if one.rows is not None and one.declared is not None:
            columns = one.rows.columns[0]
            x[program.positions(columns.kind, columns.key)] = one.declared(order.chosen)
    if not is_solution(program, x):
        return None
    more = filled(program, objective, x) if order.reached else x
    return more if is_solution(program, more) else x


def _as_hard(order: _Order, program: Program, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """A solution of a goal's programme without the columns that goals declared."""
    hard = np.zeros(order.hard.num_columns)
    for kind, keys in order.hard.keys.items():
        hard[order.hard.positions(kind, keys)] = np.round(x[program.positions(kind, keys)])
    return hard


def _most_placeable(order: _Order, own: Chosen, seed: int) -> float:
    """A bound on how many of some candidates can be chosen together."""
    program = order.hard
    goal = np.zeros(program.num_columns)
    goal[program.positions("x", own)] = 1.0
    effort = Effort(MOST_PLACEABLE_SECONDS, 0.0, seed, workers=1, is_counted=True)
    return reach_apart(program, goal, None, effort, order.partner).bound


def _remembered(ask: Callable[[Chosen], float]) -> Callable[[Chosen], float]:
    """The same answer for the same candidates, without solving again."""
    known: dict[bytes, float] = {}

    def answer(own: Chosen) -> float:
        key = own.tobytes()
        if key not in known:
            known[key] = ask(own)
        return known[key]

    return answer


def _without_idle(order: _Order) -> NDArray[np.float64]:
    """The plan without main proposals that gain nothing, unless a pin or a minimum asks for them."""
    value = _gains(order.instance, order.hard)
    main = np.zeros(order.hard.num_columns, dtype=bool)
    main[: len(order.hard.candidates)] = (order.instance.columns["purpose"] == "main").to_numpy()
    x = order.x.copy()
    for column in np.flatnonzero((x > 0) & main & (value <= 0)):
        x[column] = 0.0
        if not is_solution(order.hard, x):
            x[column] = 1.0
    return x


def _worth_of_more(order: _Order, spent: float) -> tuple[dict[Name, float], dict[Name, float]]:
    """Prices of limits, then gains of places, in the goal outcome; `spent` are the seconds that the goals took.

    Gains may use a share of what is left of the time limit; counted, where nobody knows what is left, of all of it.
    """
    limits, program = order.instance.scenario.solve, order.hard
    goal, done, _ = order.reached[0]
    if done.relaxation is None or not program.num_columns:
        return {}, {}
    objective = program.coefficients(goal.entries)
    effort = Effort(limits.time_limit_seconds * PRICES_SHARE, 0.0, limits.seed, limits.workers, limits.workers == 1)
    effort = replace(effort, is_stopped=order.interrupts.asked)
    if order.interrupts.is_set:
        effort = replace(effort, seconds=0.0)
    begun = time.monotonic()
    prices = row_prices(program, objective, done.relaxation, effort, order.partner)
    spent += time.monotonic() - begun
    left = limits.time_limit_seconds - (0.0 if effort.is_counted else spent)
    slots = [row for row in np.argsort(-prices, kind="stable").tolist() if prices[row] > NO_PRICE]
    slots = [row for row in slots if program.names[row][0] == "slot_places"][:NUM_GAINS]
    found = gains(program, objective, done, slots, replace(effort, seconds=max(left * GAINS_SHARE, 0.0)), order.partner)
    return named(program, prices), {program.names[row]: gain for row, gain in found.items()}


def _refusal(hard: Program, done: Reached, seed: int) -> BaseException:
    """No plan was found, which only pins and minimums can cause: say which."""
    if done.is_interrupted:
        return KeyboardInterrupt()
    demands = [hard.names[row] for row in demands_of(hard)]
    if not done.is_proved_empty:
        asked = _listed(demands)
        msg = f"No plan that meets every pin and minimum was found in time. They are: {asked}. Allow more time."
        return NoPlanInTime(msg)
    failed, limits = explain_conflict(hard, seed)
    msg = (
        f"These cannot hold together with the rest: {_listed(failed)}. "
        f"In their way: {_listed(limits) or 'no candidate is left for them'}."
    )
    return CannotHold(msg)


def _listed(names: Sequence[Name]) -> str:
    """Names in words, the first ten of them."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(_said(*name) for name in names[:NAMED]) + more


def _said(rule: str, key: tuple[str, ...]) -> str:
    if rule == "decisions" and key[0] == "pin":
        return f"the pin of {key[1]} to {key[2]}"
    return f"the minimum of group {key[0]}" if rule == "group_minimum" else f"{rule} ({', '.join(key)})"


def _solution(
    order: _Order, earlier: Earlier, worth: tuple[dict[Name, float], dict[Name, float]], *, is_counted: bool
) -> Solution:
    results = []
    for goal, done, value in order.reached:
        bound = max(done.bound, value)
        status = "optimal" if gap_between(value, bound) <= OPTIMAL_GAP else "feasible"
        may_cost = order.instance.scenario.settings.may_cost.get(goal.name, 0.0)  # type: ignore[call-overload]
        results.append(GoalReached(goal.name, value, bound, may_cost, goal.score(order.chosen), status))
    stages = [done for _, done, _ in order.reached]
    interrupted = order.interrupts.is_set
    first = stages[0].relaxation
    prices, known_gains = worth
    return Solution(
        chosen=order.chosen,
        goals=tuple(results),
        duals={} if first is None else _duals(order.hard, first.prices),
        prices=prices,
        gains=known_gains,
        is_reproducible=is_counted and not interrupted and not any(done.is_stopped_by_clock for done in stages),
        is_interrupted=interrupted,
        program=order.hard,
        stages=tuple(order.stages),
        earlier=earlier,
    )


def _duals(hard: Program, duals: NDArray[np.float64]) -> dict[Name, float]:
    """Duals that are not 0, by name. Those of one_main are not among them: persons are closed exactly."""
    return {
        name: float(dual)
        for name, dual in zip(hard.names, duals, strict=True)
        if abs(dual) > 1e-12 and name[0] != "one_main"  # noqa: PLR2004 - float noise is none
    }


def _telling(listener: Listener, name: str) -> Callable[[float, float], None]:
    return lambda value, bound: listener(name, value, bound)
