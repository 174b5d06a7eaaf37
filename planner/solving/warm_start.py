"""A warm start: the plan and the row prices of an earlier week, fitted to one like it before that is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from planner.formulation import MIP, Name
from planner.instance import Instance
from planner.schema.arrays import Positions, Values
from planner.solving.relaxation.cuts import KeptCuts
from planner.solving.search.heuristics import taken_in_order


@dataclass(frozen=True)
class WarmStart:
    """The proposals of an earlier plan, as (jobseeker, slot, programme, start week), its row prices by name, its cuts.

    `stages` has by goal the proposals right after it was sought, from which that goal is sought as well. What the new
    week does not have is ignored, such as people who have left and slots that are filled.
    """

    proposals: frozenset[tuple[object, ...]] = field(repr=False)
    prices: dict[Name, float] = field(repr=False)
    stages: Mapping[str, frozenset[tuple[object, ...]]] = field(default_factory=dict, repr=False)
    cuts: KeptCuts | None = None


def proposals_of(instance: Instance, chosen: Positions) -> frozenset[tuple[object, ...]]:
    """Chosen candidates by ids, not positions, so that other instances can look them up."""
    return frozenset(_keys(instance, chosen))


def plan_from(start: WarmStart, instance: Instance, mip: MIP) -> Values | None:
    """The proposals of the earlier plan that still fit, of the greatest value first; None where demands are not met."""
    own = np.flatnonzero([key in start.proposals for key in _keys(instance, mip.candidates)])
    value = instance.candidates.loc[mip.candidates[own], "value"].to_numpy()
    order = own[np.argsort(-value, kind="stable")]
    declared = np.arange(mip.num_columns) >= len(mip.candidates)
    # Slots with a minimum begin open where the plan uses them.
    uses = np.zeros(mip.num_columns)
    uses[order] = 1.0
    touched = abs(mip.matrix) @ uses > 0
    is_open = declared & (abs(mip.matrix[np.flatnonzero(touched)]).T @ np.ones(int(touched.sum())) > 0)
    return taken_in_order(mip, order, np.where(is_open, mip.upper, 0.0))


def _keys(instance: Instance, candidates: Positions) -> list[tuple[object, ...]]:
    rows = instance.candidates.loc[candidates]
    people = instance.people["jobseeker_id"].to_numpy(dtype=object)[rows["person"]]
    slots = instance.slots["slot_id"].to_numpy(dtype=object)[rows["slot"]]
    programmes = rows["programme_id"].astype(str).to_numpy(dtype=object)
    return list(zip(people.tolist(), slots.tolist(), programmes.tolist(), rows["start_week"].tolist(), strict=True))
