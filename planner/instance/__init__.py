"""From a scenario to an instance: the tables from which a MIP is formulated."""

from planner.instance.ahead import gains_of
from planner.instance.beyond import COMMITTED, Beyond, beyond_limits
from planner.instance.build import build
from planner.instance.by_hand import ByHand, by_hand
from planner.instance.claims import claimed_slots
from planner.instance.groups import groups_now, lottery_numbers
from planner.instance.instance import Instance, Unit
from planner.instance.interviews import awaited
from planner.instance.line_costs import LineCosts, pace_left
from planner.instance.neighbours import Neighbours, neighbours
from planner.instance.offered import is_offered_to
from planner.instance.overrides import Override, overrides
from planner.instance.promised import promised
from planner.instance.purposes import COMPETING_CLASS, is_earning, is_main, is_main_with_gain
from planner.instance.window import PLACES, Places, Window, last_starts
from planner.outcomes.held import HeldPool

__all__ = [
    "COMMITTED",
    "COMPETING_CLASS",
    "PLACES",
    "Beyond",
    "ByHand",
    "HeldPool",
    "Instance",
    "LineCosts",
    "Neighbours",
    "Override",
    "Places",
    "Unit",
    "Window",
    "awaited",
    "beyond_limits",
    "build",
    "by_hand",
    "claimed_slots",
    "gains_of",
    "groups_now",
    "is_earning",
    "is_main",
    "is_main_with_gain",
    "is_offered_to",
    "last_starts",
    "lottery_numbers",
    "neighbours",
    "overrides",
    "pace_left",
    "promised",
]  # fmt: skip
