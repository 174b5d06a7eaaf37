"""Simulation: policies that plan week after week, held against what hindsight would have planned."""

from planner.studies.simulation.batches import BATCH_POLICIES, Batches, BatchPolicy, BatchRun, place_batches
from planner.studies.simulation.paired import (
    USUAL_POLICIES,
    USUAL_SEEDS,
    PairedRequest,
    PairedSimulated,
    paired_differences_table,
    paired_money_table,
    paired_runs_table,
    paired_weeks_table,
    simulate_paired,
)
from planner.studies.simulation.policies import POLICIES, PolicyName
from planner.studies.simulation.prices import AHEAD, FUTURES, Imagined, WeekPrices, prices_now
from planner.studies.simulation.request import (
    MOST_SEEDS,
    MOST_WEEKS,
    SimulationRequest,
    policies_of,
    refuse_history,
    scenario_hash,
)
from planner.studies.simulation.results import (
    APART,
    OF_WEEKS,
    differences_table,
    money_table,
    policies_table,
    runs_table,
    weeks_table,
)
from planner.studies.simulation.run import Played, PolicyState
from planner.studies.simulation.simulate import MEASURES, Simulated, simulate
from planner.studies.simulation.world import known_world

__all__ = [
    "AHEAD",
    "APART",
    "BATCH_POLICIES",
    "FUTURES",
    "MEASURES",
    "MOST_SEEDS",
    "MOST_WEEKS",
    "OF_WEEKS",
    "POLICIES",
    "USUAL_POLICIES",
    "USUAL_SEEDS",
    "BatchPolicy",
    "BatchRun",
    "Batches",
    "Imagined",
    "PairedRequest",
    "PairedSimulated",
    "Played",
    "PolicyName",
    "PolicyState",
    "Simulated",
    "SimulationRequest",
    "WeekPrices",
    "differences_table",
    "known_world",
    "money_table",
    "paired_differences_table",
    "paired_money_table",
    "paired_runs_table",
    "paired_weeks_table",
    "place_batches",
    "policies_of",
    "policies_table",
    "prices_now",
    "refuse_history",
    "runs_table",
    "scenario_hash",
    "simulate",
    "simulate_paired",
    "weeks_table",
]
