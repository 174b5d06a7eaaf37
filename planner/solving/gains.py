"""What one more place gains, solved again in whole people: what a price of the relaxation only tells about."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.formulation import MIP
from planner.solving.core import core_of
from planner.solving.goals import Reached
from planner.solving.partner import ITERATIONS_PER_SECOND, Partner
from planner.solving.prices import with_one_more
from planner.solving.relaxation import Relaxation, relax_within
from planner.solving.rounding import filled, is_solution
from planner.solving.search import LEAST_SECONDS, Effort, safety_seconds
from planner.solving.tighten import Tightened, tightened

# A gain is stated where it is known this exactly, so that its four decimals are true.
DIGITS = 4
EXACT = 0.5 * 10**-DIGITS
# The best plan with one more place lies below its relaxation by about as much as the best plan without. It is sought
# there first, for few columns can be in it; how far below, in that distance. Measured in
# benchmarks/studies/2026-11-22_prices.
SLACK, LEAST_SLACK = 1.5, 1e-6
Values = NDArray[np.float64]


def gains(  # noqa: PLR0913, PLR0917 - what was solved, for which rows, and how far to go
    mip: MIP, goal: Values, done: Reached, rows: Sequence[int], effort: Effort, partner: Partner
) -> dict[int, float]:
    """By row, how much more the goal reaches with one more unit of it, for the rows where that is known to DIGITS.

    From the plan `done` the MIP is solved to the end with each of the rows' limits one higher, in their order
    (and before that as it stands, where `done` is not exact enough). A gain lies between what the better plan shows and
    what the bounds allow; where these are apart by EXACT or more it is not known, and left out. Each row may use what
    those before it left of the effort.
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
            before = before if before.is_exact else _best(mip, goal, before.x, slack, known, own, partner)
            counted -= before.spent
            if not before.is_exact:
                break
            continue
        more = _best(with_one_more(mip, row), goal, before.x, slack, known, own, partner)
        counted -= more.spent
        if more.is_exact and more.bound - before.value - max(more.value - before.bound, 0.0) < EXACT:
            found[row] = round(max(more.value - before.value, 0.0), DIGITS)
    return found


@dataclass
class _Best:
    """The best solution found, its value, a bound on all, and the work it took, in counted seconds."""

    x: Values
    value: float
    bound: float
    spent: float = 0.0

    @property
    def is_exact(self) -> bool:
        """Whether four decimals of it are known."""
        return bool(self.bound - self.value < EXACT)


def _best(  # noqa: PLR0913, PLR0917 - a MIP, where to begin, and how far to go
    mip: MIP, goal: Values, start: Values, slack: float, known: Values, effort: Effort, partner: Partner
) -> _Best:
    """The best solution, begun from one that is known: first among those within `slack` of the relaxation."""
    deadline = time.monotonic() + effort.seconds
    tight = tightened(mip)
    x = filled(mip, goal, start)
    best = _Best(x, float(goal @ x), math.inf, LEAST_SECONDS)
    relaxation = relax_within(tight, goal, partner, effort, prices=known)
    if relaxation is None or not math.isfinite(relaxation.value):
        return best
    best.bound = max(relaxation.bound, best.value)
    best.spent += relaxation.iterations / ITERATIONS_PER_SECOND
    for least in (relaxation.bound - slack, -math.inf):
        left = effort.seconds - best.spent if effort.is_counted else deadline - time.monotonic()
        if best.is_exact or left < LEAST_SECONDS:
            break
        sought = max(least, best.value)
        _search(mip, tight, goal, relaxation, sought, best, replace(effort, seconds=left), partner)
        if sought == best.value or best.value > sought:
            break
    return best


def _search(  # noqa: PLR0913, PLR0917 - as above
    mip: MIP, tight: Tightened, goal: Values, relaxation: Relaxation, sought: float, best: _Best,
    effort: Effort, partner: Partner,
) -> None:  # fmt: skip
    """Improve `best`, and its bound: the partner searches the columns of all solutions better than `sought`."""
    declared = np.arange(mip.num_columns) >= len(mip.candidates)
    own = declared | (best.x > 0) | (mip.lower > 0) | (relaxation.closing.with_column() > sought)
    core = core_of(tight.mip, goal, own)
    core = replace(core, is_whole=np.ones_like(core.is_whole))
    options = {"mip_rel_gap": 0.0, "random_seed": effort.seed}
    if effort.is_counted:
        partner.start(core, best.x, options, math.ceil(effort.seconds * ITERATIONS_PER_SECOND))
    else:
        partner.start(core, best.x, {**options, "time_limit": effort.seconds})
    deadline = time.monotonic() + (safety_seconds(effort.seconds) if effort.is_counted else effort.seconds + 1)
    while partner.is_busy and not effort.is_stopped() and time.monotonic() < deadline:
        answer = partner.answer(LEAST_SECONDS)
        if answer is None:
            continue
        if answer.x is not None and goal @ answer.x > best.value and is_solution(mip, answer.x):
            best.x, best.value = answer.x, float(goal @ answer.x)
        best.bound = min(best.bound, max(answer.bound, sought, best.value))
        best.spent += answer.iterations / ITERATIONS_PER_SECOND
    partner.release()
