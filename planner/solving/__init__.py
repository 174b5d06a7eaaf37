"""Solving: from a MIP to a solution with bounds and prices. No other part of planner imports OR-Tools or HiGHS."""

from planner.solving.again import NO_CHANGE, Again, Resolving, WeekChange
from planner.solving.bound import OPTIMAL_GAP, gap_between
from planner.solving.goals import Reached
from planner.solving.maximise import maximise
from planner.solving.outcome_prices import OutcomePrices, outcome_prices
from planner.solving.partner import Partner
from planner.solving.plan import solve
from planner.solving.posts import bundle_unit
from planner.solving.rounding import Activity, is_solution, taken_in_order
from planner.solving.search import Effort
from planner.solving.solution import GoalReached, HandBack, Listener, News, Solution
from planner.solving.start import Start, proposals_of

__all__ = [
    "NO_CHANGE",
    "OPTIMAL_GAP",
    "Activity",
    "Again",
    "Effort",
    "GoalReached",
    "HandBack",
    "Listener",
    "News",
    "OutcomePrices",
    "Partner",
    "Reached",
    "Resolving",
    "Solution",
    "Start",
    "WeekChange",
    "bundle_unit",
    "gap_between",
    "is_solution",
    "maximise",
    "outcome_prices",
    "proposals_of",
    "solve",
    "taken_in_order",
]
