"""How long the trip is: the table's minutes, else the travel model's."""

from __future__ import annotations

import math
from typing import NamedTuple

from planner.schema.tables import Jobseeker, Slot
from planner.verification.facts import Facts

EARTH_RADIUS_KM = 6371.0088
# A distance that comes out a hair above a whole minute by rounding of the sines is that whole minute.
HAIR = 1e-9


class Trip(NamedTuple):
    """Minutes one way (None where nothing tells them), and whether a model made them."""

    minutes: float | None
    is_modelled: bool


def trip(facts: Facts, person: Jobseeker, slot: Slot) -> Trip:
    """The trip from a person's home zone to a slot's zone, by the person's mode."""
    known = facts.minutes.get((person.home_zone, slot.zone, person.travel_mode))
    if known is not None:
        return Trip(known, is_modelled=False)
    model = facts.scenario.assumptions.travel.modes.get(person.travel_mode)
    if model is None:
        return Trip(None, is_modelled=True)
    if person.home_zone == slot.zone:
        return Trip(model.within.value, is_modelled=True)
    line = kilometres(facts, person.home_zone, slot.zone)
    if line is None:
        return Trip(None, is_modelled=True)
    minutes = line * model.detour.value / model.speed.value * 60 + model.waiting.value
    return Trip(float(math.ceil(minutes - HAIR)), is_modelled=True)


def travel_limit(facts: Facts, person: Jobseeker) -> float:
    """The longest trip of a person: their own limit, else the policy's."""
    return facts.settings.max_travel_minutes if person.max_travel_minutes is None else person.max_travel_minutes


def needs_check(facts: Facts, person: Jobseeker, slot: Slot) -> bool:
    """Whether modelled minutes are above the limit by no more than the allowance: somebody must look the trip up."""
    way = trip(facts, person, slot)
    if way.minutes is None or not way.is_modelled:
        return False
    limit = travel_limit(facts, person)
    return limit < way.minutes <= limit + facts.settings.travel_check_minutes


def kilometres(facts: Facts, start: str, end: str) -> float | None:
    """Great-circle distance between two zones, by the haversine formula; None without coordinates."""
    ends = [facts.zones.get(zone) for zone in (start, end)]
    points = [(zone.lat, zone.lon) for zone in ends if zone is not None]
    if len(points) < len(ends) or any(degrees is None for point in points for degrees in point):
        return None
    (lat_1, lon_1), (lat_2, lon_2) = [(math.radians(lat or 0.0), math.radians(lon or 0.0)) for lat, lon in points]
    chord = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
