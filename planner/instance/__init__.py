"""Scenario to instance: the tables a programme is written from."""

from planner.instance.build import COMPETING_CLASS, Instance, build
from planner.instance.groups import lottery_numbers

__all__ = ["COMPETING_CLASS", "Instance", "build", "lottery_numbers"]
