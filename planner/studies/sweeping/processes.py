"""Cells in processes of this computer: as many at a time as asked for, each in a process of its own."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from planner.solving.highs.worker import packed, receive, write
from planner.studies.sweeping import cell_process
from planner.studies.sweeping.task import CellOutcome, CellTask
from planner.texts import _


class Workplace(Protocol):
    """Where cells are planned; leaving the block ends what is not finished."""

    @property
    def room(self) -> int:
        """How many cells it takes at a time."""

    def start(self, number: int, task: CellTask) -> None:
        """Begin a cell; there has to be room."""

    def ended(self) -> tuple[int, CellOutcome]:
        """Wait for the next cell that ends; its number, and how it ended."""

    def __enter__(self) -> Self:
        """Begin to take cells."""

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what is not finished."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalProcesses:
    """A Workplace on this computer."""

    def __init__(self, processes: int | None = None) -> None:
        self.room = processes or cores()
        self._answers: queue.SimpleQueue[tuple[int, CellOutcome]] = queue.SimpleQueue()
        self._running: dict[int, CellProcess] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running.values():
            process.kill()

    def start(self, number: int, task: CellTask) -> None:
        """Begin a cell."""
        process = self._running[number] = CellProcess()
        threading.Thread(target=lambda: self._answers.put((number, process.outcome(task))), daemon=True).start()

    def ended(self) -> tuple[int, CellOutcome]:
        """Wait for the next cell that ends."""
        number, outcome = self._answers.get()
        del self._running[number]
        return number, outcome


class CellProcess:
    """The process of one cell."""

    def __init__(self) -> None:
        """Start it. Raises OSError."""
        script = Path(cell_process.__file__).with_suffix(".py")
        # A group of its own: Ctrl-C is for the process that was asked, which then ends this one.
        self._process = subprocess.Popen(  # noqa: S603 - our own script, by our own interpreter
            [sys.executable, "-I", str(script)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def outcome(self, task: CellTask) -> CellOutcome:
        """Hand it its task and wait for what comes of it; a process that dies leaves the cell undone."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - asked for as pipes
        try:
            write(process.stdin, packed(task))
            found: CellOutcome = pickle.loads(receive(process.stdout))  # noqa: S301 - our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            process.kill()
            code = process.wait()
            return CellOutcome("undone", _("its process ended before it had answered ({code})", code=code))
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                pipe.close()
        return found

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
