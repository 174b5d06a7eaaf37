"""The marks: how near the best, how soon, in what memory, on the instances that the planner is marked on.

The goal is outcome alone; the clock of solving begins with the instance made. Two benchmarks: this planner with what
its solvers told, step by step; and the others on the same programme in the same wall time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.machine import peak_memory
from benchmarks.marks import MARKS, SHAPES, Drawn, Mark, draw, made, network, shapes
from benchmarks.peers import Answer, ask, flow, greedy_by_outcome, highs_whole, textbook_cp_sat
from benchmarks.watch import Watched, watched
from planner.errors import NoPlanInTime
from planner.formulation import GOALS, Program, assemble, hard_rows
from planner.instance import Instance
from planner.solving import Solution, gap_between, is_solution, solve

# Seconds for solving by people, of the first line whose people are as many or more.
SECONDS = ((200, 1), (300, 10), (3_000, 20), (20_000, 90), (100_000, 600))
SHAPE_SECONDS = 60
MOST_PEOPLE_WITHOUT_FULL = 3_000
WORKERS = 2
SEARCHING = {"textbook CP-SAT": textbook_cp_sat, "HiGHS, whole": highs_whole}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """All marks, those above 3,000 people and the shapes with --full alone; small ones of each with --people."""
    people = metafunc.config.getoption("--people")
    if people is not None:
        marks = [Mark(str(people), people, each=12), network(people), *shapes(people)[-1:]]
    else:
        marks = [*MARKS.values(), *SHAPES.values()]
    has_peers = "method" in metafunc.fixturenames
    params = [
        pytest.param(mark, id=mark.name, marks=[pytest.mark.slow] if _is_slow(mark) else [])
        for mark in marks
        if not has_peers or mark.people <= MOST_PEOPLE_WITHOUT_FULL
    ]
    metafunc.parametrize("case", params, indirect=True, scope="module")


def _is_slow(mark: Mark) -> bool:
    return mark.people > MOST_PEOPLE_WITHOUT_FULL or mark.name in SHAPES


@dataclass
class Case:
    """A mark, its instance and, when asked for, its programme."""

    mark: Mark
    seconds: float
    drawn: Drawn
    instance: Instance

    @cached_property
    def program(self) -> Program:
        """The programme of the hard rules."""
        return assemble(self.instance, hard_rows(self.instance))

    @cached_property
    def goal(self) -> NDArray[np.float64]:
        """The outcome goal, a coefficient a column."""
        return self.program.coefficients(GOALS["outcome"](self.instance).entries)

    @property
    def is_network(self) -> bool:
        """Whether the network rules stand alone, so that min-cost flow tells the optimum."""
        return self.mark.lines == 0

    @property
    def reference(self) -> float:
        """The worth of the plan that the instance was laid around: there always is one as good."""
        drawn, people = self.drawn, np.flatnonzero(self.drawn.reference >= 0)
        at = drawn.slot[people] == drawn.reference[people, None]
        return float(drawn.value[people][at].sum())


@pytest.fixture(scope="module")
def case(request: pytest.FixtureRequest) -> Case:
    """A mark made, kept until the next."""
    mark: Mark = request.param
    by_people = next(seconds for people, seconds in SECONDS if mark.people <= people)
    seconds = float(SHAPE_SECONDS if mark.name in SHAPES else by_people)
    return Case(mark, seconds, draw(mark), made(mark, seconds=seconds, workers=WORKERS))


def test_the_mark_is_planned(benchmark: BenchmarkFixture, case: Case) -> None:
    """The plan lies between nothing and a bound that the reference plan does not pass; what it took is noted."""
    benchmark.group = "marks"

    def planned() -> tuple[Solution | None, Watched]:
        with watched() as watch:
            try:
                return solve(case.instance, watch.hear), watch
            except NoPlanInTime:
                return None, watch

    with peak_memory() as memory:
        solution, watch = benchmark.pedantic(planned, rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info.update(
        mark=case.mark.name,
        people=case.mark.people,
        candidates=len(case.instance.candidates),
        time_limit=case.seconds,
        peak_mb=memory.peak_mb,
        before_mb=memory.before_mb,
        reference=case.reference,
        value=None,
        **watch.facts(),
    )
    if solution is None:
        return
    outcome = solution.goals[0]
    benchmark.extra_info.update(value=outcome.best, bound=outcome.bound, gap=outcome.gap)
    assert case.reference <= outcome.bound + 1e-6
    assert outcome.best <= outcome.bound + 1e-6
    if case.is_network:
        optimum = flow(case.program, case.goal).bound
        assert outcome.best - 1e-6 <= optimum <= outcome.bound + 1e-6
    assert np.isclose(case.instance.candidates["value"].to_numpy()[solution.chosen].sum(), outcome.final)


@pytest.mark.parametrize("method", [*SEARCHING, "greedy by outcome", "min-cost flow"])
def test_the_others_keep_every_row_in_the_same_time(benchmark: BenchmarkFixture, case: Case, method: str) -> None:
    """What the others reach is a solution; where only a network is left, min-cost flow tells the optimum."""
    is_network = case.is_network
    if is_network != (method == "min-cost flow"):
        pytest.skip("min-cost flow knows networks alone, and nothing else is worth the time there")
    program, goal = case.program, case.goal
    benchmark.group = "marks, others"

    def answered() -> Answer:
        if method in SEARCHING:
            return ask(SEARCHING[method], program, goal, case.seconds, 0.0, WORKERS)
        return flow(program, goal) if is_network else greedy_by_outcome(program, goal)

    answer: Answer = benchmark.pedantic(answered, rounds=1)  # type: ignore[no-untyped-call]
    value = answer.value(goal)
    benchmark.extra_info.update(
        mark=case.mark.name,
        method=method,
        time_limit=case.seconds,
        taken=round(answer.seconds, 2),
        is_stopped=answer.is_stopped,
        value=value,
        bound=answer.bound if np.isfinite(answer.bound) else None,
        gap=None if value is None or not np.isfinite(answer.bound) else gap_between(value, answer.bound),
    )
    if answer.x is not None:
        assert is_solution(program, answer.x)
        assert not is_network or case.reference <= answer.bound + 1e-6
