"""Which candidates are main places, and which earn something in goals, from a table with purpose and value."""

from __future__ import annotations

import pandas as pd

from planner.schema.arrays import Bools

# A person has at most one place of these purposes together; only a companion may stand beside it.
COMPETING_CLASS = ("main", "activity", "sheltered")


def is_main(candidates: pd.DataFrame) -> Bools:
    """Which candidates are main places."""
    return (candidates["purpose"] == "main").to_numpy()


def is_main_with_gain(candidates: pd.DataFrame) -> Bools:
    """Which candidates are main places that the person gains from: of a value above 0."""
    return is_main(candidates) & (candidates["value"] > 0).to_numpy()


def is_earning(candidates: pd.DataFrame) -> Bools:
    """Which candidates earn something in the goals after the outcome: all but main places without a gain."""
    return ~is_main(candidates) | (candidates["value"] > 0).to_numpy()
