"""Why demands cannot hold together: the pins and minimums that fail, and the limits they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from planner.errors import CannotHold, NoPlanInTime
from planner.formulation import Name, Program
from planner.solving.core import core_of
from planner.solving.goals import Reached
from planner.solving.rounding import Load
from planner.solving.search import Effort, search
from planner.solving.tighten import tightened

SEARCH_SECONDS = 10.0
NAMED = 10


def demands_of(program: Program) -> list[int]:
    """Rows that demand something: pins and group minimums."""
    return np.flatnonzero(program.row_lower > 0).tolist()


def explain_conflict(program: Program, effort: Effort) -> tuple[list[Name], list[Name]]:
    """The demands that a plan meeting as many as possible still fails, and the limits that stand in their way.

    Found by letting every demand fall short at a price, not from an infeasible core of the solver.
    """
    demands = demands_of(program)
    count = program.num_columns
    tight = tightened(program).program
    slack = sparse.csr_matrix(
        (np.ones(len(demands)), (demands, np.arange(len(demands)))), shape=(len(program.names), len(demands))
    )
    elastic = replace(
        tight,
        lower=np.append(tight.lower, np.zeros(len(demands))),
        upper=np.append(tight.upper, tight.row_lower[demands]),
        is_integer=np.append(tight.is_integer, np.ones(len(demands), dtype=bool)),
        matrix=sparse.hstack([tight.matrix, slack], format="csr"),
    )
    goal = np.append(np.zeros(count), -np.ones(len(demands)))
    core = core_of(elastic, goal, np.ones(len(goal), dtype=bool))
    found = search(core, None, replace(effort, seconds=SEARCH_SECONDS, gap=0.0, workers=1, is_counted=True))
    if found.x is None:
        return [program.names[row] for row in demands], []
    failed = [row for row, short in zip(demands, found.x[count:], strict=True) if short > 0]
    load = Load(program, found.x[:count])
    limits: set[int] = set()
    for row in failed:
        for column in program.matrix[row].indices:
            if column < len(program.candidates) and load.x[column] < 1:
                limits.update(load.broken_by(int(column)).tolist())
    # Demands that were met by taking up those very limits are part of the contradiction.
    taken = np.flatnonzero(load.x[: len(program.candidates)] > 0)
    in_limits = set(program.matrix[sorted(limits)][:, taken].indices.tolist()) if limits else set()
    met = [row for row in demands if row not in failed and _touches(program, row, taken[sorted(in_limits)])]
    named = sorted({*failed, *met})
    return [program.names[row] for row in named], [program.names[row] for row in sorted(limits)]


def _touches(program: Program, row: int, columns: NDArray[np.int64]) -> bool:
    return bool(np.isin(program.matrix[row].indices, columns).any())


def refusal(hard: Program, done: Reached, effort: Effort) -> BaseException:
    """No plan was found, which only pins and minimums can cause: say which, with an effort like that before."""
    if done.is_interrupted:
        return KeyboardInterrupt()
    demands = [hard.names[row] for row in demands_of(hard)]
    if not done.is_proved_empty:
        asked = _listed(demands)
        msg = f"No plan that meets every pin and minimum was found in time. They are: {asked}. Allow more time."
        return NoPlanInTime(msg)
    failed, limits = explain_conflict(hard, effort)
    if effort.is_stopped():
        return KeyboardInterrupt()
    msg = (
        f"These cannot hold together with the rest: {_listed(failed)}. "
        f"In their way: {_listed(limits) or 'no candidate is left for them'}."
    )
    return CannotHold(msg)


def _listed(names: Sequence[Name]) -> str:
    """Names in words, the first ten of them."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(_said(*name) for name in names[:NAMED]) + more


def _said(rule: str, key: tuple[str, ...]) -> str:
    if rule == "decisions" and key[0] == "pin":
        return f"the pin of {key[1]} to {key[2]}"
    return f"the minimum of group {key[0]}" if rule == "group_minimum" else f"{rule} ({', '.join(key)})"
