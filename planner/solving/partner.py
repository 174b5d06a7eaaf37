"""The partner of CP-SAT: HiGHS in a child process, which finds and proves where linear programming is strong."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from planner.formulation import Program
from planner.solving import partner_process

GRACE_SECONDS = 1.0


@dataclass(frozen=True)
class Answer:
    """What the partner ended with: x over all columns (None: nothing found) and a bound in units of the goal."""

    x: NDArray[np.float64] | None
    bound: float
    is_proved_empty: bool


class Partner:
    """One child process, kept for many programmes; a call that overruns or dies costs its answer and nothing else."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._job = 0
        self._columns: NDArray[np.int64] = np.array([], dtype=np.int64)
        self._total = 0
        self.is_busy = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(
        self, program: Program, goal: NDArray[np.float64], columns: NDArray[np.bool_], options: dict[str, float]
    ) -> None:
        """Hand over a programme on some of its columns; `options` are SciPy's for milp."""
        own = np.flatnonzero(columns)
        if not len(own):
            return  # nothing to choose from, and SciPy would raise
        part = program.matrix[:, own].tocsr()
        self._job += 1
        self._columns, self._total = own, program.num_columns
        job = {
            "job": self._job,
            "matrix": (part.data, part.indices, part.indptr),
            "shape": part.shape,
            "goal": goal[own],
            "row_lower": program.row_lower,
            "row_upper": program.row_upper,
            "lower": program.lower[own],
            "upper": program.upper[own],
            "is_integer": program.is_integer[own].astype(int),
            "options": options,
        }
        process = self._running()
        try:
            assert process.stdin is not None  # noqa: S101 - it is a pipe
            partner_process.send(process.stdin, job)
            self.is_busy = True
        except OSError:
            self.stop()

    def answer(self, seconds: float) -> Answer | None:
        """The answer to the last programme, waited for so long; None where it has not come or never will."""
        deadline = time.monotonic() + seconds
        while self._process is not None:
            try:
                found = self._answers.get(timeout=max(deadline - time.monotonic(), 0.001))
            except queue.Empty:
                return None
            if found is None:
                self.stop()
                return None
            if found["job"] == self._job:
                self.is_busy = False
                return self._read(found)
        return None

    def stop(self) -> None:
        """Kill the child, whatever it does; the next programme starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
        self._process = None
        self._answers = queue.Queue()
        self.is_busy = False

    def release(self) -> None:
        """Stop working on the last programme; a child that is done stays for the next."""
        if self.is_busy:
            self.stop()

    def _read(self, found: dict[str, Any]) -> Answer:
        if found["x"] is None:
            return Answer(None, found["bound"], found["is_empty"])
        x = np.zeros(self._total)
        x[self._columns] = np.round(found["x"])
        return Answer(x, found["bound"], is_proved_empty=False)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
        script = Path(partner_process.__file__)
        self._process = subprocess.Popen(  # noqa: S603 - our own script, by our own interpreter
            [sys.executable, "-I", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()
        return self._process


def _listen(process: subprocess.Popen[bytes], answers: queue.Queue[dict[str, Any] | None]) -> None:
    """Pass answers on; None when the child has gone."""
    try:
        while process.stdout is not None:
            answers.put(partner_process.receive(process.stdout))
    except (EOFError, OSError, ValueError):
        answers.put(None)
