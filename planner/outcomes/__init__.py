"""Outcome, baseline and acceptance per candidate, from a file under models/ or the user's tables."""

from planner.outcomes.ranges import Ranges, ranges
from planner.outcomes.wishes import wishes_of
from planner.outcomes.worth import baselines, expected_weeks, worth

__all__ = ["Ranges", "baselines", "expected_weeks", "ranges", "wishes_of", "worth"]
