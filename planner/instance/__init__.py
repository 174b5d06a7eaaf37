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
from planner.instance.module_costs import module_costs, on_lines, takes_module
from planner.instance.neighbours import Neighbours, neighbours
from planner.instance.offered import is_offered_to
from planner.instance.overrides import Override, hours_of_people, overrides
from planner.instance.promised import promised
from planner.instance.purposes import COMPETING_CLASS, is_earning, is_main, is_main_with_gain
from planner.instance.targets import (
    TargetLine,
    counts_towards,
    due_in,
    form_positions,
    has_tag,
    known_tags,
    open_places,
    proposals_that_count,
    slots_with_tag,
    starts_of,
    starts_that_count,
    target_lines,
    targets_counting,
    targets_of_slot,
)
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
    "TargetLine",
    "Unit",
    "Window",
    "awaited",
    "beyond_limits",
    "build",
    "by_hand",
    "claimed_slots",
    "counts_towards",
    "due_in",
    "form_positions",
    "gains_of",
    "groups_now",
    "has_tag",
    "hours_of_people",
    "is_earning",
    "is_main",
    "is_main_with_gain",
    "is_offered_to",
    "known_tags",
    "last_starts",
    "lottery_numbers",
    "module_costs",
    "neighbours",
    "on_lines",
    "open_places",
    "overrides",
    "pace_left",
    "promised",
    "proposals_that_count",
    "slots_with_tag",
    "starts_of",
    "starts_that_count",
    "takes_module",
    "target_lines",
    "targets_counting",
    "targets_of_slot",
]
