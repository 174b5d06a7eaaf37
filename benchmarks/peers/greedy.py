"""Greedy by outcome: take the pair of greatest value, then the next that still fits, to the end of the list."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.answer import PeerAnswer
from planner.formulation import MIP
from planner.solving import taken_in_order


def greedy_by_outcome(mip: MIP, goal: NDArray[np.float64]) -> PeerAnswer:
    """Take columns by worth, pins first; slots with a minimum begin open and close where too few come."""
    begun = time.monotonic()
    count = len(mip.candidates)
    demanding = np.flatnonzero(mip.row_lower > 0)
    is_demanded = np.zeros(mip.num_columns, dtype=bool)
    is_demanded[np.unique(mip.matrix[demanding].indices)] = True
    worth = np.flatnonzero((goal[:count] > 0) | is_demanded[:count])
    order = worth[np.lexsort((-goal[worth], ~is_demanded[worth]))]
    x = np.zeros(mip.num_columns)
    x[count:] = mip.upper[count:]
    return PeerAnswer(taken_in_order(mip, order, x), seconds=time.monotonic() - begun)
