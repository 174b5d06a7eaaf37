"""Claims on held places: whose they are, and where."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance.instance import Instance
from planner.schema.arrays import positions_of


def claimed_slots(instance: Instance) -> pd.DataFrame:
    """Person and slot (positions) of every place that somebody has a claim on and has not used yet."""
    in_pool = instance.held.places.groupby(["programme_id", "week"])["slot"].agg(list).to_dict()
    claims = [claim for claim in instance.held.claims if claim.used_in is None and claim.jobseeker_id is not None]
    person = positions_of([claim.jobseeker_id for claim in claims], instance.people["jobseeker_id"])
    pairs = [(at, slot) for at, one in zip(person, claims, strict=True) for slot in in_pool.get(one.pool, ())]
    return pd.DataFrame(pairs, columns=["person", "slot"], dtype=np.int64)
