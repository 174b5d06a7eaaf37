"""The client of the HiGHS worker: HiGHS in a child process solves LPs, and searches MIPs beside CP-SAT."""

from __future__ import annotations

import math
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from planner.schema.arrays import Bools, Positions, Values
from planner.solving.highs import worker
from planner.solving.highs.messages import PricedSteps, Reply, SolvedLP, Tableau
from planner.solving.highs.worker import EMPTY, MOST_ITERATIONS, SOLVED

# A worker that has given no sign of life for so long hangs, and is given up; it gives one every two seconds. This is
# the one clock that a counted run depends on, and a run that it stopped is not reproducible.
SILENT_SECONDS = 60.0
# On the clock, an LP may overrun its limit by GRACE_SECONDS and a share of the limit before the worker is given up.
GRACE_SECONDS, GRACE_SHARE = 1.0, 0.1
LOOK_SECONDS = 0.05
# So long a search may go on once it is told to end.
HALT_SECONDS = 0.25
NONE: Positions = np.array([], dtype=np.int64)


class WorkerLost(Exception):
    """The worker died or had to be killed; the result it worked on is lost."""


@dataclass(frozen=True)
class LPResult:
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
class Searched:
    """A message about a MIP: x (None: no solution) and a bound.

    Each better solution is a message; the result is the one that `is_last`, and it alone has `iterations` (simplex) and
    `nodes`.
    """

    x: Values | None
    bound: float
    is_proved_empty: bool = False
    is_last: bool = False
    iterations: int = 0
    nodes: int = 0


@dataclass(frozen=True)
class MIPArrays:
    """A MIP as HiGHS takes it, to be maximised; `is_whole` says which columns are integral."""

    matrix: sparse.csr_matrix
    goal: Values
    row_lower: Values
    row_upper: Values
    lower: Values
    upper: Values
    is_whole: Bools


class HighsClient:
    """The HiGHS worker: one child process, kept for many LPs and MIPs.

    If it dies or overruns, only the answer it worked on is lost. A thread writes to the worker, so that nothing waits
    for it to read. A worker that has given no sign of life for SILENT_SECONDS is given up. Once `is_stopped()` is true,
    no answer is waited for. `is_disturbed` says whether the worker died, could not be started, or was stopped at work:
    the run is then not reproducible.
    """

    def __init__(self, is_stopped: Callable[[], bool] = lambda: False) -> None:
        self.is_stopped = is_stopped
        self.is_disturbed = False
        self.is_busy = False
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._replies: queue.Queue[Reply | None] = queue.Queue()
        self._life = _Life()
        self._job = 0

    def __enter__(self) -> Self:
        """Start the worker at once, so that it loads HiGHS while the first MIP is assembled."""
        with suppress(OSError):
            self._running()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    @property
    def process_id(self) -> int | None:
        """The number of the worker's process; None where none runs."""
        return None if self._process is None else self._process.pid

    # Linear programs

    def load(
        self,
        matrix: sparse.csr_matrix,
        goal: Values,
        limits: tuple[Values, ...],
        seconds: float = math.inf,
        iterations: int = MOST_ITERATIONS,
    ) -> LPResult:
        """Load an LP and solve it; `limits` are those of rows (lower, upper), then of columns (lower, upper).

        Raises WorkerLost.
        """
        row_lower, row_upper, lower, upper = limits
        return self._linear({
            "do": "load", "columns": _by_column(matrix), "goal": goal, "lower": lower, "upper": upper,
            "row_lower": row_lower, "row_upper": row_upper,
        }, seconds, iterations)  # fmt: skip

    def grow(  # noqa: PLR0913, PLR0917 - what an LP can grow by
        self,
        columns: sparse.csr_matrix,
        goal: Values,
        bounds: tuple[Values, Values],
        rows: sparse.csr_matrix,
        row_bounds: tuple[Values, Values],
        seconds: float = math.inf,
        limits: Sequence[tuple[int, float, float]] = (),
        iterations: int = MOST_ITERATIONS,
        dropped: Positions = NONE,
    ) -> LPResult:
        """Add columns (on the present rows), then rows (on all columns) to the last LP, and solve it again.

        The `dropped` rows (positions) are deleted first. `limits` are new limits of rows that are then present
        (position, lower, upper). Raises WorkerLost.
        """
        return self._linear({
            "do": "grow", "columns": _by_column(columns), "goal": goal, "lower": bounds[0], "upper": bounds[1],
            "dropped": dropped, "rows": (rows.indptr[:-1].astype(np.int32), rows.indices.astype(np.int32), rows.data),
            "row_lower": row_bounds[0], "row_upper": row_bounds[1], "limits": list(limits),
        }, seconds, iterations)  # fmt: skip

    def tableau(self, columns: Positions, rows: Positions, seconds: float) -> sparse.csr_matrix:
        """The tableau rows of basic columns and of basic rows (their slacks) of the last LP, once it is solved.

        Each is told by the multipliers (by row of the LP) whose combination of rows it is: the columns' first, in the
        order of asking; empty where one is not basic. Raises WorkerLost.
        """
        found: Tableau = self._asked({"do": "tableau", "columns": columns, "rows": rows}, seconds)
        starts, index, value = found["multipliers"]
        shape = len(starts) - 1, int(index.max(initial=-1)) + 1
        return sparse.csr_matrix((value, index.astype(np.int32), starts), shape=shape)

    def price(self, steps: Sequence[Step], seconds: float, iterations: float) -> Priced:
        """Solve the last LP again with each step by itself, until seconds or iterations are spent.

        Its solution must be optimal over all columns of the MIP. Raises WorkerLost.
        """
        request = {"do": "price", "steps": [tuple(step) for step in steps], "iterations": iterations}
        found: PricedSteps = self._asked(request, seconds)
        at = np.array(found["at"], dtype=np.int64)
        return Priced(
            np.array(found["prices"]), np.array(found["xs"]), np.array(found["duals"]), at, found["iterations"]
        )

    def _linear(self, request: Mapping[str, Any], seconds: float, iterations: int) -> LPResult:
        found: SolvedLP = self._asked({**request, "iterations": max(iterations, 0)}, seconds)
        is_solved = found["status"] == SOLVED
        x = found["x"] if is_solved else None
        return LPResult(x, found["prices"], found["value"], found["status"] == EMPTY, found["iterations"])

    def _asked(self, request: Mapping[str, Any], seconds: float) -> Any:  # noqa: ANN401 - one reply or another
        """The one reply to a request; a worker that overruns its seconds is given up. Raises WorkerLost."""
        self._send({**request, "seconds": seconds})
        found = self._received(seconds + GRACE_SECONDS + GRACE_SHARE * min(seconds, 1e9))
        if found is None:
            self.stop()
            raise WorkerLost
        return found

    # Mixed-integer programs

    def start(  # noqa: PLR0913 - a MIP and where its search stops
        self,
        mip: MIPArrays,
        start: Values | None,
        *,
        gap: float,
        seed: int,
        seconds: float = math.inf,
        iterations: float = math.inf,
    ) -> None:
        """Begin the search of a MIP, from a solution if one is known; where the worker is lost, nothing begins."""
        if not len(mip.goal):
            return  # nothing to choose from
        try:
            self._send({
                "do": "search", "columns": _by_column(mip.matrix), "goal": mip.goal, "is_whole": mip.is_whole,
                "row_lower": mip.row_lower, "row_upper": mip.row_upper, "lower": mip.lower, "upper": mip.upper,
                "start": start, "gap": gap, "seed": seed, "seconds": seconds, "iterations": iterations,
            })  # fmt: skip
            self.is_busy = True
        except WorkerLost:
            self.stop()

    def searched(self, seconds: float) -> Searched | None:
        """The next message about the MIP, waited for up to `seconds`; None where none came, or none will."""
        try:
            found = self._received(seconds)
        except WorkerLost:
            return None
        if found is None:
            return None
        if found["kind"] == "better":
            return Searched(found["x"], found["bound"] if math.isfinite(found["bound"]) else math.inf)
        assert found["kind"] == "searched"  # noqa: S101 - the worker answers what it was asked
        self.is_busy = False
        bound = found["bound"] if math.isfinite(found["bound"]) else math.inf
        return Searched(
            found["x"], bound, found["is_empty"], is_last=True, iterations=found["iterations"], nodes=found["nodes"]
        )

    # The process

    def stop(self) -> None:
        """Kill the worker, whatever it does; the next request starts another."""
        self.is_disturbed = True
        self._end()

    def release(self) -> Searched | None:
        """End the search of the last MIP; its result, if it came, which is no more than had been found by then.

        A worker that does not end it soon is killed: another takes as long to start.
        """
        if not self.is_busy:
            return None
        self._requests.put(worker.halt(self._job))
        deadline, found = time.monotonic() + HALT_SECONDS, None
        while (left := deadline - time.monotonic()) > 0:
            # Whoever has stopped the run waits these few moments too: what was found is not thrown away.
            heard = self.searched(left)
            found = heard or found
            if heard is not None and heard.is_last:
                break
        if self.is_busy:
            self.stop()
        return found

    def _end(self) -> None:
        if self._process is not None:
            self._requests.put(None)
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
        self._process, self._replies = None, queue.Queue()
        self.is_busy = False

    def _send(self, request: Mapping[str, Any]) -> None:
        self._job += 1
        try:
            self._running()
        except OSError as fault:
            self.stop()
            raise WorkerLost from fault
        self._requests.put(worker.packed({**request, "job": self._job}))

    def _received(self, seconds: float) -> Reply | None:
        """The next reply to the last request; None where none came in time. Raises WorkerLost."""
        deadline = time.monotonic() + seconds
        while self._process is not None:
            left = deadline - time.monotonic()
            try:
                found = self._replies.get(timeout=min(max(left, 0.001), LOOK_SECONDS))
            except queue.Empty:
                if self._life.silent_seconds > SILENT_SECONDS and not self.is_stopped():
                    break
                if left <= LOOK_SECONDS or self.is_stopped():
                    return None
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
        self._requests, self._life = queue.SimpleQueue(), _Life()
        threading.Thread(target=_pass_on, args=(self._process.stdin, self._requests), daemon=True).start()
        threading.Thread(target=_listen, args=(self._process, self._replies, self._life), daemon=True).start()
        return self._process


class _Life:
    """When the worker last gave a sign of life; its start counts as one."""

    def __init__(self) -> None:
        self._at = time.monotonic()

    def sign(self) -> None:
        """There was one now."""
        self._at = time.monotonic()

    @property
    def silent_seconds(self) -> float:
        """For how long there has been none."""
        return time.monotonic() - self._at


def _by_column(matrix: sparse.csr_matrix) -> tuple[NDArray[np.int32], NDArray[np.int32], Values]:
    """A matrix by column: where each column begins, its rows and its coefficients."""
    part = matrix.tocsc()
    return part.indptr.astype(np.int32), part.indices.astype(np.int32), part.data


def _pass_on(stream: IO[bytes] | None, requests: queue.SimpleQueue[bytes | None]) -> None:
    """Write requests to the worker, however long it takes to read them, until there are no more or it has ended."""
    with suppress(OSError):  # the listener notices a worker that has ended
        while stream is not None and (request := requests.get()) is not None:
            worker.write(stream, request)
    with suppress(OSError):
        if stream is not None:
            stream.close()


def _listen(process: subprocess.Popen[bytes], replies: queue.Queue[Reply | None], life: _Life) -> None:
    """Pass the worker's replies on; None says that it has ended."""
    try:
        while process.stdout is not None:
            found: Reply = pickle.loads(worker.receive(process.stdout))  # noqa: S301 - our own process
            life.sign()
            if found["kind"] != "alive":
                replies.put(found)
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        replies.put(None)
