"""Held places: no more people are promised a next step than places are held for it, and these are closed to others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import Instance, claimed_slots
from planner.schema.arrays import Bools
from planner.schema.rows import Rows


def path_places(instance: Instance) -> Rows:
    """Limit the paths to the places held for them, and others to the places that are not held.

        sum of x[c] over candidates whose path has a step in a pool  <=  places held in it - claimed, at least 0
        sum of x[c] over candidates of a slot, of people without a claim on it
            <=  free places - (places held - used by people with a claim), at least 0
        sum of x[c] over candidates of a programme that leads on, for whom no place is held  <=  0

    Shape: one row per pool, keyed (path, programme_id, week); per slot with held places, keyed (others, slot_id); per
    programme that leads on, keyed (without, programme_id). Unit: people, places. Source: table `held_places`, column
    `leads_to` of table `programmes`, and `next_week` of tables `placements` and `history`.
    """
    if not instance.held.steps:
        return Rows("path_places")
    return _of_pools(instance).joined(_of_others(instance), _without(instance))


def _of_pools(instance: Instance) -> Rows:
    held, columns = instance.held, instance.columns
    first = pd.DataFrame(
        {
            "column": columns.index,
            "programme_id": columns["programme_id"].astype(str).to_numpy(),
            "week": columns["next_week"].to_numpy(dtype=np.int64),
        }
    )
    later = [(*pool, *step) for pool in held.ends for step in held.path(pool, is_claimed=False)]
    steps = pd.DataFrame(later, columns=["programme_id", "week", "of_step", "week_of_step"])
    rows = first.merge(steps.astype({"week": np.int64}), on=["programme_id", "week"])
    row = pd.DataFrame({"kind": "path", "programme_id": rows["of_step"], "week": rows["week_of_step"]})
    upper = {("path", *pool): float(number) for pool, number in held.room.items()}
    return Rows.at_most("path_places", row=row, column=rows["column"], coefficient=1.0, upper=upper)


def _of_others(instance: Instance) -> Rows:
    columns, closed = instance.columns, instance.held.closed
    here = columns[columns["slot"].isin(list(closed))]
    here = here[~_has_claim(instance, here)]
    names = instance.slots["slot_id"].to_numpy()
    row = pd.DataFrame({"kind": "others", "slot_id": names[here["slot"].to_numpy()]})
    upper = {
        ("others", str(names[slot])): float(max(int(instance.places_left[slot]) - number, 0))
        for slot, number in closed.items()
    }
    return Rows.at_most("path_places", row=row, column=here.index, coefficient=1.0, upper=upper)


def _without(instance: Instance) -> Rows:
    columns = instance.columns
    here = columns[columns["programme_id"].isin(instance.held.steps) & (columns["next_week"] < 0)]
    here = here[~_has_claim(instance, here)]
    row = pd.DataFrame({"kind": "without", "programme_id": here["programme_id"].astype(str).to_numpy()})
    upper = {("without", name): 0.0 for name in instance.held.steps}
    return Rows.at_most("path_places", row=row, column=here.index, coefficient=1.0, upper=upper)


def _has_claim(instance: Instance, candidates: pd.DataFrame) -> Bools:
    """Whether a candidate is of somebody with a claim on a place of its slot that they have not used yet."""
    claimed = claimed_slots(instance)
    pairs = pd.MultiIndex.from_arrays([claimed["person"], claimed["slot"]])
    own = pd.MultiIndex.from_frame(candidates[["person", "slot"]].astype(np.int64))
    return np.asarray(own.isin(pairs), dtype=np.bool_)
