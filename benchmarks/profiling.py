"""Profiles solving: the seconds of each step, and how much work it was, from the statistics that a solution carries."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from benchmarks.machine import most_of_child
from benchmarks.peers.answer import Told, written
from planner.solving import SearchProgress, Solution
from planner.solving.highs.client import HighsClient


@dataclass
class Profile:
    """A profile of one or more solves: seconds by step, and counts of work, added up; sizes are the largest."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    # Each progress report of a better plan or bound, with seconds since the block began.
    told: list[Told] = field(default_factory=list)
    highs_mb: float = 0
    begun: float = field(default_factory=time.monotonic)

    def facts(self) -> dict[str, Any]:
        """What is stored of a benchmark, by the names that earlier results have."""
        rounded = {name: round(seconds, 3) for name, seconds in self.seconds.items()}
        return {"steps": rounded, **self.counts, "partner_mb": self.highs_mb, "told": written(self.told)}

    def hear(self, news: SearchProgress) -> None:
        """Record a better plan or bound; the listener of `solve`."""
        if news.is_of_a_goal:
            self.told.append(Told(time.monotonic() - self.begun, news.value, news.bound))

    def add(self, solution: Solution) -> None:
        """Take up what a solve took."""
        found = solution.statistics
        assert found is not None
        for step, seconds in found.seconds.items():
            self.seconds[step] += seconds
        for name, number in found.counts.items():
            self.counts[name] += number
        for size, columns in found.largest.items():
            self.counts[size] = max(self.counts[size], columns)


@contextmanager
def profiled() -> Iterator[Profile]:
    """A profile whose memory of the HiGHS worker is that of the block; solutions are added to it by hand."""
    found, end = Profile(), HighsClient._end  # noqa: SLF001 - a worker can be weighed only while it runs

    def weighed(client: HighsClient) -> None:
        if client.process_id is not None:
            found.highs_mb = max(found.highs_mb, most_of_child(client.process_id))
        end(client)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(HighsClient, "_end", weighed)
        yield found
    found.seconds["all"] = time.monotonic() - found.begun
