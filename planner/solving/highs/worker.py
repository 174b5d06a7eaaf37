"""The HiGHS worker: a process that takes LPs and MIPs on standard input and answers on standard output.

It is a process of its own because HiGHS and OR-Tools cannot be loaded together, and so that a call which overruns can
be stopped. It is run by its path, so that it loads nothing but NumPy and highspy, and of the planner `c_interface.py`.
"""

from __future__ import annotations

import ctypes
import math
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

LENGTH = NUMBER = struct.Struct(">Q")
PR_SET_PDEATHSIG = 1  # of Linux's prctl: the signal that a process gets when its parent ends


def receive(stream: IO[bytes]) -> bytes:
    """The next message, still pickled; EOFError where the other side has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    return stream.read(LENGTH.unpack(head)[0])


class Halted:
    """The number of the last job that the parent wants no more of."""

    job = 0


def _listen(jobs: queue.SimpleQueue[bytes], halted: Halted) -> None:
    """Queue the jobs, and note which is halted; once the parent has ended, end at once, whatever is being solved."""
    try:
        while True:
            message = receive(sys.stdin.buffer)
            if len(message) == NUMBER.size:  # no pickled job is as short
                (halted.job,) = NUMBER.unpack(message)
            else:
                jobs.put(message)
    except EOFError:
        os._exit(0)


def _end_with(parent: int) -> None:
    """On Linux, let the kernel end this process when its parent ends, even where it hangs or has been halted."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # the parent had ended before the kernel was asked
            os._exit(0)


if __name__ == "__main__":
    # This comes before the imports, which take time and may hang.
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _end_with(int(sys.argv[1]))
    JOBS: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    HALTED = Halted()
    threading.Thread(target=_listen, args=(JOBS, HALTED), daemon=True).start()

import numpy as np  # noqa: E402

if TYPE_CHECKING:
    from planner.solving.highs.messages import (
        AskTableau,
        GrowLP,
        LoadLP,
        Outcome,
        PricedSteps,
        PriceSteps,
        Reply,
        SearchedMIP,
        SearchMIP,
        SolvedLP,
        Tableau,
    )  # fmt: skip

# How an LP can end.
SOLVED: Outcome = "solved"
EMPTY: Outcome = "empty"
STOPPED: Outcome = "stopped"
# The seconds between two signs of life.
BEAT_SECONDS = 2.0
# The feasibility tolerances of HiGHS while limits are moved by small steps: nearly the tightest that it accepts.
FINE = 1e-9
MOST_ITERATIONS = 2**31 - 1


def packed(message: object) -> bytes:
    """A message as bytes: its length, then its pickle."""
    raw = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(raw)) + raw


def halt(job: int) -> bytes:
    """The message, as bytes, that the search of this job is to end."""
    return LENGTH.pack(NUMBER.size) + NUMBER.pack(job)


def write(stream: IO[bytes], message: bytes) -> None:
    """Write one packed message."""
    stream.write(message)
    stream.flush()


class GrowingLP:
    """An LP that grows by rows and columns; each solve starts from the last basis."""

    def __init__(self) -> None:
        self.highs: Any = None

    def load(self, job: LoadLP) -> None:
        """Begin with another LP."""
        self.highs = _passed(job)

    def grow(self, job: GrowLP) -> None:
        """Delete rows, add the job's columns (on the rows left), then its rows (on all columns), and set row limits."""
        if len(job["dropped"]):
            self.highs.deleteRows(len(job["dropped"]), np.asarray(job["dropped"], dtype=np.int32))
        start, index, value = job["columns"]
        if len(job["goal"]):
            self.highs.addCols(
                len(job["goal"]), job["goal"], job["lower"], job["upper"], len(value), start, index, value
            )
        start, index, value = job["rows"]
        if len(start):
            limits = _limits(job["row_lower"]), _limits(job["row_upper"])
            self.highs.addRows(len(start), *limits, len(value), start, index, value)
        for row, lower, upper in job["limits"]:
            self.highs.changeRowBounds(int(row), *_limits(np.array([lower, upper])).tolist())

    def tableau(self, job: AskTableau) -> Tableau:
        """The rows of the basis inverse for basic columns and basic slacks; empty for one that is not basic."""
        _, basic = self.highs.getBasicVariables()
        place = {int(one): position for position, one in enumerate(basic)}
        asked = [*job["columns"].tolist(), *(-1 - job["rows"]).tolist()]
        starts, index, value = [0], [], []
        for one in asked:
            if one in place:
                inverse = np.array(self.highs.getBasisInverseRow(place[one])[1])
                used = np.flatnonzero(np.abs(inverse) > FINE)
                index.append(used.astype(np.int32))
                value.append(inverse[used])
            starts.append(starts[-1] + (len(index[-1]) if one in place else 0))
        rows = np.array(starts, dtype=np.int32), np.concatenate([*index, []]), np.concatenate([*value, []])
        return {"kind": "tableau", "job": job["job"], "multipliers": rows}

    def price(self, job: PriceSteps) -> PricedSteps:
        """Make each small step by itself, solve again from the last basis, and undo the step.

        A step is a row, a column or -1, the present value there, and a size. With -1 the row's upper limit is raised by
        the size, else the column's coefficient is lowered by it. Returned for each step made: its gain per unit, x with
        the step, and which of the distinct `duals` (vectors of row prices) it ended with.
        """
        import highspy  # noqa: PLC0415 - the parent imports this module for its messages alone

        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self.highs.setOptionValue(name, FINE)
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + job["seconds"])
        self.highs.setOptionValue("simplex_iteration_limit", MOST_ITERATIONS)
        prices: list[float] = []
        xs: list[np.ndarray] = []
        at: list[int] = []
        duals: list[np.ndarray] = []
        iterations = 0.0
        for row, column, value, step in job["steps"]:
            if iterations >= job["iterations"]:
                break
            if column < 0:
                self.highs.changeRowBounds(row, -highspy.kHighsInf, value + step)
                spent = self._again()
                x = np.array(self.highs.getSolution().col_value)
                self.highs.changeRowBounds(row, -highspy.kHighsInf, value)
            else:
                self.highs.changeCoeff(row, column, value - step)
                spent = self._again()
                x = np.array(self.highs.getSolution().col_value)
                # The basis after a small step is optimal without it too. Solved again without it, price and x there
                # carry no error from the step.
                self.highs.changeCoeff(row, column, value)
                spent += self._again()
            if not math.isfinite(spent):
                break
            iterations += spent
            if spent or column >= 0 or not duals:
                duals.append(np.array(self.highs.getSolution().row_dual))
            times = 1.0 if column < 0 else self.highs.getSolution().col_value[column]
            prices.append(duals[-1][row] * times)
            xs.append(x)
            at.append(len(duals) - 1)
        found = {"prices": prices, "xs": xs, "at": at, "duals": duals, "iterations": iterations}
        return {"kind": "priced", "job": job["job"], **found}  # type: ignore[typeddict-item]

    def _again(self) -> float:
        """Solve again; the iterations it took, infinite where no optimum was reached."""
        import highspy  # noqa: PLC0415 - as above

        self.highs.run()
        is_done = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(self.highs.getInfo().simplex_iteration_count) if is_done else math.inf

    def solve(self, job: LoadLP | GrowLP) -> SolvedLP:
        """Solve the LP: x, the row prices, the value and how it ended."""
        import highspy  # noqa: PLC0415 - the parent imports this module for its messages alone

        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + job["seconds"])
        self.highs.setOptionValue("simplex_iteration_limit", job["iterations"])
        self.highs.run()
        status = self.highs.getModelStatus()
        ends: dict[Any, Outcome] = {
            highspy.HighsModelStatus.kOptimal: SOLVED,
            highspy.HighsModelStatus.kInfeasible: EMPTY,
        }
        ends[highspy.HighsModelStatus.kUnboundedOrInfeasible] = EMPTY  # every column is bounded
        solution, info = self.highs.getSolution(), self.highs.getInfo()
        return {
            "kind": "lp",
            "job": job["job"],
            "status": ends.get(status, STOPPED),
            "x": np.array(solution.col_value),
            "prices": np.array(solution.row_dual),
            "value": info.objective_function_value,
            "iterations": info.simplex_iteration_count,
        }


def _passed(job: LoadLP) -> Any:  # noqa: ANN401 - highspy has no types
    """A HiGHS instance with the job's LP."""
    import highspy  # noqa: PLC0415 - as above

    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model: Any = highspy.HighsLp()
    highs.setOptionValue("output_flag", False)  # noqa: FBT003 - as HiGHS takes options
    highs.setOptionValue("threads", 1)
    start, index, value = job["columns"]
    model.num_col_, model.num_row_ = len(job["goal"]), len(job["row_lower"])
    model.col_cost_, model.col_lower_, model.col_upper_ = job["goal"], job["lower"], job["upper"]
    model.row_lower_, model.row_upper_ = _limits(job["row_lower"]), _limits(job["row_upper"])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = start, index, value
    model.sense_ = highspy.ObjSense.kMaximize
    highs.passModel(model)
    return highs


def _limits(values: np.ndarray) -> np.ndarray:
    import highspy  # noqa: PLC0415 - as above

    return np.asarray(np.clip(values, -highspy.kHighsInf, highspy.kHighsInf))


def _beat(tell: Callable[[Reply], None]) -> None:
    """Tell every few seconds that the worker is there, whatever it solves."""
    with suppress(OSError):  # the parent has closed its end
        while True:
            tell({"kind": "alive", "job": 0})
            time.sleep(BEAT_SECONDS)


Search = Callable[["SearchMIP", Callable[["Reply"], None], Callable[[], bool]], "SearchedMIP"]


def main(jobs: queue.SimpleQueue[bytes], halted: Halted, search: Search) -> None:
    """Answer until the parent ends; MIPs are searched by `search`."""
    answers, turn = os.fdopen(os.dup(sys.stdout.fileno()), "wb"), threading.Lock()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path of ours
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    import highspy  # noqa: F401, PLC0415 - loaded while the parent assembles the first MIP

    def tell(reply: Reply) -> None:
        with turn:
            write(answers, packed(reply))

    threading.Thread(target=_beat, args=(tell,), daemon=True).start()
    lp = GrowingLP()
    while True:
        job = pickle.loads(jobs.get())  # noqa: S301 - the other end is our own process
        if job["do"] == "price":
            tell(lp.price(job))
        elif job["do"] == "tableau":
            tell(lp.tableau(job))
        elif job["do"] == "search":
            number: int = job["job"]
            tell(search(job, tell, lambda number=number: halted.job >= number))  # type: ignore[misc]
        else:
            (lp.load if job["do"] == "load" else lp.grow)(job)
            tell(lp.solve(job))


if __name__ == "__main__":
    # Python was told (-I) to find nothing beside this file.
    sys.path.append(str(Path(__file__).resolve().parent))
    from c_interface import search  # type: ignore[import-not-found]

    # Left in the usual way, Python would break off over the thread that still reads.
    try:
        main(JOBS, HALTED, search)
    except OSError:
        os._exit(0)  # the parent has closed its end
    except BaseException:  # noqa: BLE001 - told, and then the same end
        traceback.print_exc()
        os._exit(1)
