"""Other ways to plan the same week, each as a newcomer would write it, on the programme the planner solves."""

from benchmarks.peers.answer import Answer, as_columns
from benchmarks.peers.flow import flow
from benchmarks.peers.greedy import greedy_by_outcome
from benchmarks.peers.highs import highs_whole
from benchmarks.peers.race import ask
from benchmarks.peers.textbook import textbook_cp_sat
from benchmarks.peers.usual import usual_by_wait

__all__ = [
    "Answer",
    "as_columns",
    "ask",
    "flow",
    "greedy_by_outcome",
    "highs_whole",
    "textbook_cp_sat",
    "usual_by_wait",
]
