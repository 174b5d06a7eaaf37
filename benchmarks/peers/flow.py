"""Min-cost flow: only the constraints of a network, one place per person and a limit per slot. Exact and very fast."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from benchmarks.peers.answer import PeerAnswer
from planner.formulation import MIP

SCALE = 10**6


def flow(mip: MIP, goal: NDArray[np.float64]) -> PeerAnswer:
    """The optimum of a MIP whose only rows are one_main and the limits of slots; ValueError for any other."""
    begun = time.monotonic()
    is_person = np.array([name == "one_main" for name, _ in mip.names], dtype=bool)
    is_slot = np.array([name == "slot_places" and key[1] == "limit" for name, key in mip.names], dtype=bool)
    if not (is_person | is_slot).all():
        msg = "there are rows that are no network's"
        raise ValueError(msg)
    entries = mip.matrix.tocoo()
    ends = np.zeros((2, mip.num_columns), dtype=np.int64)
    for which, own in enumerate((is_person, is_slot)):
        at = own[entries.row]
        ends[which, entries.col[at]] = entries.row[at]
    people, slots, rows = np.flatnonzero(is_person), np.flatnonzero(is_slot), len(mip.names)
    source, sink = rows, rows + 1
    network = min_cost_flow.SimpleMinCostFlow()
    tails = np.concatenate([np.full(len(people), source), ends[0], slots, [source]])
    heads = np.concatenate([people, ends[1], np.full(len(slots), sink), [sink]])
    room = np.concatenate([np.ones(len(people)), np.ones(mip.num_columns), mip.row_upper[slots], [len(people)]])
    cost = np.concatenate([np.zeros(len(people)), -np.round(goal * SCALE), np.zeros(len(slots) + 1)])
    arcs = network.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), room.astype(np.int64), cost.astype(np.int64)
    )
    network.set_nodes_supplies(np.array([source, sink]), np.array([len(people), -len(people)]))
    if network.solve() != network.OPTIMAL:
        return PeerAnswer(None, seconds=time.monotonic() - begun)
    x = network.flows(arcs)[len(people) : len(people) + mip.num_columns].astype(float)
    return PeerAnswer(x, float(goal @ x), time.monotonic() - begun)
