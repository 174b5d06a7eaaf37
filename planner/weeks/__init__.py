"""From week to week: what became of a plan's proposals, and the scenario of the next week that follows from it."""

from planner.weeks.advance import AdvancedWeek, Asked, advance
from planner.weeks.settle import LineMoney, SettledWeek, settle

__all__ = ["AdvancedWeek", "Asked", "LineMoney", "SettledWeek", "advance", "settle"]
