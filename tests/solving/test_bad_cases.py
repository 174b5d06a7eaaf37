"""Weeks that break solvers: crowds of equals, figures of every size, hardly any time, a worker that dies."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd
import pytest

from benchmarks.peers.answer import as_columns
from benchmarks.peers.greedy import greedy_by_outcome
from benchmarks.reference_instances import REFERENCES, Reference, draw, made
from planner.errors import NoPlanInTime
from planner.formulation import mip_of
from planner.planning import Plan
from planner.schema.rows import Rows
from planner.solving import SearchRun, is_solution, maximise, solve
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.search.cp_sat import search
from planner.solving.search.restricted_mip import restricted
from tests import by_scipy
from tests.scenarios import Given, crowded, objections, pairs

# Seconds far beyond what a proof takes, which ends the search, on the busiest of computers.
ENOUGH = 600.0
# Time limits to try one after the other until a run comes to what its test is about.
LONGER = (2.0, 8.0, 32.0, 128.0, 512.0)


def accepted(given: Given) -> Plan:
    """The plan of a week, which the verifier has nothing against."""
    plan = given.plan()
    assert objections(plan, given.home / "plan") == []
    return plan


PROCESSES = Path("/proc")


def running() -> dict[int, int]:
    """The parent of each process that has not ended."""
    found = {}
    for status in PROCESSES.glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name stands in brackets and may hold anything; state and parent follow it.
            state, parent = status.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[:2]
            if state not in "ZX":
                found[int(status.parent.name)] = int(parent)
    return found


def children(of: int | None = None) -> set[int]:
    """The child processes, of this one if no other is named, that have not ended."""
    return {child for child, parent in running().items() if parent == (os.getpid() if of is None else of)}


@contextmanager
def children_killed_after(seconds: float) -> Iterator[set[int]]:
    """Kill every child that begins inside the block, so many seconds after it was first seen; those killed so far."""
    before, killed, ended = children(), set[int](), threading.Event()

    def run() -> None:
        seen: dict[int, float] = {}
        while not ended.wait(0.01):
            for child in children() - before:
                if time.monotonic() - seen.setdefault(child, time.monotonic()) >= seconds:
                    with suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
                    killed.add(child)

    killer = threading.Thread(target=run)
    killer.start()
    try:
        yield killed
    finally:
        ended.set()
        killer.join()


needs_processes = pytest.mark.skipif(not PROCESSES.exists(), reason="this system does not list processes as files")


# Equals


def test_ten_thousand_identical_people_and_a_handful_of_slots_are_planned_to_the_proved_optimum(tmp_path: Path) -> None:
    given = Given(tmp_path)
    for slot in ("S1", "S2", "S3"):
        given.slot(slot, places=3, min_places=3)
    for number in range(10_000):
        given.person(f"P{number:05}")
        for slot in ("S1", "S2", "S3"):
            given.worth(f"P{number:05}", slot, 0.25)
    given.solve = {"workers": 2, "gap": 0, "time_limit_seconds": ENOUGH}
    solution = solve(given.instance())
    outcome = solution.goals[0]
    assert len(solution.chosen) == 9
    assert (outcome.best, outcome.bound) == pytest.approx((2.25, 2.25))


# Figures of every size


@pytest.mark.parametrize("workers", [1, 2])
def test_the_least_and_the_greatest_value_a_table_may_hold_are_planned_together(tmp_path: Path, workers: int) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1").slot("S2")
    given.worth("P1", "S1", 1000).worth("P1", "S2", 1000).worth("P2", "S1", 1e-9).worth("P3", "S2", 2e-9)
    given.solve |= {"workers": workers, "time_limit_seconds": ENOUGH}
    plan = accepted(given)
    assert len(pairs(plan)) == 2
    assert plan.file.value == pytest.approx(1000, rel=1e-11)
    assert plan.file.bound == pytest.approx(1000, rel=1e-9)


ROOM = 30


def by_table(value: list[float], weight: list[int]) -> float:
    """The best that one of each two columns can be worth within the room: the textbook's table by room left."""
    best = [0.0] * (ROOM + 1)
    for first in range(0, len(value), 2):
        pair = [(weight[column], value[column]) for column in (first, first + 1)]
        best = [
            max([best[left], *(best[left - heavy] + worth for heavy, worth in pair if heavy <= left)])
            for left in range(ROOM + 1)
        ]
    return best[ROOM]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_values_eighteen_powers_of_ten_apart_are_bounded_and_the_great_ones_are_not_lost(
    seed: int, workers: int
) -> None:
    draw = np.random.default_rng(seed)
    value, weight = np.power(10.0, draw.integers(-9, 10, 40), dtype=np.float64), draw.integers(1, 10, 40)
    # Two pairs a person, and one line that all of them draw on.
    column = np.arange(40)
    persons, lines = pd.DataFrame({"person": column // 2}), pd.DataFrame({"line": 0 * column})
    one = dict.fromkeys(range(20), 1.0)
    mip = mip_of(
        column,
        [
            Rows.at_most("one_main", row=persons, column=column, coefficient=1, upper=one),
            Rows.at_most("capacity", row=lines, column=column, coefficient=weight, upper={0: ROOM}),
        ],
    )
    reached = maximise(mip, value, SearchRun.of(ENOUGH, seed=1, workers=workers))
    assert reached.x is not None
    assert is_solution(mip, reached.x)
    best = by_table(value.tolist(), weight.tolist())
    assert reached.value == pytest.approx(best, rel=1e-9)
    assert reached.bound >= best * (1 - 1e-12)
    assert reached.bound == pytest.approx(best, rel=1e-6)


def greatest_money(home: Path) -> Given:
    """A week of 300 people, a budget and costs up to the greatest that a table may hold."""
    draw = random.Random(1)  # noqa: S311 - no secret
    given = Given(home).add("funding", funding_id="F1", budget_sek=10**12)
    for number in range(6):
        cost = 10**12 if number == 0 else round(10**9 * draw.random(), 2)
        given.add("programmes", programme_id=f"B{number}", rule="bea_jobb", funding_id="F1", cost_person_week_sek=cost)
        given.slot(f"S{number}", places=300, programme_ids=f"B{number}", weeks=260 - number)
    for number in range(300):
        given.person(f"P{number:03}")
        for slot in range(6):
            given.worth(f"P{number:03}", f"S{slot}", 0.25 + draw.randrange(200) / 1000)
    given.solve["time_limit_seconds"] = 3
    return given


def test_costs_and_budgets_at_the_greatest_a_table_may_hold_do_not_overflow(tmp_path: Path) -> None:
    plan = accepted(greatest_money(tmp_path))
    assert pairs(plan)
    assert plan.file.best <= plan.file.bound + 1e-9
    assert plan.file.bound <= plan.file.certified_bound + 1e-9


def test_whole_numbers_of_the_search_hold_the_greatest_costs_and_budgets(tmp_path: Path) -> None:
    instance = greatest_money(tmp_path).instance()
    mip, goal = by_scipy.mip_of_week(instance)
    heard: list[float] = []
    found = search(
        restricted(scale_rows(mip).mip, goal, np.ones(mip.num_columns, dtype=bool)),
        None,
        SearchRun.of(ENOUGH, seed=1, workers=2),
        on_better=lambda value, _: heard.append(value),
        is_enough=lambda: bool(heard),
    )
    known = greedy_by_outcome(mip, goal).value(goal)
    assert known is not None
    assert found.bound >= known > 0
    assert found.x is not None
    assert is_solution(mip, found.x)


# Hardly any time


def plan_that_holds(mark: Reference, seconds: float) -> None:
    """A plan that holds, with a bound no lower than the plan the mark was laid around."""
    drawn, instance = draw(mark), made(mark, seconds=seconds)
    solution = solve(instance)
    assert is_solution(solution.mip, as_columns(instance, solution.mip, solution.chosen))
    outcome, people = solution.goals[0], np.flatnonzero(drawn.reference >= 0)
    at = drawn.slot[people] == drawn.reference[people, None]
    assert outcome.best > 0
    assert outcome.bound >= max(outcome.best, drawn.value[people][at].sum()) - 1e-6


def test_a_tenth_of_a_second_at_3000_people_without_minimums_ends_with_a_plan_that_holds() -> None:
    plan_that_holds(replace(REFERENCES["3000"], groups=0), 0.1)


def test_where_no_plan_is_found_in_time_one_that_holds_is_found_in_more() -> None:
    """Minimums make a first plan a search: within a tenth of a second there may be none, and that is said."""
    for seconds in (0.1, *LONGER):
        try:
            plan_that_holds(REFERENCES["3000"], seconds)
        except NoPlanInTime:
            continue
        break
    else:
        pytest.fail("no plan, however long the limit")


def test_a_search_that_is_stopped_before_it_begins_proves_nothing() -> None:
    instance = made(Reference("300", 300, groups=0))
    mip, goal = by_scipy.mip_of_week(instance)
    every = np.ones(mip.num_columns, dtype=bool)
    found = search(restricted(mip, goal, every), None, SearchRun.of(1e-4, seed=1, workers=2))
    known = greedy_by_outcome(mip, goal).value(goal)
    assert known is not None
    assert found.bound >= known > 0


# A worker that dies


@needs_processes
@pytest.mark.parametrize(
    "workers, seconds",
    [
        pytest.param(1, 0, id="counted, before it begins"),
        pytest.param(1, 0.7, id="counted, while it works", marks=pytest.mark.slow),
        pytest.param(2, 0, id="before it begins", marks=pytest.mark.slow),
        pytest.param(2, 0.7, id="while it works"),
    ],
)
def test_a_worker_that_is_killed_costs_its_help_and_nothing_else(tmp_path: Path, workers: int, seconds: float) -> None:
    given = crowded(tmp_path, people=150, slots=60, seed=2)
    given.settings["goals"] = ["outcome"]
    for limit in LONGER:  # until it is at work for long enough to be killed at it, and there is a plan without it
        given.solve = {"time_limit_seconds": limit, "gap": 0, "workers": workers}
        calm = given.plan()
        with children_killed_after(seconds) as killed:
            plan = given.plan()
        if killed and pairs(plan):
            break
    assert killed
    assert objections(plan, tmp_path / "plan") == []
    assert pairs(plan)
    # The bound holds for the other run's plan too, and no plan that lost its worker says that it would come again.
    assert plan.file.bound >= calm.file.value - 1e-9
    assert calm.file.reproducible is (workers == 1)
    assert not plan.file.reproducible


@needs_processes
def test_who_stops_need_not_wait_for_a_linear_programme_to_end(tmp_path: Path) -> None:
    instance = crowded(tmp_path, people=40, slots=16).instance()
    mip, goal = by_scipy.mip_of_week(instance)
    before, begun = children(), time.monotonic()
    with HighsClient(lambda: time.monotonic() > begun + 0.5) as client:
        for child in children() - before:
            os.kill(child, signal.SIGSTOP)  # it works on, and never answers
        found = relax(scale_rows(mip), goal, client, SearchRun.of(36000.0, workers=2))
    assert time.monotonic() < begun + 3600
    assert found is not None
    assert found.bound >= by_scipy.best(mip, goal) - 1e-6


# Market split: next to impossible to solve, so that the child is at work for as long as anybody lets it.
LONG_SEARCH = """
import sys
import numpy as np
from planner.formulation import mip_of
from planner.schema.rows import Entries, Rows
from planner.solving.search.restricted_mip import restricted
from planner.solving.highs.client import HighsClient
from planner.solving.run import SearchRun
from planner.solving.search.highs_search import HighsSearch
weights = np.random.default_rng(1).integers(1, 100, (5, 40)).astype(float)
half = np.floor(weights.sum(axis=1) / 2)
entries = Entries("x", np.repeat(np.arange(5), 40), np.tile(np.arange(40), 5), weights.ravel())
mip = mip_of(np.arange(40), [Rows("split", tuple((str(row),) for row in range(5)), half, half, (entries,))])
with HighsClient() as client:
    searching = HighsSearch(client)
    run = SearchRun.of(3600.0, workers=2)
    searching.start(restricted(mip, np.ones(40), np.ones(40, dtype=bool)), None, run)
    print(searching.answer(2.0, run), flush=True)
    sys.stdin.read()
"""


@needs_processes
def test_a_child_whose_parent_was_killed_ends_in_the_middle_of_its_search() -> None:
    parent = subprocess.Popen([sys.executable, "-c", LONG_SEARCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdin is not None
    assert parent.stdout.readline() == b"None\n"  # it searches still
    working = children(of=parent.pid)
    assert len(working) == 1
    parent.kill()
    parent.wait()
    for stream in (parent.stdin, parent.stdout):
        stream.close()
    deadline = time.monotonic() + 600
    while working & running().keys() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not working & running().keys()


def test_where_no_child_process_can_be_begun_there_is_a_plan_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = []

    def popen(*command: object, **_: object) -> NoReturn:
        refused.append(command)
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(subprocess, "Popen", popen)
    given = crowded(tmp_path, people=40, slots=16)
    assert pairs(accepted(given))
    assert refused
