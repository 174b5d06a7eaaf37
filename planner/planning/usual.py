"""Usual practice: the comparison plan that every plan is held against."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.formulation import GOALS, Chosen, assemble, hard_rows
from planner.instance import Instance
from planner.solving import GoalReached, HandBack, Solution, taken_in_order


def usual_practice(instance: Instance) -> Chosen:
    """Longest wait first, each to their best free legal place: main candidates with a gain, pins before all.

    Ties of waiting go by lottery number; ties of worth by slot. Slots with a minimum begin open and close where they
    stay below it. Where pins or minimums could not be met in this order, nobody is placed.
    """
    program = assemble(instance, hard_rows(instance))
    columns = instance.columns.assign(column=np.arange(len(instance.columns)))
    pinned = set(instance.pairs("pin"))
    is_pinned = np.array([pair in pinned for pair in zip(columns["person"], columns["slot"], strict=True)], dtype=bool)
    gaining = ((columns["purpose"] == "main") & (columns["value"] > 0)).to_numpy()
    own = columns[gaining | is_pinned]
    person = own["person"].to_numpy()
    waited = instance.people["waiting_weeks"].to_numpy()[person]
    order = np.lexsort(
        (own["slot"], -own["value"], instance.lottery[person], -waited, ~is_pinned[own["column"].to_numpy()])
    )
    x = np.zeros(program.num_columns)
    x[len(program.candidates) :] = program.upper[len(program.candidates) :]
    taken = taken_in_order(program, own["column"].to_numpy()[order], x)
    if taken is None:
        return np.array([], dtype=np.int64)
    return program.candidates[taken[: len(program.candidates)] > 0.5]  # noqa: PLR2004 - 0 or 1


def as_usual(instance: Instance, solution: Solution) -> Solution:
    """The solution with usual practice's choice in place of the goals', under the same bound."""
    chosen = usual_practice(instance)
    outcome = GOALS["outcome"](instance).score(chosen)
    first = solution.goals[0]
    goal = GoalReached("outcome", outcome, max(first.bound, outcome), first.may_cost, outcome, "feasible")
    unspent = HandBack(outcome, outcome, None, "unspent")
    return replace(solution, chosen=chosen, goals=(goal,), skipped=(), stages=(("outcome", chosen),), hand_back=unspent)
