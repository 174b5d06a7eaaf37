"""The table of reserves: who comes next at each slot on the day when somebody declines."""

from __future__ import annotations

import pandas as pd

from planner.explanation import reserves
from planner.instance import Instance
from planner.schema.plan_tables import RESERVE_COLUMNS
from planner.solving import Solution


def reserve_table(instance: Instance, solution: Solution) -> pd.DataFrame:
    """One row per slot and reserve, in the order of slots and ranks."""
    found = reserves(instance, solution)
    of_move = instance.candidates.loc[[one.candidate for one in found]]
    slots, people = instance.slots["slot_id"].to_numpy(), instance.people
    person = of_move["person"].to_numpy()
    slot, value = instance.candidates["slot"], instance.candidates["value"]
    left_free = [None if one.leaves is None else str(slots[slot[one.leaves]]) for one in found]
    table = pd.DataFrame(
        {
            "slot_id": slots[of_move["slot"].to_numpy()],
            "rank": [one.rank for one in found],
            "jobseeker_id": people["jobseeker_id"].to_numpy()[person],
            "caseworker_id": people["caseworker_id"].to_numpy()[person],
            "programme_id": of_move["programme_id"].astype(object).to_numpy(),
            "value": of_move["value"].to_numpy(dtype=float),
            "now_slot_id": left_free,
            "now_value": [None if one.leaves is None else float(value[one.leaves]) for one in found],
            "net_gain": [one.net_gain for one in found],
            "in_the_way": ["|".join(one.codes) for one in found],
            "displaces": [one.sentence(slot) for one, slot in zip(found, left_free, strict=True)],
        },
        columns=list(RESERVE_COLUMNS),
    )
    return table.astype({"now_slot_id": object, "now_value": float})
