"""Which offers are considered for a person at all."""

from __future__ import annotations

import numpy as np

from planner.instance.instance import Instance
from planner.schema.arrays import Bools


def is_offered_to(instance: Instance, person: int) -> Bools:
    """By offer, whether it is considered for a person: all are, or in listed mode those that are listed."""
    if not instance.is_listed:
        return np.ones(len(instance.offers), dtype=bool)
    table = instance.scenario.tables["outcomes"]
    own = table[table["jobseeker_id"] == instance.people["jobseeker_id"].iloc[person]]
    in_any_form = set(own.loc[own["programme_id"].isna(), "slot_id"])
    in_one_form = set(zip(own["slot_id"], own["programme_id"], strict=True))
    slots = instance.slots["slot_id"].to_numpy()[instance.offers["slot"].to_numpy()]
    named = zip(slots, instance.offers["programme_id"], strict=True)
    return np.array([slot in in_any_form or (slot, form) in in_one_form for slot, form in named], dtype=bool)
