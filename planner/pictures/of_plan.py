"""The pictures of a plan, by name, in the order in which a meeting wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.pictures.duty import duty_units_picture, duty_weeks_picture
from planner.pictures.facts import PlanFacts
from planner.pictures.gain import gain_picture
from planner.pictures.groups import groups_picture
from planner.pictures.money import lines_picture, months_picture
from planner.pictures.neighbours import neighbours_picture
from planner.pictures.picture import Picture
from planner.pictures.place_prices import place_prices_picture
from planner.pictures.places import places_picture
from planner.pictures.targets import targets_picture
from planner.pictures.travel import travel_picture
from planner.pictures.unplaced import unplaced_picture
from planner.pictures.waiting import waiting_picture
from planner.pictures.zones import map_picture

PICTURES: Mapping[str, Callable[[PlanFacts], Picture | None]] = {
    "gain": gain_picture,
    "unplaced": unplaced_picture,
    "places": places_picture,
    "place_prices": place_prices_picture,
    "targets": targets_picture,
    "neighbours": neighbours_picture,
    "duty_by_week": duty_weeks_picture,
    "duty_by_unit": duty_units_picture,
    "groups": groups_picture,
    "waiting": waiting_picture,
    "map": map_picture,
    "travel": travel_picture,
    "money_by_line": lines_picture,
    "money_by_month": months_picture,
}


# These tell of the plan without saying how many people are placed.
_WITHOUT_COUNTS = frozenset({"gain", "place_prices", "money_by_line", "money_by_month"})


def plan_pictures(facts: PlanFacts) -> dict[str, Picture]:
    """Every picture that the plan allows: one about too few people is left out.

    Where fewer than five people are placed, or all but so few, no picture counts them.
    """
    may_count = facts.totals["placed"] is not None
    drawn = {name: picture(facts) for name, picture in PICTURES.items() if may_count or name in _WITHOUT_COUNTS}
    return {name: picture for name, picture in drawn.items() if picture is not None}
