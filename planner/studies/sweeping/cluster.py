"""Cells on a Dask cluster (extra `cluster`): the same tasks, each in a process of its own beside a worker.

Only this module knows `distributed`. A task that a worker takes into its grave is given to another by the scheduler.
"""

from __future__ import annotations

import logging
import queue
import socket
import time
import uuid
import warnings
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from planner.errors import UsageFault
from planner.folders.sweep_folder import differences
from planner.studies.sweeping.processes import CellProcess
from planner.studies.sweeping.program import versions
from planner.studies.sweeping.task import CellOutcome, CellTask
from planner.texts import _

# Until a scheduler has to answer, until the first worker has to be there, and until a cluster without workers is lost.
CONNECT_SECONDS, FIRST_WORKER_SECONDS, NO_WORKER_SECONDS = 10.0, 20.0, 60.0
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
        """Connect. UsageFault where nobody answers, there is no worker, or one has another program or none."""
        _refuse_unreachable(address)
        self._distributed = _distributed()
        self._address = address
        self._answers: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self._futures: dict[int, Any] = {}
        self._run, self._without_worker = uuid.uuid4().hex, 0.0
        for name in ("distributed", "distributed.comm", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what is wrong is said by us
        warnings.filterwarnings("ignore", module="distributed")
        try:
            self._client = self._distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as fault:
            raise UsageFault(_no_answer(address)) from fault
        try:
            self._wait_for_worker()
            self._refuse_other_programs()
        except BaseException:
            self._client.close()
            raise

    @property
    def room(self) -> int:
        """A cell for each thread of each worker that is there now, and one more for each to begin with at once."""
        workers = self._workers()
        return max(sum(int(one["nthreads"]) for one in workers.values()) + len(workers), 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(Exception):  # the cluster may be what has gone
            self._client.cancel(list(self._futures.values()))
        with suppress(Exception):
            self._client.close(timeout=LOOK_SECONDS)

    def start(self, number: int, task: CellTask) -> None:
        """Hand a cell to the cluster."""
        future = self._client.submit(outcome_of, task, key=f"planner-{self._run}-{number}", pure=False)
        self._futures[number] = future
        future.add_done_callback(lambda done: self._answers.put((number, done)))

    def ended(self) -> tuple[int, CellOutcome]:
        """Wait for the next cell that ends. UsageFault where the cluster has gone, or has no worker any more."""
        while True:
            try:
                number, done = self._answers.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                self._refuse_lost()
                continue
            del self._futures[number]
            if done.status == "finished":
                outcome: CellOutcome = done.result()
                return number, outcome
            self._refuse_lost()
            why = type(done.exception()).__name__ if done.status == "error" else done.status
            return number, CellOutcome("undone", _("the workers that had it ended ({why})", why=why))

    def _workers(self) -> dict[str, Any]:
        found: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return found

    def _wait_for_worker(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
        except (TimeoutError, self._distributed.TimeoutError) as fault:
            msg = _("The cluster at {address} has no worker. Start one: dask worker {address}", address=self._address)
            raise UsageFault(msg) from fault

    def _refuse_other_programs(self) -> None:
        """Raise UsageFault where a worker has another version of the program, or none; those to come say so."""
        own = versions()
        for worker, found in self._client.run(versions, on_error="return").items():
            if isinstance(found, BaseException):
                msg = _("The worker {worker} has no program to plan with ({why}). Install there: pip install "
                        '"placement-planner[cluster]"', worker=worker, why=type(found).__name__)  # fmt: skip
                raise UsageFault(msg)
            if found != own:
                msg = _("The worker {worker} has another version of the program ({differences}). Install the same one.",
                        worker=worker, differences=differences(found, own))  # fmt: skip
                raise UsageFault(msg)

    def _refuse_lost(self) -> None:
        is_gone = self._client.status != "running"
        if not is_gone and self._workers():
            self._without_worker = 0.0
            return
        self._without_worker = self._without_worker or time.monotonic()
        if is_gone or time.monotonic() - self._without_worker > NO_WORKER_SECONDS:
            msg = _("The cluster at {address} has gone, or has no worker any more. Cells that are finished stay; the "
                    "same command goes on from there.", address=self._address)  # fmt: skip
            raise UsageFault(msg)


def _refuse_unreachable(address: str) -> None:
    """Raise UsageFault at once where nobody listens; the client itself would try again and again."""
    try:
        parts = urlsplit(address)
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=CONNECT_SECONDS).close()
    except (OSError, ValueError) as fault:
        raise UsageFault(_no_answer(address)) from fault


def _no_answer(address: str) -> str:
    return _("No Dask scheduler answers at {address}. Start one (dask scheduler), or look at the address, such as "
             "tcp://10.0.0.5:8786.", address=address)  # fmt: skip


def _distributed() -> Any:  # noqa: ANN401 - an extra, which may be missing
    try:
        import distributed  # noqa: PLC0415 - an extra, and a second
    except ImportError as missing:
        msg = _('--cluster needs packages that are not installed here. Install them with: pip install '
                '"placement-planner[cluster]"')  # fmt: skip
        raise UsageFault(msg) from missing
    return distributed
