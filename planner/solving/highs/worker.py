"""The HiGHS worker: a process that takes LPs and MIPs on standard input and answers on standard output.

It is a process of its own because HiGHS and OR-Tools cannot be loaded together, and so that a call which overruns can
be stopped. It is run by its path, so that it loads nothing but NumPy and highspy.
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
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO, Any

LENGTH = struct.Struct(">Q")
PR_SET_PDEATHSIG = 1  # of Linux's prctl: the signal that a process gets when its parent ends


def receive(stream: IO[bytes]) -> bytes:
    """The next message, still pickled; EOFError where the other side has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    return stream.read(LENGTH.unpack(head)[0])


def _listen(jobs: queue.SimpleQueue[bytes]) -> None:
    """Queue the jobs; once the parent has ended, end at once, whatever is being solved."""
    try:
        while True:
            jobs.put(receive(sys.stdin.buffer))
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
    threading.Thread(target=_listen, args=(JOBS,), daemon=True).start()

import numpy as np  # noqa: E402

# How an LP can end.
SOLVED, EMPTY, STOPPED = "solved", "empty", "stopped"
# The feasibility tolerances of HiGHS while limits are moved by small steps: nearly the tightest that it accepts.
FINE = 1e-9
MOST_ITERATIONS = 2**31 - 1


def packed(message: object) -> bytes:
    """A message as bytes: its length, then its pickle."""
    raw = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(raw)) + raw


def write(stream: IO[bytes], message: bytes) -> None:
    """Write one packed message."""
    stream.write(message)
    stream.flush()


class Linear:
    """An LP that grows by rows and columns; each solve starts from the last basis."""

    def __init__(self) -> None:
        self.highs: Any = None

    def load(self, job: dict[str, Any]) -> None:
        """Begin with another LP."""
        self.highs = _passed(job)

    def grow(self, job: dict[str, Any]) -> None:
        """Add the job's columns (on the rows there are), then its rows (on all columns), and set row limits."""
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

    def price(self, job: dict[str, Any]) -> dict[str, Any]:
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
        prices, xs, at, iterations = [], [], [], 0.0
        duals: list[np.ndarray] = []
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
        return {"prices": prices, "xs": xs, "at": at, "duals": duals, "iterations": iterations}

    def _again(self) -> float:
        """Solve again; the iterations it took, infinite where no optimum was reached."""
        import highspy  # noqa: PLC0415 - as above

        self.highs.run()
        is_done = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(self.highs.getInfo().simplex_iteration_count) if is_done else math.inf

    def solve(self, job: dict[str, Any]) -> dict[str, Any]:
        """Solve the LP: x, the row prices, the value and how it ended."""
        import highspy  # noqa: PLC0415 - the parent imports this module for its messages alone

        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + job["seconds"])
        self.highs.setOptionValue("simplex_iteration_limit", job["iterations"])
        self.highs.run()
        status = self.highs.getModelStatus()
        ends = {highspy.HighsModelStatus.kOptimal: SOLVED, highspy.HighsModelStatus.kInfeasible: EMPTY}
        ends[highspy.HighsModelStatus.kUnboundedOrInfeasible] = EMPTY  # every column is bounded
        solution, info = self.highs.getSolution(), self.highs.getInfo()
        return {
            "status": ends.get(status, STOPPED),
            "x": np.array(solution.col_value),
            "prices": np.array(solution.row_dual),
            "value": info.objective_function_value,
            "iterations": info.simplex_iteration_count,
        }


def search(job: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Solve a MIP: x (None: no solution found), the bound, and whether it is infeasible.

    `tell` is called with each better solution. The job's `iterations`, if given, limit the simplex iterations.
    """
    import highspy  # noqa: PLC0415 - as above

    highs = _passed(job)
    if job["start"] is not None:
        start = highspy.HighsSolution()
        start.col_value, start.value_valid = job["start"].tolist(), True
        highs.setSolution(start)

    def better(event: Any) -> None:  # noqa: ANN401 - highspy has no types
        tell({"x": np.array(event.data_out.mip_solution), "bound": event.data_out.mip_dual_bound})

    def enough(event: Any) -> None:  # noqa: ANN401 - as above
        event.interrupt(event.data_out.simplex_iteration_count >= job["iterations"])

    highs.cbMipImprovingSolution.subscribe(better)
    if job["iterations"] is not None:
        highs.cbMipInterrupt.subscribe(enough)
    highs.run()
    info = highs.getInfo()
    has_solution = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return {
        "x": np.array(highs.getSolution().col_value) if has_solution else None,
        "bound": info.mip_dual_bound,
        "is_empty": highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible,
        "nodes": max(info.mip_node_count, 0),
        "iterations": info.simplex_iteration_count,
    }


def _passed(job: dict[str, Any]) -> Any:  # noqa: ANN401 - highspy has no types
    """A HiGHS instance with the job's LP or MIP and options."""
    import highspy  # noqa: PLC0415 - as above

    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model: Any = highspy.HighsLp()
    for name, value in ({"output_flag": False, "threads": 1} | job["options"]).items():
        highs.setOptionValue(name, value)
    start, index, value = job["columns"]
    model.num_col_, model.num_row_ = len(job["goal"]), len(job["row_lower"])
    model.col_cost_, model.col_lower_, model.col_upper_ = job["goal"], job["lower"], job["upper"]
    model.row_lower_, model.row_upper_ = _limits(job["row_lower"]), _limits(job["row_upper"])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = start, index, value
    model.sense_ = highspy.ObjSense.kMaximize
    if job["is_whole"] is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[is_whole] for is_whole in job["is_whole"].tolist()]
    highs.passModel(model)
    return highs


def _limits(values: np.ndarray) -> np.ndarray:
    import highspy  # noqa: PLC0415 - as above

    return np.asarray(np.clip(values, -highspy.kHighsInf, highspy.kHighsInf))


def _tell(answers: IO[bytes], number: dict[str, int], on_progress: dict[str, Any]) -> None:
    write(answers, packed(number | {"is_last": False} | on_progress))


def main(jobs: queue.SimpleQueue[bytes]) -> None:
    """Answer until the parent ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path of ours
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    import highspy  # noqa: F401, PLC0415 - loaded while the parent assembles the first MIP

    write(answers, packed(None))  # ready
    linear = Linear()
    while True:
        job = pickle.loads(jobs.get())  # noqa: S301 - the other end is our own process
        number = {"job": job["job"]}
        if job["do"] == "price":
            found = linear.price(job)
        elif job["do"] == "search":
            found = search(job, partial(_tell, answers, number))
        else:
            getattr(linear, job["do"])(job)
            found = linear.solve(job)
        write(answers, packed(number | {"is_last": True} | found))


if __name__ == "__main__":
    main(JOBS)
