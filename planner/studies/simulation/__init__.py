"""Simulation: policies that plan week after week, held against what hindsight would have planned."""

from planner.studies.simulation.batches import BATCH_POLICIES, Batches, BatchPolicy, BatchRun, place_batches
from planner.studies.simulation.policies import POLICIES, PolicyName
from planner.studies.simulation.request import MOST_SEEDS, MOST_WEEKS, SimulationRequest, policies_of
from planner.studies.simulation.results import APART, differences_table, policies_table, runs_table, weeks_table
from planner.studies.simulation.simulate import MEASURES, Simulated, simulate

__all__ = [
    "APART",
    "BATCH_POLICIES",
    "MEASURES",
    "MOST_SEEDS",
    "MOST_WEEKS",
    "POLICIES",
    "BatchPolicy",
    "BatchRun",
    "Batches",
    "PolicyName",
    "Simulated",
    "SimulationRequest",
    "differences_table",
    "place_batches",
    "policies_of",
    "policies_table",
    "runs_table",
    "simulate",
    "weeks_table",
]
