"""Plans compared with the shipped figures of income support, and one comparison on a screen."""

from __future__ import annotations

from planner.inputs import benefit_model
from planner.planning import Plan
from planner.reports import comparison_screen
from planner.schema.models import Benefit
from planner.studies import Comparison, Study, compare


def shipped_benefit() -> Benefit:
    """What the shipped model says that work saves."""
    return benefit_model([], None).benefit


def compared(base: Plan, what_if: Plan, draws: int = 0) -> Comparison:
    """One what-if beside the base."""
    return compare(base, [what_if], shipped_benefit(), draws)[0]


def screen_of(*comparisons: Comparison) -> str:
    """What is said of some comparisons, in one line."""
    return " ".join(comparison_screen(Study(comparisons)).split())
