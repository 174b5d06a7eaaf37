"""Usual practice: longest wait first, each to their best free legal place."""

from __future__ import annotations

import time

from benchmarks.peers.answer import Answer, as_columns
from planner.formulation import Program
from planner.instance import Instance
from planner.planning.usual import usual_practice


def usual_by_wait(instance: Instance, program: Program) -> Answer:
    """The comparison plan that every plan of the planner is held against."""
    begun = time.monotonic()
    chosen = usual_practice(instance)
    return Answer(as_columns(instance, program, chosen), seconds=time.monotonic() - begun)
