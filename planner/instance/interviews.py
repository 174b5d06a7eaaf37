"""Interviews: who waits for the answer of an employer who has met them, and for whom a position on a list is left."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance.purposes import is_main
from planner.schema.arrays import Counts, positions_of
from planner.schema.scenario import Scenario


def awaited(scenario: Scenario, candidates: pd.DataFrame, left: Counts) -> pd.DataFrame:
    """The pairs that wait: columns person and slot, positions.

    A list is open where the slot is open, has a shortlist and a place left (`left`, by slot), and its start is to come.
    No more people wait there than it has positions, shortlist x places left: those who were met first (a blank day
    comes last), then by jobseeker_id. `candidates` are those of the week: who can no longer be proposed there, as
    somebody forbidden by now, waits for nothing.
    """
    tables = scenario.tables
    rows, slots = tables["decisions"], tables["slots"]
    rows = rows[rows["decision"] == "interviewed"]
    rows = rows.assign(
        person=positions_of(rows["jobseeker_id"], tables["jobseekers"]["jobseeker_id"]),
        slot=positions_of(rows["slot_id"], slots["slot_id"]),
    )
    rows = rows[(rows["person"] >= 0) & (rows["slot"] >= 0)]
    is_open = (slots["status"] == "open").to_numpy() & (left > 0)
    is_open &= (slots["shortlist"].fillna(1) > 1).to_numpy() & (slots["start_week"] >= scenario.week).to_numpy()
    rows = rows[is_open[rows["slot"].to_numpy(dtype=np.int64)]]
    names = ["person", "slot"]
    can = candidates.loc[is_main(candidates) & candidates["person"].isin(rows["person"]).to_numpy(), names]
    rows = rows[pd.MultiIndex.from_frame(rows[names]).isin(pd.MultiIndex.from_frame(can.astype(np.int64)))]
    rows = rows.sort_values(["slot", "on", "jobseeker_id"], na_position="last")
    positions = slots["shortlist"].fillna(1).to_numpy(dtype=np.int64) * left
    is_within = rows.groupby("slot").cumcount().to_numpy() < positions[rows["slot"].to_numpy(dtype=np.int64)]
    found: pd.DataFrame = rows.loc[is_within, names].astype(np.int64)
    return found
