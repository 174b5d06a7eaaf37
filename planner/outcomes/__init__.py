"""Outcome, baseline and acceptance per candidate, from a file under models/ or the user's tables."""

from planner.outcomes.wishes import wishes_of
from planner.outcomes.worth import baselines, expected_weeks, worth

__all__ = ["baselines", "expected_weeks", "wishes_of", "worth"]
