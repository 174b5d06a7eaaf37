"""Clashes: why the demands of a week cannot hold, part by part, and the ways out of each."""

from __future__ import annotations

import time
from collections.abc import Callable

from planner.solving.infeasibility.irreducible import Until
from planner.solving.infeasibility.levers import LeverFacts
from planner.solving.infeasibility.small import Small
from planner.solving.infeasibility.ways_out import Ways, grouped, ways_out

# Seconds on the clock for all clashes of a week; the shares of them after which conflicts, and the cheapest way out of
# everything, are sought no longer; the rest is for other ways. What is not settled by then is marked so. Most weeks
# need far less, and then the answer does not depend on the clock.
CLASH_SECONDS = 20.0
SHARES = (0.5, 0.75)


def clashes_in(refused: Small, facts: LeverFacts, seed: int, asked: Callable[[], bool]) -> list[Ways]:
    """The clashes of a small MIP that has no solution, within CLASH_SECONDS on the clock."""
    begun = time.monotonic()
    sooner, soon, until = (Until(begun + share * CLASH_SECONDS, seed, asked) for share in (*SHARES, 1.0))
    apart = refused.apart()
    empty = [part for part in apart if part.found(part.limits, part.demands, sooner.effort()).is_proved_empty]
    parts = sorted(empty or [refused], key=lambda part: part.mip.num_columns)
    groups = [group for part in parts for group in grouped(part, facts, soon, sooner)]
    return [ways_out(group, facts, until) for group in groups]
