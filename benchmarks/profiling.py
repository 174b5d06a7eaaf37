"""Profiles solving: the seconds of each step, and how much work it was where the step reports that.

The planner does not measure itself, so its functions are wrapped while a block runs. Steps are nested as their
functions are: the seconds of the LP are part of those of the relaxation.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from benchmarks.machine import most_of_child
from benchmarks.peers.answer import Told, written
from planner.solving import SearchProgress, lexicographic
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation import column_generation
from planner.solving.search import cp_sat, portfolio, single_objective


@dataclass
class Profile:
    """A profile: seconds by step, and counts of calls and of the work that steps reported."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    # Each progress report of a better plan or bound, with seconds since the block began.
    told: list[Told] = field(default_factory=list)
    partner_mb: float = 0
    begun: float = field(default_factory=time.monotonic)

    def facts(self) -> dict[str, Any]:
        """What is stored of a benchmark."""
        rounded = {name: round(seconds, 3) for name, seconds in self.seconds.items()}
        return {"steps": rounded, **self.counts, "partner_mb": self.partner_mb, "told": written(self.told)}

    def hear(self, news: SearchProgress) -> None:
        """Record a better plan or bound; the listener of `solve`."""
        self.told.append(Told(time.monotonic() - self.begun, news.value, news.bound))


STEPS: tuple[tuple[Any, str, str], ...] = (
    (lexicographic, "hard_rows", "rows"),
    (lexicographic, "assemble", "assemble"),
    (single_objective, "flow", "min-cost flow"),
    (single_objective, "scale_rows", "tightening"),
    (single_objective, "relax_within", "relaxation"),
    (column_generation, "estimated_duals", "guessing prices"),
    (HighsClient, "_linear", "LP"),
    (single_objective, "rounded", "rounding"),
    (portfolio, "restricted", "core"),
    (portfolio, "search", "search"),
    (cp_sat, "_model", "writing the CP-SAT model"),
    (cp_sat, "_solve", "CP-SAT"),
    (HighsClient, "start", "handing over to the partner"),
    (HighsClient, "answer", "partner's answer"),
    (HighsClient, "_end", "stopping the partner"),
    (lexicographic, "filled", "filling up"),
    (lexicographic.Lexicographic, "drop_idle", "taking out the idle"),
)


@contextmanager
def profiled() -> Iterator[Profile]:
    """Profile solving while the block runs."""
    found = Profile()
    with pytest.MonkeyPatch.context() as patched:
        for owner, name, step in STEPS:
            patched.setattr(owner, name, _timed(found, getattr(owner, name), step))
        yield found
    found.seconds["all"] = time.monotonic() - found.begun


def _timed(found: Profile, work: Callable[..., Any], step: str) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the planner's function takes and gives
        begun = time.monotonic()
        if step == "stopping the partner":
            _weigh(found, given[0])
        try:
            made = work(*given, **named)
        finally:
            found.seconds[step] += time.monotonic() - begun
        _count(found, step, given, made)
        return made

    return timed


def _weigh(found: Profile, client: HighsClient) -> None:
    """Record the peak memory of the HiGHS worker, which can be read only while it runs."""
    if client._process is not None:  # noqa: SLF001 - the planner has no use for its number
        found.partner_mb = max(found.partner_mb, most_of_child(client._process.pid))  # noqa: SLF001 - as above


def _count(found: Profile, step: str, given: tuple[Any, ...], made: Any) -> None:  # noqa: ANN401 - as above
    counts = found.counts
    if step == "relaxation" and made is not None:
        counts["lp_columns"] += int(made.columns.sum())
    elif step == "LP":
        counts["lp_calls"] += 1
        counts["lp_iterations"] += made.iterations
    elif step == "search":
        counts["cp_sat_calls"] += 1
        counts["cp_sat_columns"] = len(given[0].own)
    elif step == "CP-SAT":
        counts["cp_sat_branches"] += int(given[0].num_branches)
        counts["cp_sat_conflicts"] += int(given[0].num_conflicts)
        counts["cp_sat_thousandths"] += round(1000 * given[0].response_proto.deterministic_time)
    elif step == "handing over to the partner":
        counts["partner_calls"] += 1
        counts["partner_columns"] = len(given[1].own)
    elif step == "partner's answer" and made is not None:
        counts["partner_answers"] += 1
        counts["partner_iterations"] += made.iterations
        counts["partner_nodes"] += made.nodes
