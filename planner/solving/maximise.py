"""Maximise one goal of any MIP: the entry point for problems that are not planning weeks, such as published ones."""

from __future__ import annotations

from dataclasses import replace

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.highs.client import HighsClient
from planner.solving.interrupt import Interrupts
from planner.solving.run import SearchRun
from planner.solving.search.incumbent import OnProgress
from planner.solving.search.single_objective import Reached, solve_single_objective


def maximise(
    mip: MIP, goal: Values, run: SearchRun, *, start: Values | None = None, on_progress: OnProgress | None = None
) -> Reached:
    """Maximise a goal (one coefficient per column) over a MIP within the budget, and bound it.

    `start` is a solution to begin with, by column. `on_progress(value, bound)` is called with every better solution or
    bound. `x` of the result is by column, None where no solution was found. Ctrl-C ends the search with the best
    solution so far.
    """
    with Interrupts() as interrupts, HighsClient(interrupts.asked) as client:
        run = replace(run, is_stopped=interrupts.asked)
        return solve_single_objective(mip, goal, start, run, client, on_progress=on_progress)
