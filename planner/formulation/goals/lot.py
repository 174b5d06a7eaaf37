"""Lot: a logged lottery among what is otherwise equal."""

from __future__ import annotations

import numpy as np

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance, lottery_numbers

PAIR_WEIGHT = 0.001


def lot(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Sum of lottery numbers of people with a main proposal, and a thousandth of those of the pairs.

    Numbers are drawn from `lottery_seed`, the plan week and the ids, so the draw can be repeated by anybody; they are
    taken to six decimals, pairs to nine.
    """
    columns = instance.columns[(instance.columns["purpose"] == "main") & (instance.columns["value"] > 0)]
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    keys = [f"{people[j]}|{slots[s]}" for j, s in zip(columns["person"], columns["slot"], strict=True)]
    pair = lottery_numbers(instance.scenario, keys)
    person = instance.lottery[columns["person"].to_numpy()]
    weight = np.round(person, 6) + PAIR_WEIGHT * np.round(pair, 6)
    return weighted("lot", columns.index.to_numpy(), weight)
