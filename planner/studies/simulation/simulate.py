"""Policies in the same worlds, seed by seed, and what sets them apart: means over worlds with their intervals."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from planner.folders import SweepFolder
from planner.solving import HighsClient
from planner.studies.intervals import Estimate, Sample, mean
from planner.studies.simulation.expected import attainable
from planner.studies.simulation.policies import NOTHING_HELD, ORDERS, GreedyPolicy, PolicyName, UsualPolicy
from planner.studies.simulation.potentials import PotentialsPolicy
from planner.studies.simulation.request import SimulationRequest
from planner.studies.simulation.run import Played, Policy, PolicyRun, hindsight, run_policy
from planner.studies.simulation.world import drawn_world
from planner.studies.sweeping import SweepNews

# What is kept of a run beside its weeks, and may be estimated.
MEASURES = ("value", "hindsight", "ratio", "placed", "waiting_mean", "waiting_max", "cost_sek", "seconds_per_week")
DIGITS = 9
Cell = Mapping[str, Any]


@dataclass(frozen=True)
class Simulated:
    """What came of every run, by seed and policy, as `kept` gives it; that of hindsight has `bound`, `attainable`."""

    request: SimulationRequest = field(repr=False)
    runs: Mapping[tuple[int, PolicyName], Cell] = field(repr=False)

    def measured(self, policy: PolicyName, measure: str) -> list[float]:
        """A measure of a policy by seed: `hindsight` is the value of hindsight in that world, `ratio` value over it."""
        return [self._measured(seed, policy, measure) for seed in range(1, self.request.seeds + 1)]

    def _measured(self, seed: int, policy: PolicyName, measure: str) -> float:
        own = self.runs[seed, policy]
        if measure not in {"hindsight", "ratio"}:
            return float(own[measure])
        best = float(self.runs[seed, "hindsight"]["value"])
        if measure == "hindsight":
            return best
        return float(own["value"]) / best if best > 0 else 1.0

    def estimate(self, policy: PolicyName, measure: str) -> Estimate:
        """The mean over worlds, and its interval."""
        return mean_of(self.measured(policy, measure))

    def difference(self, policy: PolicyName, other: PolicyName, measure: str) -> Estimate:
        """A policy less another in the same world: the mean over worlds, and its interval."""
        pairs = zip(self.measured(policy, measure), self.measured(other, measure), strict=True)
        return mean_of([one - two for one, two in pairs])

    def of_paths(self, policy: PolicyName, measure: str) -> Estimate:
        """A figure of the paths that a policy begins, as `PolicyRun.paths` has them: the mean over worlds."""
        return mean_of([float(self.runs[seed, policy]["paths"][measure]) for seed in range(1, self.request.seeds + 1)])

    @property
    def attainable(self) -> Estimate:
        """What nobody exceeds on average who does not know answers, leaving and taking back: the mean over worlds."""
        return self._of_hindsight("attainable")

    @property
    def bound(self) -> Estimate:
        """What nobody exceeds who knows everything, as hindsight's search has proved it: the mean over worlds."""
        return self._of_hindsight("bound")

    def _of_hindsight(self, measure: str) -> Estimate:
        return mean_of([float(self.runs[seed, "hindsight"][measure]) for seed in range(1, self.request.seeds + 1)])

    def closed(self, policy: PolicyName) -> float | None:
        """The share of the distance from greedy to hindsight that a policy closes, all worlds together.

        None where greedy was not run, or where there is no distance.
        """
        if (1, "greedy") not in self.runs:
            return None
        own, low, high = (sum(self.measured(name, "value")) for name in (policy, "greedy", "hindsight"))
        return (own - low) / (high - low) if high - low > 10**-DIGITS else None


def mean_of(values: list[float]) -> Estimate:
    """The mean over worlds, and its interval."""
    variance = float(np.var(values, ddof=1)) if len(values) > 1 else 0.0
    return mean(Sample(len(values), float(np.mean(values)), variance))


def simulate(
    request: SimulationRequest, folder: SweepFolder, tell: Callable[[SweepNews], None] = lambda _news: None
) -> Simulated:
    """Run every seed and policy that the folder, whose lock is held, has not yet, and keep each once it is finished.

    UsageFault where the disk refuses: what is finished by then stays.
    """
    found = run_cells([WorldRun(request, seed, name) for seed, name in request.cells], folder, tell)
    return Simulated(request, dict(zip(request.cells, found, strict=True)))


@dataclass(frozen=True)
class WorldRun:
    """A policy in a world to run."""

    request: SimulationRequest = field(repr=False)
    seed: int
    policy: PolicyName

    @property
    def is_held(self) -> bool:
        """Whether held places are kept from others, or all places are open to everybody."""
        return self.policy != NOTHING_HELD

    def world(self) -> Played:
        """The world, with its pairs."""
        request = self.request
        made = request.templates if self.is_held else request.templates_with_nothing_held
        base = None if request.base is None else request.base.templates
        return Played.of(made, request.rates, drawn_world(made, request.rates, request.weeks, self.seed, base))

    def is_in_world_of(self, other: WorldRun | None) -> bool:
        """Whether both are in the same world."""
        if other is None or other.request is not self.request:
            return False
        return (other.seed, other.is_held) == (self.seed, self.is_held)


def run_cells(cells: Sequence[WorldRun], folder: SweepFolder, tell: Callable[[SweepNews], None]) -> list[Cell]:
    """Run each that the folder, whose lock is held, has not yet, and keep it once it is finished; as `simulate`."""
    found = folder.cells()
    begun, before = time.monotonic(), len(found)
    tell(SweepNews(before, len(cells), None if before < len(cells) else 0.0))
    last, played = None, None
    with HighsClient() as client:
        for number, cell in enumerate(cells):
            if number in found:
                continue
            if played is None or not cell.is_in_world_of(last):
                played = cell.world()
            last, run = cell, _run(client, cell, played)
            found[number] = {"format": 1, "cell": number, "seed": cell.seed, "policy": cell.policy, **kept(run)}
            if cell.policy == "hindsight":
                found[number]["attainable"] = round(attainable(client, played), DIGITS)
            folder.keep(number, found[number])
            each = (time.monotonic() - begun) / (len(found) - before)
            tell(SweepNews(len(found), len(cells), each * (len(cells) - len(found))))
    return [found[number] for number in range(len(cells))]


def _run(client: HighsClient, cell: WorldRun, world: Played) -> PolicyRun:
    name = cell.policy
    if name == "hindsight":
        return hindsight(client, world)
    policy: Policy = GreedyPolicy(client)
    if name in ORDERS:
        policy = UsualPolicy(ORDERS[name])
    elif name == "potentials":
        policy = PotentialsPolicy(client, cell.request.imagined(cell.seed))
    return run_policy(world, policy)


def kept(run: PolicyRun) -> dict[str, Any]:
    """What is kept of a run: about nobody in particular."""
    waits, weeks = run.waits(), run.weeks()
    return {
        "value": round(run.value, DIGITS),
        "placed": len(run.kept),
        "waiting_mean": round(float(waits.mean()), DIGITS) if len(waits) else 0.0,
        "waiting_max": float(waits.max(initial=0.0)),
        "cost_sek": round(float(weeks["cost_sek"].sum()), 2),
        "seconds_per_week": round(run.seconds / len(weeks), 3),
        "paths": {name: round(value, DIGITS) for name, value in run.paths().items()},
        "bound": None if run.bound is None else round(run.bound, DIGITS),
        "weeks": [
            {name: round(value, DIGITS) if isinstance(value, float) else value for name, value in row.items()}
            for row in weeks.to_dict("records")
        ],
        "paid": run.paid().round(2).to_dict("records"),
    }
