"""Usual practice: longest wait first, each to their best free legal place."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.peers.answer import PeerAnswer, as_columns
from planner.formulation import MIP
from planner.instance import Instance
from planner.planning.usual import usual_practice


def usual_by_wait(instance: Instance, mip: MIP) -> PeerAnswer:
    """The queue to the best place, one of the plans that every plan of the planner is held against."""
    begun = time.monotonic()
    chosen = usual_practice(instance).named("longest_wait_to_best").chosen
    assert chosen is not None
    # A form dominated by another of the same place is no column; it would gain no more.
    columns = chosen[np.isin(chosen, mip.candidates)]
    return PeerAnswer(as_columns(instance, mip, columns), seconds=time.monotonic() - begun)
