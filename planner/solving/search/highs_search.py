"""HiGHS on restricted MIPs: hands one over, and takes its answers back as solutions of the whole MIP."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.schema.arrays import Values
from planner.solving.highs.client import HighsClient, Searched
from planner.solving.run import SearchRun
from planner.solving.search.restricted_mip import RestrictedMIP


class HighsSearch:
    """A search by HiGHS in its worker, which goes on while the caller does something else."""

    def __init__(self, client: HighsClient) -> None:
        self.client = client
        self._restricted: RestrictedMIP | None = None

    @property
    def is_busy(self) -> bool:
        """Whether HiGHS searches."""
        return self.client.is_busy

    def start(self, restricted: RestrictedMIP, start: Values | None, run: SearchRun) -> None:
        """Begin to search a restricted MIP within the run's budget; `start` is a solution of the whole MIP, if any."""
        self._restricted = restricted
        run.recorder.count("highs_searches")
        run.recorder.size("highs_columns", len(restricted.columns))
        work = run.budget.work(run.parameters.highs_iterations_per_second)
        self.client.start(
            restricted,
            None if start is None else restricted.within(start),
            gap=run.gap, seed=run.seed, seconds=run.budget.seconds, iterations=float(np.ceil(work)),
        )  # fmt: skip

    def answer(self, seconds: float, run: SearchRun) -> Searched | None:
        """The next message, waited for up to `seconds`, with x by column of the whole MIP; None where none came."""
        return self._told(self.client.searched(seconds), run)

    def release(self, run: SearchRun) -> Searched | None:
        """End the search, if one goes on; what it had found by then, as `answer` gives it, if that came in time."""
        return self._told(self.client.release(), run)

    def _told(self, found: Searched | None, run: SearchRun) -> Searched | None:
        if found is None or self._restricted is None:
            return None
        run.recorder.count("highs_answers")
        run.recorder.count("highs_iterations", found.iterations)
        run.recorder.count("highs_nodes", found.nodes)
        x = None if found.x is None else self._restricted.whole(found.x)
        return replace(found, x=x, bound=found.bound + self._restricted.constant)
