"""Statistics of a solve: sizes, counts of work, seconds by step, and values and bounds over time.

Methods record what they do as they go on; no method reads what was recorded, so that it decides nothing.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Step = Literal["rows", "assembly", "relaxation", "lp", "cuts", "restriction", "cp_sat", "prices", "gains"]
Count = Literal[
    "lps", "lp_rounds", "lp_iterations", "cuts", "neighbourhoods", "cp_sat_searches",
    "cp_sat_branches", "cp_sat_conflicts", "cp_sat_thousandths", "highs_searches", "highs_answers", "highs_iterations",
    "highs_nodes",
]  # fmt: skip
Largest = Literal["lp_columns", "cp_sat_columns", "highs_columns"]


class BoundAt(NamedTuple):
    """The best value and bound of a goal, so many seconds after the solve began."""

    goal: str
    seconds: float
    value: float
    bound: float


@dataclass(frozen=True)
class Statistics:
    """What solving a week took.

    `columns` and `rows` are those of the MIP of the hard constraints. `counts` by name: linear programs and their
    rounds and simplex iterations; neighbourhoods; searches by CP-SAT, with its branches, conflicts and thousandths of
    its deterministic time; searches by HiGHS, with its simplex iterations and nodes.
    `largest` are the columns of the largest restricted LP, and of the largest restricted MIP of each solver. `seconds`
    by step are on the clock; a step may be part of another (an LP of the relaxation). `bounds` are in the order in
    which they were found.
    """

    columns: int
    rows: int
    counts: Mapping[Count, int]
    largest: Mapping[Largest, int]
    seconds: Mapping[Step, float]
    bounds: tuple[BoundAt, ...] = field(repr=False)


class Recorder:
    """Records what a solve does; only one thread records steps, any may record bounds."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._counts: defaultdict[Count, int] = defaultdict(int)
        self._largest: defaultdict[Largest, int] = defaultdict(int)
        self._seconds: defaultdict[Step, float] = defaultdict(float)
        self._bounds: list[BoundAt] = []

    @contextmanager
    def step(self, name: Step) -> Iterator[None]:
        """Add the seconds of the block to a step."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self._seconds[name] += time.monotonic() - begun

    def count(self, name: Count, number: int = 1) -> None:
        """Add to a count."""
        self._counts[name] += number

    def size(self, name: Largest, columns: int) -> None:
        """Keep the largest size."""
        self._largest[name] = max(self._largest[name], columns)

    def bound(self, goal: str, value: float, bound: float) -> None:
        """A better value or bound of a goal."""
        self._bounds.append(BoundAt(goal, time.monotonic() - self._begun, value, bound))

    def statistics(self, columns: int, rows: int) -> Statistics:
        """What was recorded so far."""
        return Statistics(
            columns, rows, dict(self._counts), dict(self._largest), dict(self._seconds), tuple(self._bounds)
        )
