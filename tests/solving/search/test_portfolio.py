"""Round a plan that stays the best, CP-SAT looks at other people each time."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.peers.greedy import greedy_by_outcome
from benchmarks.reference_instances import Reference, made
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.search import portfolio
from planner.solving.search.cp_sat import Effort, SearchResult
from planner.solving.search.portfolio import Hunt
from planner.solving.search.restricted_mip import RestrictedMIP
from tests import by_scipy

# CP-SAT gets so few columns that it must look round the plan.
COLUMNS = 80


class NoHelp:
    """A partner that finds nothing."""

    is_busy = False

    def start(self, *_: object) -> None:
        """Begin nothing."""

    def release(self) -> None:
        """End nothing."""


def test_round_a_plan_that_stays_the_best_other_people_are_looked_at_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    mip, goal = by_scipy.mip_of_week(made(Reference("rotation", 60, each=9, groups=0, fewest_every=0)))
    tight = scale_rows(mip)
    with HighsClient() as client:
        relaxation = relax(tight, goal, client)
    assert relaxation is not None
    looked_at: list[tuple[int, ...]] = []

    def nothing_better(core: RestrictedMIP, _start: NDArray[np.float64], effort: Effort, **_: Any) -> SearchResult:  # noqa: ANN401
        looked_at.append(tuple(core.own.tolist()))
        return SearchResult(None, np.inf, False, False, False, spent=effort.seconds)  # noqa: FBT003

    monkeypatch.setattr(portfolio, "search", nothing_better)
    monkeypatch.setattr(portfolio, "CP_SAT_COLUMNS", COLUMNS)
    plan = greedy_by_outcome(mip, goal).x
    assert plan is not None
    effort = Effort(8.0, 0.0, seed=1, workers=1, is_counted=True)
    Hunt(mip, tight, goal, relaxation, effort, cast("HighsClient", NoHelp()), None, near=COLUMNS).run(plan)
    assert len(looked_at) == len(set(looked_at)) > 3
