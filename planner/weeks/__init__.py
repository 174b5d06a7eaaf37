"""From week to week: what became of proposals, the scenario of the next week, and what sets two plans apart."""

from planner.weeks.advance import AdvancedWeek, Asked, advance
from planner.weeks.answers import Answer, read_answers, read_plan_answers
from planner.weeks.changes import DIFF_EMPLOYERS, DIFF_PEOPLE, Difference, difference
from planner.weeks.settle import LineMoney, SettledWeek, settle

__all__ = [
    "DIFF_EMPLOYERS", "DIFF_PEOPLE", "AdvancedWeek", "Answer", "Asked", "Difference", "LineMoney", "SettledWeek",
    "advance", "difference", "read_answers", "read_plan_answers", "settle",
]  # fmt: skip
