"""The planning weeks that are measured: synthetic and seeded, written once, then run through the phases in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from benchmarks.reference_instances import Change
from planner.errors import PlannerError
from planner.explanation import Reasons, reasons
from planner.folders import write_files
from planner.formulation import GOALS, MIP, assemble, hard_rows
from planner.inputs import read
from planner.inputs.models import rule_pack
from planner.instance import Instance, build
from planner.planning import Plan, make, make_plan, tables
from planner.planning.usual import Usual, usual_practice
from planner.schema.scenario import Scenario
from planner.solving import SearchRun, Solution, solve
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import Relaxation, relax
from planner.solving.relaxation.row_scaling import scale_rows
from planner.synthesis import RULES, SynthesisSettings, synthesise
from planner.synthesis.writing import scenario_toml, write_tables

ROOT = Path(__file__).resolve().parent.parent
MUNICIPALITY, WEEK, SEED = "1283", "2026-W48", 1
GAP, WORKERS = 0.0001, 2
NUM_TRADES, TRADES_KNOWN = 60, 3
ALL_PHASES = ("read", "candidates", "formulate", "relax", "solve", "explain", "write", "verify")


@dataclass(frozen=True)
class Shape:
    """A size of week, and what its benchmarks require.

    seconds: the time limit of solving. largest_gap: the plan's gap must be below it. has_trades: whether every slot
    asks for one of 60 trades and every person knows three of them, which leaves one pair in twenty. needs_gb: the free
    memory without which the phases are skipped. phases: the phases that are measured, and in how many rounds.
    gap: at which the search stops.
    """

    name: str
    people: int
    seconds: float
    largest_gap: float
    has_trades: bool = False
    needs_gb: float = 0
    phases: tuple[str, ...] = ALL_PHASES
    is_slow: bool = False
    rounds: int = 1
    gap: float = GAP


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("300", 300, seconds=10, largest_gap=0.05, rounds=3),
        Shape("3000", 3_000, seconds=60, largest_gap=0.10),
        Shape("20000-trades", 20_000, seconds=120, largest_gap=0.20, has_trades=True, needs_gb=10, is_slow=True),
        Shape(
            "20000", 20_000, seconds=120, largest_gap=0.20, needs_gb=16, phases=ALL_PHASES[:3], is_slow=True
        ),
    )
}  # fmt: skip


def small(people: int) -> Shape:
    """A week of any size, to try the benchmarks: no gap is required, and a proof ends it long before the limit."""
    return Shape(str(people), people, seconds=600, largest_gap=np.inf)


def write_week(
    shape: Shape, folder: Path, *, municipality: str = MUNICIPALITY, seed: int = SEED, change: Change = lambda _: None
) -> dict[str, int]:
    """Write a synthetic week, its tables changed, as a scenario folder; returns the number of rows of each table."""
    given = synthesise(
        SynthesisSettings(municipality, people=shape.people, seed=seed, week=WEEK),
        geography=ROOT / "models" / "geography" / "scb_2020" / "1",
        occupations=ROOT / "models" / "occupations" / "jobtech" / "1",
        rules=rule_pack(RULES, [ROOT / "models"]),
    )
    if shape.has_trades:
        given |= _with_trades(given, seed)
    change(given)
    write_tables(given, scenario_toml(f"Benchmark {shape.name}", WEEK, municipality, seed), folder)
    return {name: len(table) for name, table in given.items()}


def _with_trades(given: Mapping[str, pd.DataFrame], seed: int) -> dict[str, pd.DataFrame]:
    """Adds trades as skills: one that each slot asks for, and those that each person knows or a pin needs."""
    random = np.random.default_rng(seed)
    people, slots, decisions = given["jobseekers"], given["slots"], given["decisions"]
    trade_of = {slot: f"trade{number}" for slot, number in zip(slots["slot_id"], _drawn(random, slots), strict=True)}
    known = [set(random.choice(NUM_TRADES, TRADES_KNOWN, replace=False).tolist()) for _ in range(len(people))]
    trades = {
        person: {f"trade{number}" for number in own} for person, own in zip(people["jobseeker_id"], known, strict=True)
    }
    pins = decisions[decisions["decision"] == "pin"]
    for person, slot in zip(pins["jobseeker_id"], pins["slot_id"], strict=True):
        trades[person].add(trade_of[slot])
    more_people = ["|".join(sorted(trades[person])) for person in people["jobseeker_id"]]
    more_slots = [trade_of[slot] for slot in slots["slot_id"]]
    return {
        "jobseekers": people.assign(skills=_joined(people["skills"], more_people)),
        "slots": slots.assign(skills=_joined(slots["skills"], more_slots)),
    }


def _drawn(random: np.random.Generator, table: pd.DataFrame) -> list[int]:
    return [int(number) for number in random.integers(NUM_TRADES, size=len(table))]


def _joined(cells: pd.Series[str], more: list[str]) -> list[str]:
    return ["|".join(part for part in (cell, extra) if part) for cell, extra in zip(cells, more, strict=True)]


@dataclass(frozen=True)
class Explained:
    """The explanations of a plan: reasons, and the tables of people and of slots."""

    reasons: Reasons
    assignments: pd.DataFrame
    slots: pd.DataFrame


class MeasuredWeek:
    """One week on its way through the phases; the result of a phase is kept for the next.

    The only goal is the outcome. A phase first runs those before it that have not run yet.
    """

    def __init__(self, shape: Shape, home: Path, write: Callable[[Shape, Path], dict[str, int]] = write_week) -> None:
        self.shape = shape
        self.folder = home / "scenario"
        self.out = home / "plan"
        self.rows = write(shape, self.folder)
        self._failure: PlannerError | None = None

    def read(self) -> Scenario:
        """The scenario as its files say, with the goal and limits of this benchmark."""
        limits = {"time_limit_seconds": self.shape.seconds, "gap": self.shape.gap, "seed": SEED, "workers": WORKERS}
        return read(self.folder, changes={"settings": {"goals": ["outcome"]}, "solve": limits})

    @cached_property
    def scenario(self) -> Scenario:
        """What reading gives."""
        return self.read()

    @cached_property
    def instance(self) -> Instance:
        """What the search for candidates gives."""
        return build(self.scenario)

    def formulate(self) -> MIP:
        """The MIP of the hard constraints."""
        return assemble(self.instance, hard_rows(self.instance))

    @cached_property
    def mip(self) -> MIP:
        """What formulating gives."""
        return self.formulate()

    @cached_property
    def goal(self) -> NDArray[np.float64]:
        """The outcome goal, a coefficient a column."""
        return self.mip.coefficients(GOALS["outcome"](self.instance).entries)

    def relax(self) -> Relaxation | None:
        """The relaxation, including the start of the HiGHS worker; None where it is infeasible."""
        with HighsClient() as client:
            return relax(scale_rows(self.mip), self.goal, client, SearchRun.of(self.shape.seconds, workers=WORKERS))

    @cached_property
    def relaxation(self) -> Relaxation:
        """What relaxing gives."""
        found = self.relax()
        assert found is not None
        return found

    @cached_property
    def usual(self) -> Usual:
        """The plans of usual practice."""
        return usual_practice(self.instance)

    @cached_property
    def usual_value(self) -> float:
        """The outcome of the queue in which each takes their best place."""
        chosen = self.usual.named("longest_wait_to_best").chosen
        assert chosen is not None
        return self.value_of(chosen)

    def value_of(self, chosen: NDArray[np.int64]) -> float:
        """The outcome of chosen candidates, summed here and not by the planner."""
        return float(self.instance.candidates["value"].to_numpy()[chosen].sum())

    def solve(self) -> Solution:
        """The plan; a week without one is not tried twice."""
        if self._failure is not None:
            pytest.skip(f"there is no plan to go on with: {type(self._failure).__name__}")
        try:
            return solve(self.instance)
        except PlannerError as failure:
            self._failure = failure
            raise

    @cached_property
    def solution(self) -> Solution:
        """What solving gives."""
        return self.solve()

    def explain(self) -> Explained:
        """Reasons, and the two tables that people read."""
        found = reasons(self.instance, self.solution)
        return Explained(
            found, tables.assignments(self.instance, self.solution, found),
            tables.slots(self.instance, self.solution),
        )  # fmt: skip

    @cached_property
    def explained(self) -> Explained:
        """What explaining gives."""
        return self.explain()

    def write(self) -> Plan:
        """All files of the plan, certified bound included, by the front door, given the phases before as done."""
        explained = self.explained  # before its own parts are patched
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(make, "find", lambda _: self.instance.eligibility)
            patched.setattr(make, "build", lambda *_: self.instance)
            patched.setattr(make, "solve", lambda *_: self.solution)
            patched.setattr(make, "usual_practice", lambda _: self.usual)
            patched.setattr(make, "reasons", lambda *_, **__: explained.reasons)
            patched.setattr(tables, "assignments", lambda *_: explained.assignments)
            patched.setattr(tables, "slots", lambda *_: explained.slots)
            plan = make_plan(self.scenario)
        write_files(self.out, plan.files)
        return plan

    @cached_property
    def plan(self) -> Plan:
        """What writing gives; the files lie in `out`."""
        return self.write()
