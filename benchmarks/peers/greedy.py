"""Greedy by outcome: the pair that is worth most, then the next that still fits, to the end of the list."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.answer import Answer
from planner.formulation import Program
from planner.solving import taken_in_order


def greedy_by_outcome(program: Program, goal: NDArray[np.float64]) -> Answer:
    """Take columns by worth, pins first; slots with a minimum begin open and close where too few come."""
    begun = time.monotonic()
    count = len(program.candidates)
    demanding = np.flatnonzero(program.row_lower > 0)
    is_demanded = np.zeros(program.num_columns, dtype=bool)
    is_demanded[np.unique(program.matrix[demanding].indices)] = True
    worth = np.flatnonzero((goal[:count] > 0) | is_demanded[:count])
    order = worth[np.lexsort((-goal[worth], ~is_demanded[worth]))]
    x = np.zeros(program.num_columns)
    x[count:] = program.upper[count:]
    return Answer(taken_in_order(program, order, x), seconds=time.monotonic() - begun)
