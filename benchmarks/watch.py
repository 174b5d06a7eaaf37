"""Watches a plan being made: seconds by step of solving, and how much work each step was where it tells.

The planner does not measure itself, so its own functions are wrapped while a block runs. Steps lie inside one another
where the planner's do: seconds of the linear programme are part of those of the relaxation.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from planner.solving import News, goals, plan, relaxation, search
from planner.solving.partner import Partner


@dataclass
class Watched:
    """Seconds by step, and counts: what each step was called for and what it told."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    # (seconds since the block began, value, bound) whenever the planner told of a better plan or bound.
    told: list[tuple[float, float, float]] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def facts(self) -> dict[str, Any]:
        """What is kept of a benchmark."""
        rounded = {name: round(seconds, 3) for name, seconds in self.seconds.items()}
        return {"steps": rounded, **self.counts, "told": [[round(part, 5) for part in one] for one in self.told]}

    def hear(self, news: News) -> None:
        """Note a better plan, as a listener of solve."""
        self.told.append((time.monotonic() - self.begun, news.value, news.bound))


STEPS: tuple[tuple[Any, str, str], ...] = (
    (plan, "hard_rows", "rows"),
    (plan, "assemble", "assemble"),
    (goals, "relax", "relaxation"),
    (relaxation, "linprog", "linear programme"),
    (goals, "dived", "dive"),
    (goals, "rounded", "rounding"),
    (goals, "search", "search"),
    (search, "_model", "writing the CP-SAT model"),
    (search, "_solve", "CP-SAT"),
    (Partner, "start", "handing over to the partner"),
    (Partner, "_read", "partner's answer"),
    (plan, "filled", "filling up"),
    (plan, "_without_idle", "taking out the idle"),
)


@contextmanager
def watched() -> Iterator[Watched]:
    """Watch all that solving does while the block runs."""
    found = Watched()
    with pytest.MonkeyPatch.context() as patched:
        for owner, name, step in STEPS:
            patched.setattr(owner, name, _timed(found, getattr(owner, name), step))
        yield found
    found.seconds["all"] = time.monotonic() - found.begun


def _timed(found: Watched, work: Callable[..., Any], step: str) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the planner's function takes and gives
        begun = time.monotonic()
        try:
            made = work(*given, **named)
        finally:
            found.seconds[step] += time.monotonic() - begun
        _count(found, step, given, made)
        return made

    return timed


def _count(found: Watched, step: str, given: tuple[Any, ...], made: Any) -> None:  # noqa: ANN401 - as above
    counts = found.counts
    if step == "linear programme":
        counts["lp_calls"] += 1
        counts["lp_iterations"] += int(made.nit)
        counts["lp_columns"] = len(given[0])
    elif step == "search":
        counts["core_columns"] = int(np.sum(given[2]))
    elif step == "CP-SAT":
        counts["cp_sat_branches"] += int(given[0].num_branches)
        counts["cp_sat_conflicts"] += int(given[0].num_conflicts)
    elif step == "partner's answer":
        counts["partner_answers"] += 1
