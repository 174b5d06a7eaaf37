"""Comparisons of several plans, and audits of one: what changes, for whom, and whether that is more than chance."""

from planner.studies.audit import FairnessAudit, GroupFigure, PairFigure, audit
from planner.studies.benefit import NO_LINE, why_blank
from planner.studies.compare import (
    CHANGES,
    FAR_WEEKS,
    Comparison,
    GoalEnd,
    compare,
    gap_of,
    goal_ends,
    plan_alike,
    plan_like,
    same_week,
    unfinished,
)
from planner.studies.futures import MEASURES as MEASURES_OF_FUTURES
from planner.studies.futures import TOTAL, Futures, TakeUp, paired_futures
from planner.studies.goal_prices import ABOUT_PEOPLE, GoalPrice, GoalPrices, goal_prices, liftable, replanned_prices
from planner.studies.intervals import LEVEL, Estimate
from planner.studies.look_ahead import with_look_ahead
from planner.studies.measures import IN_BOTH, IN_ONE, MEASURES, NO_SUMS, PARTS, UNITS
from planner.studies.oversight import ENOUGH, RUBBER_STAMP, Oversight, Rate
from planner.studies.public_record import public_record
from planner.studies.record_figures import RecordFigures, part_told, told_apart
from planner.studies.study import (
    ENDS,
    KEYS,
    MOST_ALONE,
    ChangeAlone,
    Joint,
    ReadOf,
    Study,
    StudyRequest,
    end_of,
    read_with_base,
    study,
)
from planner.studies.suppression import LEAST, is_small, suppressed, suppressed_together

__all__ = [
    "ABOUT_PEOPLE",
    "CHANGES",
    "ENDS",
    "ENOUGH",
    "FAR_WEEKS",
    "IN_BOTH",
    "IN_ONE",
    "KEYS",
    "LEAST",
    "LEVEL",
    "MEASURES",
    "MEASURES_OF_FUTURES",
    "MOST_ALONE",
    "NO_LINE",
    "NO_SUMS",
    "PARTS",
    "RUBBER_STAMP",
    "TOTAL",
    "UNITS",
    "ChangeAlone",
    "Comparison",
    "Estimate",
    "FairnessAudit",
    "Futures",
    "GoalEnd",
    "GoalPrice",
    "GoalPrices",
    "GroupFigure",
    "Joint",
    "Oversight",
    "PairFigure",
    "Rate",
    "ReadOf",
    "RecordFigures",
    "Study",
    "StudyRequest",
    "TakeUp",
    "audit",
    "compare",
    "end_of",
    "gap_of",
    "goal_ends",
    "goal_prices",
    "is_small",
    "liftable",
    "paired_futures",
    "part_told",
    "plan_alike",
    "plan_like",
    "public_record",
    "read_with_base",
    "replanned_prices",
    "same_week",
    "study",
    "suppressed",
    "suppressed_together",
    "told_apart",
    "unfinished",
    "why_blank",
    "with_look_ahead",
]  # fmt: skip
