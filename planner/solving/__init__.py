"""Solving: from a MIP to a solution with bounds and prices. No other part of planner imports OR-Tools or HiGHS."""

from planner.solving.crew import Crew
from planner.solving.highs.client import HighsClient, MIPArrays, WorkerLost
from planner.solving.maximise import maximise
from planner.solving.network.min_cost_flow import flow
from planner.solving.posts import bundle_unit
from planner.solving.relaxation.lagrangian import OPTIMAL_GAP, gap_between
from planner.solving.resolving.outcome_prices import OutcomePrices, outcome_prices
from planner.solving.resolving.resolving import NO_CHANGE, Again, Resolving, WeekChange
from planner.solving.run import SearchRun
from planner.solving.search.heuristics import Activity, is_solution, taken_in_order
from planner.solving.search.single_objective import Reached
from planner.solving.solution import CutProof, GoalReached, HandBack, ProgressCallback, SearchProgress, Solution
from planner.solving.solve_week import solve
from planner.solving.statistics import BoundAt, Statistics
from planner.solving.warm_start import WarmStart, proposals_of

__all__ = [
    "NO_CHANGE",
    "OPTIMAL_GAP",
    "Activity",
    "Again",
    "BoundAt",
    "Crew",
    "CutProof",
    "GoalReached",
    "HandBack",
    "HighsClient",
    "MIPArrays",
    "OutcomePrices",
    "ProgressCallback",
    "Reached",
    "Resolving",
    "SearchProgress",
    "SearchRun",
    "Solution",
    "Statistics",
    "WarmStart",
    "WeekChange",
    "WorkerLost",
    "bundle_unit",
    "flow",
    "gap_between",
    "is_solution",
    "maximise",
    "outcome_prices",
    "proposals_of",
    "solve",
    "taken_in_order",
]
