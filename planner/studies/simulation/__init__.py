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
from planner.studies.simulation.request import MOST_SEEDS, MOST_WEEKS, SimulationRequest, policies_of
from planner.studies.simulation.results import (
    APART,
    OF_WEEKS,
    differences_table,
    money_table,
    policies_table,
    runs_table,
    weeks_table,
)
from planner.studies.simulation.simulate import MEASURES, Simulated, simulate

__all__ = [
    "APART",
    "BATCH_POLICIES",
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
    "PairedRequest",
    "PairedSimulated",
    "PolicyName",
    "Simulated",
    "SimulationRequest",
    "differences_table",
    "money_table",
    "paired_differences_table",
    "paired_money_table",
    "paired_runs_table",
    "paired_weeks_table",
    "place_batches",
    "policies_of",
    "policies_table",
    "runs_table",
    "simulate",
    "simulate_paired",
    "weeks_table",
]
