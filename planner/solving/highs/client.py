"""The client of the HiGHS worker (the client): HiGHS in a child process solves LPs, and MIPs beside CP-SAT."""

from __future__ import annotations

import math
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from planner.schema.arrays import Positions, Values
from planner.solving.highs import worker
from planner.solving.highs.worker import EMPTY, MOST_ITERATIONS, SOLVED
from planner.solving.search.restricted_mip import RestrictedMIP

# An LP may overrun its time limit by this much before the worker counts as lost.
LINEAR_GRACE_SECONDS = 20.0
# A worker that has not reported ready by then counts as hung; loading HiGHS takes a few seconds at most.
START_SECONDS = 60.0
LOOK_SECONDS = 0.05
# With counted work this many simplex iterations stand for one second of the worker: in a search of a MIP, where most go
# into small LPs solved again, and in a single LP (measured on two shared cores; see
# benchmarks/studies).
ITERATIONS_PER_SECOND, LINEAR_ITERATIONS_PER_SECOND = 3_000, 8_000


class WorkerLost(Exception):
    """The worker died or had to be killed; the result it worked on is lost."""


@dataclass(frozen=True)
class Linear:
    """The result of an LP: x by column and prices by row, both in the order they were added; its value, and the work.

    `x` is None where it was not solved to optimality; `is_empty` then says whether it is infeasible.
    """

    x: Values | None
    prices: Values
    value: float
    is_empty: bool
    iterations: int


class Step(NamedTuple):
    """A small perturbation of the last LP: a row's upper limit is raised, or a coefficient lowered.

    `row` and `column` are positions in the order of adding, column -1 for the limit; `value` is the present value.
    """

    row: int
    column: int
    value: float
    size: float


@dataclass(frozen=True)
class Priced:
    """For each of the first `len(prices)` steps its gain per unit, its x, and the row prices it ended with.

    `duals` holds the distinct vectors of row prices, and `at` says which of them each step ended with. `iterations` are
    simplex iterations.
    """

    prices: Values
    xs: Values
    duals: Values
    at: Positions
    iterations: float


@dataclass(frozen=True)
class Answer:
    """A message of the worker about a MIP: x over all columns (None: no solution) and a bound on the core.

    Each better solution is a message; the result is the one that `is_last`, and it alone has `iterations` (simplex) and
    `nodes`.
    """

    x: Values | None
    bound: float
    is_proved_empty: bool = False
    is_last: bool = False
    iterations: int = 0
    nodes: int = 0


class HighsClient:
    """The HiGHS worker: one child process, kept for many LPs and MIPs.

    If it dies or overruns, only the answer it worked on is lost. A thread writes to the worker, so that nothing waits
    for it to read. A worker counts as hung if its answer, or its being ready, does not come in time. Once
    `is_stopped()` is true, no answer is waited for. `is_disturbed` says whether the worker died, could not be started,
    or was stopped at work: the run is then not reproducible.
    """

    def __init__(self, is_stopped: Callable[[], bool] = lambda: False) -> None:
        self.is_stopped = is_stopped
        self.is_disturbed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._job = 0
        self._started = 0.0
        self._is_ready = threading.Event()
        self._core: RestrictedMIP | None = None
        self.is_busy = False

    def __enter__(self) -> Self:
        """WarmStart the worker at once, so that it loads HiGHS while the first MIP is assembled."""
        with suppress(OSError):
            self._running()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def load(
        self,
        matrix: sparse.csr_matrix,
        goal: Values,
        limits: tuple[Values, ...],
        seconds: float,
        iterations: int = MOST_ITERATIONS,
    ) -> Linear:
        """Load an LP and solve it; `limits` are those of rows (lower, upper), then of columns (lower, upper).

        Raises WorkerLost.
        """
        row_lower, row_upper, lower, upper = limits
        return self._linear({
            "do": "load", "columns": _by_column(matrix), "goal": goal, "is_whole": None, "options": {},
            "row_lower": row_lower, "row_upper": row_upper, "lower": lower, "upper": upper,
        }, seconds, iterations)  # fmt: skip

    def grow(  # noqa: PLR0913, PLR0917 - what an LP can grow by
        self,
        columns: sparse.csr_matrix,
        goal: Values,
        bounds: tuple[Values, Values],
        rows: sparse.csr_matrix,
        row_bounds: tuple[Values, Values],
        seconds: float,
        limits: Sequence[tuple[int, float, float]] = (),
        iterations: int = MOST_ITERATIONS,
    ) -> Linear:
        """Add columns (on the present rows), then rows (on all columns) to the last LP, and solve it again.

        `limits` are new limits of present rows (position, lower, upper). Raises WorkerLost.
        """
        return self._linear({
            "do": "grow", "columns": _by_column(columns), "goal": goal, "lower": bounds[0], "upper": bounds[1],
            "rows": (rows.indptr[:-1].astype(np.int32), rows.indices.astype(np.int32), rows.data),
            "row_lower": row_bounds[0], "row_upper": row_bounds[1], "limits": list(limits),
        }, seconds, iterations)  # fmt: skip

    def price(self, steps: Sequence[Step], seconds: float, iterations: float) -> Priced:
        """Solve the last LP again with each step by itself, until seconds or iterations are spent.

        Its solution must be optimal over all columns of the MIP. Raises WorkerLost.
        """
        self._send(
            {"do": "price", "steps": [tuple(step) for step in steps], "seconds": seconds, "iterations": iterations}
        )
        found = self._received(seconds + LINEAR_GRACE_SECONDS)
        if found is None:
            self.stop()
            raise WorkerLost
        at = np.array(found["at"], dtype=np.int64)
        return Priced(
            np.array(found["prices"]), np.array(found["xs"]), np.array(found["duals"]), at, found["iterations"]
        )

    def _linear(self, job: dict[str, Any], seconds: float, iterations: int) -> Linear:
        self._send({"seconds": seconds, "iterations": max(iterations, 0)} | job)
        found = self._received(seconds + LINEAR_GRACE_SECONDS)
        if found is None:
            self.stop()
            raise WorkerLost
        is_solved = found["status"] == SOLVED
        x = found["x"] if is_solved else None
        return Linear(x, found["prices"], found["value"], found["status"] == EMPTY, found["iterations"])

    def start(
        self, core: RestrictedMIP, start: Values | None, options: dict[str, Any], iterations: int | None = None
    ) -> None:
        """Hand over a core, with a warm start (a solution of the whole MIP) if known; `options` are those of HiGHS."""
        if not len(core.goal):
            return  # nothing to choose from
        self._core = core
        try:
            self._send({
                "do": "search", "columns": _by_column(core.matrix), "goal": core.goal, "is_whole": core.is_whole,
                "row_lower": core.row_lower, "row_upper": core.row_upper, "lower": core.lower, "upper": core.upper,
                "start": None if start is None else core.within(start), "options": options, "iterations": iterations,
            })  # fmt: skip
            self.is_busy = True
        except WorkerLost:
            self.stop()

    def answer(self, seconds: float) -> Answer | None:
        """The worker's next message, waited for up to `seconds`; None where none came, or none will."""
        try:
            found = self._received(seconds)
        except WorkerLost:
            return None
        if found is None or self._core is None:
            return None
        self.is_busy = not found["is_last"]
        x = None if found["x"] is None else self._core.whole(found["x"])
        bound = found["bound"] + self._core.constant
        work = {name: found.get(name, 0) for name in ("iterations", "nodes")}
        is_empty = found.get("is_empty", False)
        return Answer(x, bound if math.isfinite(bound) else math.inf, is_empty, found["is_last"], **work)

    def stop(self) -> None:
        """Kill the worker, whatever it does; the next job starts another."""
        self.is_disturbed = True
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._jobs.put(None)
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
        self._process = None
        self._answers = queue.Queue()
        self.is_busy = False

    def release(self) -> None:
        """Stop work on the last MIP: a busy worker is killed, an idle one stays for the next job."""
        if self.is_busy:
            self.stop()

    def _send(self, job: dict[str, Any]) -> None:
        self._job += 1
        try:
            self._running()
        except OSError as fault:
            self.stop()
            raise WorkerLost from fault
        self._jobs.put(worker.packed(job | {"job": self._job}))

    def _received(self, seconds: float) -> dict[str, Any] | None:
        """The next message about the last job; None where none came in time. Raises WorkerLost."""
        deadline = time.monotonic() + seconds
        while self._process is not None:
            left = deadline - time.monotonic()
            try:
                found = self._answers.get(timeout=min(max(left, 0.001), LOOK_SECONDS))
            except queue.Empty:
                if left <= LOOK_SECONDS or self.is_stopped():
                    return None
                if not self._is_ready.is_set() and time.monotonic() > self._started + START_SECONDS:
                    break
                continue
            if found is None:
                break
            if found["job"] == self._job:
                return found
        self.stop()
        raise WorkerLost

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        if self._process is not None:
            self.stop()
        script = Path(worker.__file__).with_suffix(".py")
        self._process = subprocess.Popen(  # noqa: S603 - our own script, by our own interpreter
            [sys.executable, "-I", str(script), str(os.getpid())], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._jobs = queue.SimpleQueue()
        threading.Thread(target=_pass_on, args=(self._process.stdin, self._jobs), daemon=True).start()
        self._started, self._is_ready = time.monotonic(), threading.Event()
        threading.Thread(target=_listen, args=(self._process, self._answers, self._is_ready), daemon=True).start()
        return self._process


def _by_column(matrix: sparse.csr_matrix) -> tuple[NDArray[np.int32], NDArray[np.int32], Values]:
    """A matrix by column: where each column begins, its rows and its coefficients."""
    part = matrix.tocsc()
    return part.indptr.astype(np.int32), part.indices.astype(np.int32), part.data


def _pass_on(stream: IO[bytes] | None, jobs: queue.SimpleQueue[bytes | None]) -> None:
    """Write jobs to the worker, however long it takes to read them, until there are no more or it has ended."""
    with suppress(OSError):  # the listener notices a worker that has ended
        while stream is not None and (job := jobs.get()) is not None:
            worker.write(stream, job)
    with suppress(OSError):
        if stream is not None:
            stream.close()


def _listen(
    process: subprocess.Popen[bytes], answers: queue.Queue[dict[str, Any] | None], is_ready: threading.Event
) -> None:
    """Pass the worker's answers on; its first message sets `is_ready`, and None says that it has ended."""
    try:
        while process.stdout is not None:
            found = pickle.loads(worker.receive(process.stdout))  # noqa: S301 - our own process
            if found is None:
                is_ready.set()
            else:
                answers.put(found)
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        answers.put(None)
