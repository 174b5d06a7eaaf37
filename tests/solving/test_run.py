"""A run stops at its gap, and at a wider one once it has used more than its even share."""

from __future__ import annotations

from dataclasses import replace

from planner.schema.solver_parameters import SolverParameters
from planner.solving.budget import WorkBudget
from planner.solving.run import SearchRun

WIDE = SolverParameters(enough_gap=0.01)


def test_a_wider_gap_is_enough_once_the_even_share_is_spent() -> None:
    share = WorkBudget(4.0)
    run = replace(SearchRun.of(10.0, gap=0.001), even=share, parameters=WIDE)
    assert run.enough == run.gap
    share.spend(4.0)
    assert run.enough == WIDE.enough_gap
    assert replace(run, gap=0.05).enough == 0.05  # never narrower than the gap that was asked for


def test_without_an_even_share_only_the_gap_is_enough() -> None:
    run = replace(SearchRun.of(10.0, gap=0.001), parameters=WIDE)
    run.budget.spend(10.0)
    assert run.enough == run.gap
