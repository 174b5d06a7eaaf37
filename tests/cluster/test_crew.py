"""A week planned market by market on two local workers: the same plan as here, also where one is killed at work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import cast

import pytest

from benchmarks.listed_weeks import write
from benchmarks.nation import nation
from planner.cluster import ClusterCrew, Connection
from planner.errors import UsageFault
from planner.solving.crew import TaskAnswer
from tests.cli.small import environment, planner
from tests.cluster.local import LONGEST, running, scheduler, worker_of

# Counted work: the same plan, whoever makes it and however busy the computer is.
PRICED = """
[solve]
time_limit_seconds = 6
workers = 1

[solve.parameters]
priced_from_columns = 1
least_component_columns = 50
"""
FILES = ("assignments.csv", "slots.csv", "certificate.json")


def write_markets(folder: Path) -> Path:
    """A week of twenty equal labour markets that share budgets, and that is to be planned market by market."""
    write(nation(600, 20), folder)
    with (folder / "scenario.toml").open("a", encoding="utf-8") as settings:
        settings.write(PRICED)
    return folder


class SlowLine:
    """A connection over a slow line: an answer takes longer to arrive than anybody looks, and no thing is taken."""

    address = "tcp://far:8786"

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(1)
        self.asked = 0

    def submit(self, function: Callable[..., object], *arguments: object) -> Future[object]:
        connection = self

        class Far(Future[object]):
            def result(self, timeout: float | None = None) -> object:
                connection.asked += 1
                found = super().result(0)
                if timeout is not None and timeout < 1.0:
                    raise TimeoutError
                return found

        future = Far()
        self.threads.submit(lambda: future.set_result(function(*arguments)))
        return future

    def scatter(self, _thing: object) -> object:
        raise OSError("no worker")

    def workers(self) -> dict[str, object]:
        return {"one": {}}

    def is_lost(self) -> bool:
        return False


def fetched(answer: TaskAnswer) -> object:
    """What an answer is, asked for again and again."""
    for _look in range(500):
        with suppress(TimeoutError):
            return answer.result(timeout=0.01)
    raise AssertionError(_look)


def test_an_answer_that_takes_long_to_arrive_is_fetched_once() -> None:
    line = SlowLine()
    answer = ClusterCrew(cast("Connection", line)).submit(lambda: 7)
    assert fetched(answer) == 7
    assert line.asked == 1


def test_where_no_worker_takes_a_component_that_is_said() -> None:
    with pytest.raises(UsageFault, match="The cluster at tcp://far:8786 has gone"):
        ClusterCrew(cast("Connection", SlowLine())).keep("a component")


@pytest.mark.slow
def test_two_workers_make_the_plan_of_this_computer_though_one_is_killed_at_work(tmp_path: Path) -> None:
    week, here, there = write_markets(tmp_path / "week"), tmp_path / "here", tmp_path / "there"
    said = planner("plan", week, "--out", here)
    assert said.returncode == 0, said.stderr
    with ExitStack() as stack:
        address = stack.enter_context(scheduler(tmp_path))
        first, _second = (stack.enter_context(running(tmp_path, *worker_of(address))) for _number in range(2))
        command = [sys.executable, "-c", "from planner.cli.main import main; main()", "--lang", "en", "plan"]
        command += [str(week), "--out", str(there), "--cluster", address]
        run = stack.enter_context(subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL))
        deadline = time.monotonic() + LONGEST
        while not children(first.pid) and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert run.poll() is None, "the plan was made before a worker could be killed"
        os.kill(first.pid, signal.SIGKILL)
        assert run.wait(timeout=LONGEST) == 0
    for name in FILES:
        assert (there / name).read_bytes() == (here / name).read_bytes(), name


def children(process: int) -> list[str]:
    """The processes that a worker has started: its HiGHS, once it has a market to solve."""
    found = subprocess.run(
        ["/bin/ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return found.stdout.split()
