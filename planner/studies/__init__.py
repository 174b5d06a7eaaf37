"""Comparisons of several plans, and audits of one: what changes, for whom, and whether that is more than chance."""

from planner.studies.audit import FairnessAudit, GroupFigure, PairFigure, audit
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
from planner.studies.intervals import LEVEL, Estimate
from planner.studies.oversight import ENOUGH, RUBBER_STAMP, Oversight, Rate
from planner.studies.public_record import public_record
from planner.studies.record_figures import RecordFigures, part_told, told_apart
from planner.studies.suppression import LEAST, is_small, suppressed, suppressed_together

__all__ = [
    "CHANGES",
    "ENOUGH",
    "IN_BOTH",
    "IN_ONE",
    "LEAST",
    "LEVEL",
    "MEASURES",
    "PARTS",
    "RUBBER_STAMP",
    "Comparison",
    "Estimate",
    "FairnessAudit",
    "GroupFigure",
    "Oversight",
    "PairFigure",
    "Rate",
    "RecordFigures",
    "audit",
    "compare",
    "is_small",
    "part_told",
    "plan_alike",
    "public_record",
    "same_week",
    "suppressed",
    "suppressed_together",
    "told_apart",
    "unfinished",
]  # fmt: skip
