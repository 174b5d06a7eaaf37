"""From week to week: what became of a plan's proposals, and the scenario of the next week that follows from it."""

from planner.weeks.advance import Asked, NextWeek, advance
from planner.weeks.settle import LineMoney, Settled, settle

__all__ = ["Asked", "LineMoney", "NextWeek", "Settled", "advance", "settle"]
