"""The first plan, and what people hear of it: near the relaxation, within every demand, never a bound that is none."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.marks import Mark, made
from planner.formulation import GOALS, Program, assemble, hard_rows
from planner.instance import Instance
from planner.solving import is_solution, relaxation, solve
from planner.solving.dive import dived
from planner.solving.relaxation import Relaxation, relax
from planner.solving.search import Effort
from tests.scenarios import Given

Values = NDArray[np.float64]
EFFORT = Effort(10.0, 0.0, 1, workers=1, is_counted=True)
MARK = Mark("first", 150, each=20)


def programme(instance: Instance) -> tuple[Program, Values]:
    program = assemble(instance, hard_rows(instance))
    return program, program.coefficients(GOALS["outcome"](instance).entries)


def test_the_first_plan_meets_group_minimums_and_slot_minimums_and_is_near_the_relaxation() -> None:
    program, goal = programme(made(MARK))
    bound = relax(program, goal)
    assert bound is not None
    plan = dived(program, goal, bound, EFFORT)
    assert plan is not None
    assert is_solution(program, plan)
    assert 0.9 * bound.bound <= goal @ plan <= bound.bound


def test_a_dive_that_closes_the_slot_of_a_pin_gives_nothing(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", places=2, min_places=2)
    given.worth("P1", "S1", 0.4).worth("P2", "S1", 0.1).decide("pin", "P1", "S1")
    program, goal = programme(given.instance())
    found = relax(program, goal)
    assert found is not None
    assert dived(program, goal, found, EFFORT) is not None
    closed = np.where(np.arange(program.num_columns) < len(program.candidates), found.x, 0.0)
    assert dived(program, goal, replace(found, x=closed), EFFORT) is None


def test_a_priced_relaxation_is_worth_as_much_as_the_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    program, goal = programme(made(MARK))
    whole = relax(program, goal)
    monkeypatch.setattr(relaxation, "WHOLE_COLUMNS", 0)
    monkeypatch.setattr(relaxation, "FIRST_PER_CLASS", 2)
    priced = relax(program, goal)
    assert whole is not None
    assert priced is not None
    assert priced.value == pytest.approx(whole.value, rel=1e-6)
    assert priced.bound == pytest.approx(whole.bound, rel=1e-5)


def test_group_minimums_do_not_bring_all_members_columns_into_the_relaxation(monkeypatch: pytest.MonkeyPatch) -> None:
    program, goal = programme(made(MARK))
    taken: list[int] = []
    solved_on = relaxation._on  # noqa: SLF001 - what the programmes are that it is asked for

    def counting(program: Program, goal: Values, columns: NDArray[np.int64], deadline: float) -> Relaxation | None:
        taken.append(len(columns))
        return solved_on(program, goal, columns, deadline)

    monkeypatch.setattr(relaxation, "WHOLE_COLUMNS", 0)
    monkeypatch.setattr(relaxation, "FIRST_PER_CLASS", 2)
    monkeypatch.setattr(relaxation, "_on", counting)
    relax(program, goal)
    assert taken[0] < 0.5 * program.num_columns


def test_what_is_told_never_gets_worse_and_no_bound_is_above_the_first() -> None:
    told: list[tuple[float, float]] = []
    solution = solve(made(MARK, seconds=2), lambda _, value, bound: told.append((value, bound)))
    values, bounds = np.array(told).T
    assert np.all(np.diff(values) >= -1e-9)
    assert np.all(bounds <= bounds[0] + 1e-9)
    assert values[-1] <= solution.goals[0].best + 1e-9
    assert np.all(bounds >= solution.goals[0].best - 1e-6)
