"""Wishes choose among a person's places, never who gets one: values are scaled by the person's own best."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.schema.arrays import Bools, Positions, Values


def relative(person: Positions, plain: Values, weighed: Values) -> tuple[Values, Bools]:
    """Return the factor on each candidate's `weighed`, and whether it is used; where it is not, `plain` is the value.

    `plain` is the worth of a place had the person no wish and declined nothing; `weighed` is its worth with wishes and
    refusals. Scaled by the factor, a person's greatest `weighed` equals their greatest `plain`, whatever they wish.
    Where either of the two is not above 0 there is nothing for wishes to choose among, and the factor is not used.
    All rows of a person must be given.
    """
    rows = pd.DataFrame({"plain": plain, "weighed": weighed}).groupby(person).transform("max")
    best_plain, best_weighed = (rows[name].to_numpy(dtype=float) for name in ("plain", "weighed"))
    counts = (best_plain > 0) & (best_weighed > 0)
    return np.where(counts, best_plain, 1.0) / np.where(counts, best_weighed, 1.0), counts
