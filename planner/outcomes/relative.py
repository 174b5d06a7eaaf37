"""Wishes choose among a person's places, never who gets one: what is wished counts beside the person's own best."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.schema.arrays import Bools, Positions, Values


def relative(person: Positions, plain: Values, weighed: Values) -> tuple[Values, Bools]:
    """What `weighed` is multiplied by for each person, and whether it counts at all: else `plain` does.

    `plain` is what a place is worth where nothing is wished and nothing was declined, `weighed` what it is worth with
    that. Multiplied, the greatest of a person's `weighed` is the greatest of their `plain`, whatever they wish; where
    either is not above 0 there is nothing that wishes could choose among. All of a person's rows must be there.
    """
    rows = pd.DataFrame({"plain": plain, "weighed": weighed}).groupby(person).transform("max")
    best_plain, best_weighed = (rows[name].to_numpy(dtype=float) for name in ("plain", "weighed"))
    counts = (best_plain > 0) & (best_weighed > 0)
    return np.where(counts, best_plain, 1.0) / np.where(counts, best_weighed, 1.0), counts
