"""What a candidate is for, and whether it earns anything: asked of tables of candidates with purpose and value."""

from __future__ import annotations

import pandas as pd

from planner.schema.arrays import Bools

# Purposes of which a person has at most one place: a companion alone stands beside another.
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
