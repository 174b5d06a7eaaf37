"""Comparisons of several plans: what changes, for whom, and whether that is more than chance."""

from planner.studies.compare import (
    CHANGES,
    IN_BOTH,
    IN_ONE,
    MEASURES,
    PARTS,
    Comparison,
    compare,
    plan_alike,
    same_week,
    unfinished,
)

__all__ = [
    "CHANGES", "IN_BOTH", "IN_ONE", "MEASURES", "PARTS", "Comparison", "compare", "plan_alike", "same_week",
    "unfinished",
]  # fmt: skip
