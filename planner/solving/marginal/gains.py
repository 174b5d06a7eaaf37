"""Marginal values of places in the MIP: the gain of one more place, by solving again (LP prices only estimate it)."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.highs.client import ITERATIONS_PER_SECOND, HighsClient
from planner.solving.marginal.row_prices import with_one_more
from planner.solving.relaxation.column_generation import Relaxation, relax_within
from planner.solving.relaxation.row_scaling import ScaledMIP, scale_rows
from planner.solving.search.cp_sat import LEAST_SECONDS, Effort, safety_seconds
from planner.solving.search.heuristics import filled, is_solution
from planner.solving.search.restricted_mip import restricted
from planner.solving.search.single_objective import Reached

# A gain is stated only where it is known to within EXACT, so that its four decimals are right.
DIGITS = 4
EXACT = 0.5 * 10**-DIGITS
# With one more place, the integrality gap is usually about as large as without it. So the first search looks only for
# plans within SLACK times that gap (at least LEAST_SLACK) of the relaxation's bound: few columns can be in such a plan.
# Measured in benchmarks/studies/2026-11-22_prices.
SLACK, LEAST_SLACK = 1.5, 1e-6


def gains(  # noqa: PLR0913, PLR0917 - what was solved, for which rows, and how far to go
    mip: MIP, goal: Values, done: Reached, rows: Sequence[int], effort: Effort, client: HighsClient
) -> dict[int, float]:
    """The gain of the goal from one more unit of each row's limit, for the rows where it is known to DIGITS decimals.

    The MIP is solved again for each row, in their order, with that row's limit one higher, warm-started from the plan
    `done`. Where `done` itself is not exact enough, the unchanged MIP is first solved on. The values and bounds of both
    solves give a lower and an upper limit for the gain; where these differ by EXACT or more, the row is left out. Each
    row may use what those before it left of the budget.
    """
    found: dict[int, float] = {}
    if done.x is None or done.relaxation is None or not rows or not math.isfinite(done.relaxation.value):
        return found
    deadline, counted = time.monotonic() + effort.seconds, effort.seconds
    before = _Best(done.x, done.value, done.bound)
    slack = max(SLACK * (done.relaxation.bound - done.value), LEAST_SLACK)
    known = done.relaxation.prices
    for row in (None, *rows):
        own = replace(effort, seconds=counted if effort.is_counted else deadline - time.monotonic())
        if own.seconds < LEAST_SECONDS or effort.is_stopped():
            break
        if row is None:
            before = before if before.is_exact else _best(mip, goal, before.x, slack, known, own, client)
            counted -= before.spent
            if not before.is_exact:
                break
            continue
        more = _best(with_one_more(mip, row), goal, before.x, slack, known, own, client)
        counted -= more.spent
        if more.is_exact and more.bound - before.value - max(more.value - before.bound, 0.0) < EXACT:
            found[row] = round(max(more.value - before.value, 0.0), DIGITS)
    return found


@dataclass
class _Best:
    """The best solution found, its value, a bound on all solutions, and the work it took, in counted seconds."""

    x: Values
    value: float
    bound: float
    spent: float = 0.0

    @property
    def is_exact(self) -> bool:
        """Whether the value is known to four decimals."""
        return bool(self.bound - self.value < EXACT)


def _best(  # noqa: PLR0913, PLR0917 - a MIP, where to begin, and how far to go
    mip: MIP, goal: Values, start: Values, slack: float, known: Values, effort: Effort, client: HighsClient
) -> _Best:
    """Solve from a known solution: first among the plans within `slack` of the relaxation's bound, then among all."""
    deadline = time.monotonic() + effort.seconds
    tight = scale_rows(mip)
    x = filled(mip, goal, start)
    best = _Best(x, float(goal @ x), math.inf, LEAST_SECONDS)
    relaxation = relax_within(tight, goal, client, effort, prices=known)
    if relaxation is None or not math.isfinite(relaxation.value):
        return best
    best.bound = max(relaxation.bound, best.value)
    best.spent += relaxation.iterations / ITERATIONS_PER_SECOND
    for least in (relaxation.bound - slack, -math.inf):
        left = effort.seconds - best.spent if effort.is_counted else deadline - time.monotonic()
        if best.is_exact or left < LEAST_SECONDS:
            break
        sought = max(least, best.value)
        _search(mip, tight, goal, relaxation, sought, best, replace(effort, seconds=left), client)
        if sought == best.value or best.value > sought:
            break
    return best


def _search(  # noqa: PLR0913, PLR0917 - as above
    mip: MIP, tight: ScaledMIP, goal: Values, relaxation: Relaxation, sought: float, best: _Best,
    effort: Effort, client: HighsClient,
) -> None:  # fmt: skip
    """Improve `best` and its bound: HiGHS searches every column whose bound if used is above `sought`."""
    declared = mip.is_auxiliary
    own = declared | (best.x > 0) | (mip.lower > 0) | (relaxation.lagrangian.bound_if_used() > sought)
    core = restricted(tight.mip, goal, own)
    core = replace(core, is_whole=np.ones_like(core.is_whole))
    options = {"mip_rel_gap": 0.0, "random_seed": effort.seed}
    if effort.is_counted:
        client.start(core, best.x, options, math.ceil(effort.seconds * ITERATIONS_PER_SECOND))
    else:
        client.start(core, best.x, {**options, "time_limit": effort.seconds})
    deadline = time.monotonic() + (safety_seconds(effort.seconds) if effort.is_counted else effort.seconds + 1)
    while client.is_busy and not effort.is_stopped() and time.monotonic() < deadline:
        answer = client.answer(LEAST_SECONDS)
        if answer is None:
            continue
        if answer.x is not None and goal @ answer.x > best.value and is_solution(mip, answer.x):
            best.x, best.value = answer.x, float(goal @ answer.x)
        best.bound = min(best.bound, max(answer.bound, sought, best.value))
        best.spent += answer.iterations / ITERATIONS_PER_SECOND
    client.release()
