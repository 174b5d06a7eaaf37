"""Outcome, baseline and acceptance per candidate, from a file under models/ or the user's tables."""

from planner.outcomes.wishes import wishes_of
from planner.outcomes.worth import baselines, worth

__all__ = ["baselines", "wishes_of", "worth"]
