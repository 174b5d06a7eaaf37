"""What somebody has decided over a gate, as plans and checks list it."""

from __future__ import annotations

from planner.instance import Instance, overrides
from planner.schema.arrays import Positions
from planner.schema.plan import OverridePart


def override_parts(instance: Instance, candidates: Positions) -> tuple[OverridePart, ...]:
    """Those of some candidates that only a pin lets pass, as plan.json and `check` list them."""
    return tuple(
        OverridePart(
            jobseeker_id=one.jobseeker_id,
            slot_id=one.slot_id,
            programme_id=one.programme_id,
            gates=one.gates,
            by=one.by,
            on=None if one.on is None else one.on.isoformat(),
            motive=one.motive,
        )
        for one in overrides(instance, candidates)
    )
