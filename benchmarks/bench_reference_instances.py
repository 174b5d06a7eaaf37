"""The reference instances: the gap, seconds and memory of the planner on instances with stated targets.

The only goal is the outcome, and time counts from the built instance. There are two benchmarks: this planner, with the
work of each step of solving; and other methods on the same MIP in the same wall time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.machine import peak_memory
from benchmarks.peers.answer import PeerAnswer
from benchmarks.peers.flow import flow
from benchmarks.peers.greedy import greedy_by_outcome
from benchmarks.peers.highs import highs_whole
from benchmarks.peers.race import ask
from benchmarks.peers.textbook import textbook_cp_sat
from benchmarks.peers.usual import usual_by_wait
from benchmarks.profiling import Profile, profiled
from benchmarks.reference_instances import (
    DEMO,
    REFERENCES,
    SHAPES,
    WANTED,
    WANTED_OF_SHAPES,
    Reference,
    demo,
    draw,
    made,
    network,
    shapes,
)
from planner.errors import NoPlanInTime
from planner.formulation import GOALS, MIP, assemble, hard_rows
from planner.instance import Instance
from planner.solving import Solution, gap_between, is_solution, solve

# Seconds for solving by number of people: the first entry with at least as many people applies.
SECONDS = ((200, 1), (500, 10), (3_000, 20), (20_000, 90), (100_000, 600))
SHAPE_SECONDS = 60
MOST_PEOPLE_WITHOUT_FULL, MOST_PEOPLE_FOR_OTHERS = 3_000, 20_000
WORKERS = 2
# At 100,000 people the search stops at this gap, far better than its target, so that the run does not take too long.
GAPS = {100_000: 1e-4}
OURS = "this planner"
SEARCHING = {"textbook CP-SAT": textbook_cp_sat, "HiGHS, whole": highs_whole}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """All reference instances: above 3,000 people, and the shapes, only with --full; a small one each with --people."""
    people = metafunc.config.getoption("--people")
    if people is not None:
        references = [Reference(str(people), people, each=12), network(people), *shapes(people)[-1:]]
    else:
        references = [*REFERENCES.values(), *SHAPES.values()]
    params = [
        pytest.param(reference, id=reference.name, marks=[pytest.mark.slow] if _is_slow(reference) else [])
        for reference in references
        if "method" not in metafunc.fixturenames or reference.people <= MOST_PEOPLE_FOR_OTHERS
    ]
    if people is None:
        params.insert(1, pytest.param(None, id=DEMO))
    metafunc.parametrize("case", params, indirect=True, scope="module")


def _is_slow(reference: Reference) -> bool:
    return reference.people > MOST_PEOPLE_WITHOUT_FULL or reference.name in SHAPES


@dataclass
class Case:
    """A reference instance, its seconds, the gap that is its target, and the worth of a plan that is known to hold.

    is_network: whether the constraints of a network stand alone, so that min-cost flow tells the optimum.
    """

    name: str
    seconds: float
    wanted: float | None
    reference: float
    instance: Instance
    is_network: bool = False

    @cached_property
    def mip(self) -> MIP:
        """The MIP of the hard constraints."""
        return assemble(self.instance, hard_rows(self.instance))

    @cached_property
    def goal(self) -> NDArray[np.float64]:
        """The outcome goal, a coefficient a column."""
        return self.mip.coefficients(GOALS["outcome"](self.instance).entries)

    def facts(self, method: str) -> dict[str, Any]:
        """What is stored of each benchmark."""
        return {
            "instance": self.name,
            "method": method,
            "people": len(self.instance.people),
            "candidates": len(self.instance.candidates),
            "time_limit": self.seconds,
            "wanted_gap": self.wanted,
            "seed": self.instance.scenario.solve.seed,
            "workers": WORKERS,
        }


@pytest.fixture(scope="module")
def case(request: pytest.FixtureRequest) -> Case:
    """A reference instance, built once and kept until the next one."""
    return _of_demo() if request.param is None else _of_reference(request.param)


def _of_reference(reference: Reference) -> Case:
    """A reference instance; its reference plan is the one that its limits were drawn around."""
    seconds = float(SHAPE_SECONDS if reference.name in SHAPES else _seconds(reference.people))
    drawn, is_network = draw(reference), reference.lines == 0
    people = np.flatnonzero(drawn.reference >= 0)
    at = drawn.slot[people] == drawn.reference[people, None]
    wanted = 0.0 if is_network else WANTED_OF_SHAPES if reference.name in SHAPES else WANTED.get(reference.name)
    instance = made(reference, seconds=seconds, gap=GAPS.get(reference.people, 0.0), workers=WORKERS)
    return Case(reference.name, seconds, wanted, float(drawn.value[people][at].sum()), instance, is_network)


def _of_demo() -> Case:
    """The demo's week; its reference is usual practice."""
    instance = demo(seconds=1, workers=WORKERS)
    seconds = float(_seconds(len(instance.people)))
    case = Case(DEMO, seconds, WANTED[DEMO], 0.0, demo(seconds=seconds, workers=WORKERS))
    usual = usual_by_wait(case.instance, case.mip)
    assert usual.x is not None
    if is_solution(case.mip, usual.x):
        case.reference = usual.value(case.goal) or 0.0
    return case


def _seconds(people: int) -> int:
    return next(seconds for most, seconds in SECONDS if people <= most)


def test_the_reference_instance_is_planned(benchmark: BenchmarkFixture, case: Case) -> None:
    """Neither the plan nor the reference plan exceeds the bound; what the plan took is stored."""
    benchmark.group = "reference instances"

    def planned() -> tuple[Solution | None, Profile]:
        with profiled() as profile:
            try:
                solution = solve(case.instance, profile.hear)
            except NoPlanInTime:
                return None, profile
            profile.add(solution)
            return solution, profile

    with peak_memory() as memory:
        solution, profile = benchmark.pedantic(planned, rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info.update(
        **case.facts(OURS),
        peak_mb=memory.peak_mb,
        before_mb=memory.before_mb,
        reference=case.reference,
        value=None,
        **profile.facts(),
    )
    if solution is None:
        return
    outcome = solution.goals[0]
    benchmark.extra_info.update(value=outcome.best, own_bound=outcome.bound, gap=outcome.gap)
    assert case.reference <= outcome.bound + 1e-6
    assert outcome.best <= outcome.bound + 1e-6
    assert case.wanted is None or outcome.gap <= case.wanted + 1e-9
    if case.is_network:
        optimum = flow(case.mip, case.goal).bound
        assert outcome.best - 1e-6 <= optimum <= outcome.bound + 1e-6
    assert np.isclose(case.instance.candidates["value"].to_numpy()[solution.chosen].sum(), outcome.final)


@pytest.mark.parametrize("method", [*SEARCHING, "greedy by outcome", "min-cost flow"])
def test_the_others_keep_every_row_in_the_same_time(benchmark: BenchmarkFixture, case: Case, method: str) -> None:
    """The result of each other method is a solution; on a network, min-cost flow gives the optimum."""
    is_network = case.is_network
    if is_network != (method == "min-cost flow"):
        pytest.skip("min-cost flow knows networks alone, and nothing else is worth the time there")
    mip, goal = case.mip, case.goal
    benchmark.group = "reference instances, others"

    def answered() -> PeerAnswer:
        if method in SEARCHING:
            return ask(SEARCHING[method], mip, goal, case.seconds, 0.0, WORKERS)
        return flow(mip, goal) if is_network else greedy_by_outcome(mip, goal)

    answer: PeerAnswer = benchmark.pedantic(answered, rounds=1)  # type: ignore[no-untyped-call]
    value = answer.value(goal)
    benchmark.extra_info.update(
        **case.facts(method),
        **answer.facts(goal),
        gap=None if value is None or not np.isfinite(answer.bound) else gap_between(value, answer.bound),
    )
    if answer.x is not None:
        assert is_solution(mip, answer.x)
    assert case.reference <= answer.bound + 1e-6
