"""Generalised assignment as rows: each job to one machine, machines with a capacity, weights by pair, least cost.

Instances of the OR-Library, from benchmarks/data/gap: sources and licence stand there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.formulation import MIP, mip_of
from planner.schema.rows import Rows
from planner.solving import Reached

DATA = Path(__file__).resolve().parent / "data" / "gap"


@dataclass(frozen=True)
class Assignment:
    """An instance: `cost` and `weight` are machines x jobs, `capacity` is by machine, `optimum` is the least cost."""

    name: str
    cost: NDArray[np.int64]
    weight: NDArray[np.int64]
    capacity: NDArray[np.int64]
    optimum: int

    @property
    def num_jobs(self) -> int:
        """Number of jobs."""
        return len(self.cost[0])

    @property
    def worth(self) -> int:
        """M, the worth of a placed job before its cost: more than all jobs together can cost."""
        return int(self.cost.max(axis=0).sum()) + 1

    def mip(self) -> MIP:
        """The MIP. Candidates are pairs of machine and job, machine by machine; each job is placed at most once."""
        machine, job = (place.ravel() for place in np.indices(self.cost.shape))
        pair = np.arange(self.cost.size)
        jobs = Rows.at_most(
            "one_main",
            row=pd.DataFrame({"job": job}),
            column=pair,
            coefficient=1,
            upper=dict.fromkeys(range(self.num_jobs), 1.0),
        )
        machines = Rows.at_most(
            "capacity",
            row=pd.DataFrame({"machine": machine}),
            column=pair,
            coefficient=self.weight.ravel(),
            upper=dict(enumerate(self.capacity.tolist())),
        )
        return mip_of(pair, [jobs, machines])

    def goal(self) -> NDArray[np.float64]:
        """The goal: M - cost for each pair, so that one more job is worth more than any saving."""
        return (self.worth - self.cost.ravel()).astype(float)

    def cost_of(self, value: float) -> float:
        """A value of the goal in units of cost, where all jobs are placed."""
        return self.num_jobs * self.worth - value

    def result(self, reached: Reached) -> Result:
        """The result in units of cost."""
        placed = 0 if reached.x is None else int(np.round(reached.x).sum())
        cost = round(self.cost_of(reached.value)) if placed == self.num_jobs else None
        # Costs are whole, so a bound between two of them is as good as the greater.
        return Result(cost, int(np.ceil(self.cost_of(reached.bound) - 1e-6)), placed)


@dataclass(frozen=True)
class Result:
    """The cost reached (None: a job was left over), a lower bound on the cost of placing all jobs, and jobs placed."""

    cost: int | None
    lowest: int
    placed: int

    @property
    def gap(self) -> float | None:
        """(cost - lowest) / cost, None where a job was left over."""
        return None if self.cost is None else (self.cost - self.lowest) / self.cost


def names() -> list[str]:
    """All instances, as `cattrysse1994/gap1-0`, in the order of best_known.csv."""
    return [name for name, _ in _optima()]


def assignment(name: str) -> Assignment:
    """Read an instance: numbers of machines and jobs, costs, weights, capacities, all in one run of whole numbers."""
    numbers = np.array((DATA / name).read_text(encoding="ascii").split(), dtype=np.int64)
    machines, jobs = numbers[:2].tolist()
    cost, weight, capacity, rest = np.split(numbers[2:], np.cumsum([machines * jobs, machines * jobs, machines]))
    if len(capacity) != machines or len(rest):
        msg = f"{name} does not hold {machines} machines and {jobs} jobs."
        raise ValueError(msg)
    shape = machines, jobs
    return Assignment(name, cost.reshape(shape), weight.reshape(shape), capacity, dict(_optima())[name])


def _optima() -> Iterator[tuple[str, int]]:
    with (DATA / "best_known.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["Path"], round(float(row["Optimum"]))
