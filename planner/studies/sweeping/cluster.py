"""Cells on a Dask cluster: the same tasks, each in a process of its own beside a worker.

A task that a worker takes into its grave is given to another by the scheduler.
"""

from __future__ import annotations

import queue
from types import TracebackType
from typing import Any, Self

from planner.cluster import Connection
from planner.errors import UsageFault
from planner.studies.sweeping.processes import CellProcess
from planner.studies.sweeping.task import CellOutcome, CellTask
from planner.texts import _

LOOK_SECONDS = 1.0


def outcome_of(task: CellTask) -> CellOutcome:
    """Plan a cell in a process of its own; this is what a worker calls, in one of its threads."""
    try:
        return CellProcess().outcome(task)
    except OSError as fault:
        return CellOutcome("undone", fault.strerror or type(fault).__name__)


class Cluster:
    """A Workplace on the workers of a Dask cluster, one cell for each of their threads at a time."""

    def __init__(self, address: str) -> None:
        """Connect; UsageFault as `Connection` raises it."""
        self._connection = Connection(address)
        self._answers: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()

    @property
    def room(self) -> int:
        """A cell for each thread of each worker that is there now, and one more for each to begin with at once."""
        workers = self._connection.workers()
        return max(sum(int(one["nthreads"]) for one in workers.values()) + len(workers), 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.__exit__(kind, fault, trace)

    def start(self, number: int, task: CellTask) -> None:
        """Hand a cell to the cluster."""
        future = self._connection.submit(outcome_of, task)
        future.add_done_callback(lambda done: self._answers.put((number, done)))

    def ended(self) -> tuple[int, CellOutcome]:
        """Wait for the next cell that ends. UsageFault where the cluster has gone, or has no worker any more."""
        while True:
            try:
                number, done = self._answers.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                self._refuse_lost()
                continue
            if done.status == "finished":
                outcome: CellOutcome = done.result()
                return number, outcome
            self._refuse_lost()
            why = type(done.exception()).__name__ if done.status == "error" else done.status
            return number, CellOutcome("undone", _("the workers that had it ended ({why})", why=why))

    def _refuse_lost(self) -> None:
        if self._connection.is_lost():
            msg = _("The cluster at {address} has gone, or has no worker any more. Cells that are finished stay; the "
                    "same command goes on from there.", address=self._connection.address)  # fmt: skip
            raise UsageFault(msg)
