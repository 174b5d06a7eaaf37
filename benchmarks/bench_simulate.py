"""Weeks to come: how much of the distance from each week's best plan to hindsight do prices of futures close.

Municipal weeks on the demo, in three kinds of worlds: all that `planner simulate` draws; everybody says yes and begins;
and nobody leaves nor is a slot taken back either. `attainable` is what nobody exceeds who does not know answers,
leaving and taking back; *foresight* is a policy that knows everything but answers. And weekly batches, where everybody
is planned in the week of arrival.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.foresight import ForesightPolicy
from benchmarks.instances import BATCH, refugee_synthetic
from planner.inputs import read, simulation_model
from planner.solving import HighsClient
from planner.studies.simulation import BATCH_POLICIES, Batches, PolicyName, place_batches
from planner.studies.simulation.expected import attainable
from planner.studies.simulation.policies import GreedyPolicy, UsualPolicy
from planner.studies.simulation.potentials import PotentialsPolicy
from planner.studies.simulation.prices import Imagined
from planner.studies.simulation.run import Played, Policy, hindsight, run_policy
from planner.studies.simulation.templates import Templates, templates
from planner.studies.simulation.world import Rates, drawn_world

DEMO = Path(__file__).parent.parent / "scenarios" / "landskrona"
INSTANCES = Path(__file__).parent.parent.parent / "shared" / "data" / "instances"
RUN: tuple[PolicyName, ...] = ("usual", "greedy", "potentials", "hindsight")
ORDERS = 10


def of_kind(kind: str) -> tuple[Templates, Rates]:
    """The demo's templates and rates; without noes in `yes`, without leaving and taking back too in `stays`."""
    scenario = read(DEMO)
    made, pool, answers = templates(scenario), simulation_model([], None).figures, scenario.assumptions.futures.figures
    if kind != "all":
        made = replace(made, columns=made.columns.assign(accepts=1.0))
        answers = answers.model_copy(update={"no_show": answers.no_show.model_copy(update={"value": 0.0})})
    if kind == "stays":
        pool = pool.model_copy(update={"leaves": pool.leaves.model_copy(update={"value": 0.0})})
        answers = answers.model_copy(update={"withdrawn": answers.withdrawn.model_copy(update={"value": 0.0})})
    return made, Rates(pool, answers, pool.arrivals.value * made.num_waiting)


def lived_through(kind: str, weeks: int, seeds: int) -> dict[str, list[float]]:
    """By what is measured, a figure for each seed."""
    made, rates = of_kind(kind)
    found: dict[str, list[float]] = {}
    with HighsClient() as client:
        for seed in range(1, seeds + 1):
            world = Played.of(made, rates, drawn_world(made, rates, weeks, seed))
            policies: dict[str, Policy] = {
                "usual": UsualPolicy("longest_wait"),
                "greedy": GreedyPolicy(client),
                "potentials": PotentialsPolicy(client, Imagined(seed)),
                "foresight": ForesightPolicy(client),
            }
            runs = {name: run_policy(world, policy) for name, policy in policies.items()}
            runs["hindsight"] = hindsight(client, world)
            for name, run in runs.items():
                figures = {"value": run.value, "placed": len(run.kept), "waiting": float(run.waits().mean()),
                           "seconds": run.seconds / weeks}  # fmt: skip
                for measure, figure in figures.items():
                    found.setdefault(f"{name}_{measure}", []).append(round(float(figure), 4))
            found.setdefault("attainable", []).append(round(attainable(client, world), 4))
    return found


def closed(found: Mapping[str, list[float]], name: str) -> float:
    """The share of the distance from greedy to hindsight, all seeds together."""
    own, low, high = (sum(found[key]) for key in (name, "greedy_value", "hindsight_value"))
    return (own - low) / (high - low)


@pytest.mark.parametrize(
    "kind, weeks, seeds, least",
    [
        pytest.param("all", 26, 3, 0.0, id="all"),
        pytest.param("all", 26, 20, 0.2, id="all_20", marks=pytest.mark.slow),
        pytest.param("yes", 26, 20, 0.4, id="yes_20", marks=pytest.mark.slow),
        pytest.param("stays", 26, 20, 0.8, id="stays_20", marks=pytest.mark.slow),
        pytest.param("all", 52, 10, 0.2, id="year", marks=pytest.mark.slow),
    ],
)
def test_municipal_weeks(benchmark: BenchmarkFixture, kind: str, weeks: int, seeds: int, least: float) -> None:
    """PotentialsPolicy closes a stated share of the distance, and brings more than the queue."""
    benchmark.group = "simulated weeks"
    found: dict[str, list[float]] = benchmark.pedantic(lived_through, args=(kind, weeks, seeds), rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info.update(
        kind=kind, weeks=weeks, seeds=seeds, closed=closed(found, "potentials_value"),
        closed_at_most=closed(found, "attainable"), closed_by_foresight=closed(found, "foresight_value"), **found,
    )  # fmt: skip
    assert closed(found, "potentials_value") >= least
    assert sum(found["potentials_value"]) > sum(found["usual_value"])


def batches_of(kind: str, order: int) -> Batches:
    """All people of the synthetic resettlement in a drawn order; places `summed`, by `batch`, or all people `alike`."""
    listed = refugee_synthetic(INSTANCES)
    worth = np.full_like(listed.values, listed.values.mean()) if kind == "alike" else listed.values
    number = len(worth) // BATCH
    capacity = np.zeros((number, worth.shape[1]), dtype=np.int64)
    if kind == "batch":
        rows = [refugee_synthetic(INSTANCES, BATCH * (n + 1)).places for n in range(number)]
        capacity[:] = np.diff(np.array(rows), axis=0, prepend=0)
    else:
        capacity[0] = listed.places
    drawn = np.random.default_rng(order).permutation(len(worth))
    return Batches(worth[drawn], np.repeat(np.arange(number), BATCH), capacity)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["summed", "batch", "alike"])
def test_weekly_batches(benchmark: BenchmarkFixture, kind: str) -> None:
    """From past weeks alone potentials closes 95 % where places are summed, and loses nothing elsewhere."""
    if not INSTANCES.is_dir():
        pytest.skip("needs the published instance (scenarios/README.md)")
    benchmark.group = "simulated weeks"
    found: dict[str, list[float]] = {}
    most = 0.0

    def all_orders() -> None:
        nonlocal most
        for order in range(ORDERS):
            for policy in BATCH_POLICIES:
                placed = place_batches(batches_of(kind, order), policy, seed=order)
                found.setdefault(policy, []).append(round(placed.value, 4))
                if policy == "potentials":
                    most = max(most, float(placed.seconds.max()))

    benchmark.pedantic(all_orders, rounds=1)  # type: ignore[no-untyped-call]
    low, own, high = (np.array(found[name]) for name in BATCH_POLICIES)
    distance = float((high - low).sum())
    share = float((own - low).sum()) / distance if distance > 1e-6 else None
    benchmark.extra_info.update(kind=kind, closed=share, most_seconds=most, **found)
    assert (own >= low * 0.999).all()
    if kind == "summed":
        assert share is not None
        assert share >= 0.95
