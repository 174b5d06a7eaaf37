"""Scenario to instance: the tables a programme is written from."""

from planner.instance.beyond import COMMITTED, Beyond, beyond_limits
from planner.instance.build import COMPETING_CLASS, Instance, build
from planner.instance.groups import lottery_numbers

__all__ = ["COMMITTED", "COMPETING_CLASS", "Beyond", "Instance", "beyond_limits", "build", "lottery_numbers"]
