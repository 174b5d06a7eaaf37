"""The phases of a plan: seconds and memory of each, as weeks grow.

The only goal is the outcome. Every phase starts from the result of the phase before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.machine import peak_memory
from benchmarks.weeks import MeasuredWeek
from planner.formulation import MIP
from planner.instance import build
from planner.solving import gap_between
from planner.verification import verify

Made = TypeVar("Made")


def only_where_measured(week: MeasuredWeek, phase: str) -> None:
    """Skip the benchmark, before anything is built for it, where the week is too large for the phase."""
    if phase not in week.shape.phases:
        pytest.skip(f"{phase} is not measured on {week.shape.name}: benchmarks/README.md says why")


def measured(
    benchmark: BenchmarkFixture, week: MeasuredWeek, phase: str, work: Callable[[], Made], **facts: object
) -> Made:
    """Time a phase and store the memory of the process; solving, which uses all the time it is given, runs once."""
    rounds = 1 if phase == "solve" else week.shape.rounds
    benchmark.group = phase
    with peak_memory() as memory:
        made: Made = benchmark.pedantic(work, rounds=rounds)  # type: ignore[no-untyped-call]
    benchmark.extra_info.update(
        phase=phase, week=week.shape.name, peak_mb=memory.peak_mb, before_mb=memory.before_mb, **facts
    )
    return made


def size(mip: MIP) -> dict[str, int]:
    """Columns, rows and entries of a MIP."""
    return {"columns": mip.num_columns, "rows": len(mip.names), "entries": int(mip.matrix.nnz)}


def test_every_row_is_read(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """Every row that was written is read, people with protected identity apart."""
    only_where_measured(week, "read")
    week.scenario = measured(benchmark, week, "read", week.read)
    tables = week.scenario.tables
    assert len(tables["jobseekers"]) + week.scenario.protected == week.shape.people
    assert {name: len(tables[name]) for name in ("slots", "employers", "zones")} == {
        name: week.rows[name] for name in ("slots", "employers", "zones")
    }
    benchmark.extra_info.update(jobseekers=len(tables["jobseekers"]), slots=len(tables["slots"]))


def test_every_pair_is_a_candidate_or_counted_as_refused(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """Every pair of a person and a slot is either a candidate or counted as refused."""
    only_where_measured(week, "candidates")
    scenario = week.scenario
    week.instance = measured(benchmark, week, "candidates", lambda: build(scenario))
    pairs = len(week.instance.candidates[["person", "slot"]].drop_duplicates())
    refused = int(week.instance.eligibility.by_person.sum())
    assert pairs + refused == len(week.instance.people) * len(week.instance.slots)
    assert refused == int(week.instance.eligibility.by_slot.sum())
    benchmark.extra_info.update(candidates=len(week.instance.candidates), pairs=pairs)


def test_a_candidate_is_a_column_and_names_of_rows_differ(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """One column a candidate, and no two rows of one name."""
    only_where_measured(week, "formulate")
    assert len(week.instance.columns)
    week.mip = measured(benchmark, week, "formulate", week.formulate)
    mip = week.mip
    assert len(mip.candidates) == len(week.instance.columns)
    assert len(set(mip.names)) == len(mip.names) == mip.matrix.shape[0]
    benchmark.extra_info.update(size(mip))


def test_the_relaxation_ends_in_time_with_a_bound(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """The relaxation ends in time, its bound and its value agree, and usual practice does not exceed the bound."""
    only_where_measured(week, "relax")
    assert len(week.goal)
    mip, usual = week.mip, week.usual_value
    found = measured(benchmark, week, "relax", week.relax, time_limit=week.shape.seconds, **size(mip))
    assert found is not None
    week.relaxation = found
    benchmark.extra_info.update(
        value=found.value, bound=found.bound, lp_columns=int(found.columns.sum()), lp_iterations=found.iterations
    )
    assert usual <= found.bound + 1e-6
    assert found.value <= found.bound + 1e-6
    assert found.bound - found.value <= 1e-4 * abs(found.bound)


def test_the_plan_is_between_usual_practice_and_the_bound(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """The plan is at least as good as usual practice, within its bound, and its gap is below the week's limit."""
    only_where_measured(week, "solve")
    assert len(week.instance.columns)
    week.solution = measured(benchmark, week, "solve", week.solve, time_limit=week.shape.seconds)
    outcome = week.solution.goals[0]
    assert np.isclose(week.value_of(week.solution.chosen), outcome.final)
    benchmark.extra_info.update(
        **size(week.solution.mip),
        value=outcome.final,
        bound=outcome.bound,
        gap=gap_between(outcome.final, outcome.bound),
        usual_practice=week.usual_value,
    )
    assert week.usual_value <= outcome.final + 1e-9
    assert outcome.final <= outcome.bound + 1e-9
    assert gap_between(outcome.final, outcome.bound) <= week.shape.largest_gap


def test_everybody_and_every_slot_has_a_reason(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """Every jobseeker has a row with a reason, and every slot has one."""
    only_where_measured(week, "explain")
    assert week.solution is not None
    week.explained = measured(benchmark, week, "explain", week.explain)
    assigned = week.explained.assignments
    assert set(assigned["jobseeker_id"]) == set(week.instance.people["jobseeker_id"])
    assert (assigned["reason"].str.len() > 0).all()
    assert len(week.explained.slots) == len(week.instance.slots)


def test_the_files_are_whole_and_the_bound_certified(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """The plan's files are written, with a certified bound that the plan does not exceed."""
    only_where_measured(week, "write")
    assert len(week.explained.assignments)
    week.plan = measured(benchmark, week, "write", week.write)
    plan = week.plan.file
    assert plan.value <= plan.certified_bound + 1e-6
    written = sum(len(raw) for raw in week.plan.files.values())
    assert sum(path.stat().st_size for path in week.out.rglob("*") if path.is_file()) == written
    benchmark.extra_info.update(written_mb=round(written / 1e6, 2), certified_gap=plan.certified_gap)


def test_the_verifier_has_no_objection(benchmark: BenchmarkFixture, week: MeasuredWeek) -> None:
    """The independent verifier, which reads only the files, objects to nothing."""
    only_where_measured(week, "verify")
    assert week.plan.files
    objections = measured(benchmark, week, "verify", lambda: verify(week.out))
    assert [str(one) for one in objections] == []
