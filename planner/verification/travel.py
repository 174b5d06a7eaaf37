"""Trips: minutes for each part of the week in a shift, from table travel or the travel model, or no trip at all."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from planner.schema.distances import Zone
from planner.schema.models import ModeOfTravel
from planner.schema.tables import Jobseeker, Slot
from planner.verification.facts import Facts
from planner.verification.offers import Offer
from planner.verification.remembered import remembered

EARTH_RADIUS_KM = 6371.0088
# Minutes that are above a whole number by less than this are that number: the excess is rounding of the sines.
HAIR = 1e-9
STATED, MODELLED, NONE = "stated", "modelled", "none"


class Way(NamedTuple):
    """The trip in one part of the week: minutes (None: unknown), their source, and whether a service surely runs.

    Minutes that the table states may be anything from `least` to `most`.
    """

    minutes: float | None
    source: str
    runs: bool = True
    least: float | None = None
    most: float | None = None


class Trip(NamedTuple):
    """The trip in every part of the week in which the shift is worked."""

    ways: tuple[Way, ...]

    @property
    def minutes(self) -> float | None:
        """Minutes one way in the part of the week where they are most; None if unknown."""
        return max((way.minutes for way in self.ways if way.minutes is not None), default=None)

    @property
    def is_missing(self) -> bool:
        """Whether there is no trip at all in one of the parts."""
        return any(way.source == NONE for way in self.ways)


def trip(facts: Facts, person: Jobseeker, slot: Slot) -> Trip:
    """The trip from a person's home zone to a slot's zone and home again, by the person's mode, at the slot's hours."""
    return _trip(facts, person.home_zone, slot.zone, person.travel_mode, parts_of_week(slot.shift))


@remembered(100_000)
def _trip(facts: Facts, start: str, end: str, mode: str, parts: tuple[str, ...]) -> Trip:
    return Trip(tuple(_way(facts, start, end, mode, part) for part in parts))


@lru_cache(maxsize=4096)
def parts_of_week(shift: tuple[str, ...]) -> tuple[str, ...]:
    """Parts of the week that the shift's half-days lie in; a shift that is not stated is by day."""
    parts = []
    for name, half_days in (
        ("morning", ("mo-am", "tu-am", "we-am", "th-am", "fr-am")),
        ("day", ("mo-pm", "tu-pm", "we-pm", "th-pm", "fr-pm")),
        ("evening", ("mo-ev", "tu-ev", "we-ev", "th-ev", "fr-ev", "sa-ev", "su-ev")),
        ("weekend", ("sa-am", "sa-pm", "sa-ev", "su-am", "su-pm", "su-ev")),
    ):
        if any(half_day in shift for half_day in half_days):
            parts.append(name)
    return tuple(parts) or ("day",)


def _way(facts: Facts, start: str, end: str, mode: str, part: str) -> Way:
    """The first that applies: the table's row for the part, no service by zones, the row for any part, the model."""
    model = facts.scenario.assumptions.travel.modes.get(mode)
    if (start, end, mode, part) in facts.minutes:
        return _stated(*facts.minutes[start, end, mode, part])
    may_stop = start != end and model is not None and model.timetable
    services = [_service(facts.zones.get(zone), part) for zone in (start, end)] if may_stop else [True]
    if False in services:
        return Way(None, NONE)
    if (start, end, mode, "any") in facts.minutes:
        return _stated(*facts.minutes[start, end, mode, "any"])
    minutes = None if model is None else _modelled(facts, model, start, end, part)
    return Way(minutes, MODELLED, runs=None not in services)


def _stated(minutes: float | None, low: float | None, high: float | None) -> Way:
    """A row of the table; ends that are blank, or on the wrong side of the minutes, are the minutes."""
    if minutes is None:
        return Way(None, NONE)
    least = minutes if low is None else min(low, minutes)
    most = minutes if high is None else max(high, minutes)
    return Way(minutes, STATED, least=least, most=most)


def _service(zone: Zone | None, part: str) -> bool | None:
    """Whether anything runs to or from a zone in a part of the week; None where nobody says."""
    if part == "evening":
        return None if zone is None else zone.evening_service
    if part == "weekend":
        return None if zone is None else zone.weekend_service
    return True


def _modelled(facts: Facts, model: ModeOfTravel, start: str, end: str, part: str) -> float | None:
    """Minutes by the model: waiting, first kilometres at low speed, the rest at high; None without coordinates."""
    if start == end:
        return model.within.value
    line = kilometres(facts, start, end)
    if line is None:
        return None
    rest = line * model.detour.value
    minutes = model.waiting.value
    if model.near_km is not None and model.near_speed is not None:
        near = min(rest, model.near_km.value)
        minutes += near / model.near_speed.value * 60
        rest -= near
    minutes += rest / model.speed.value * 60
    if part == "evening" and model.evening_wait is not None:
        minutes += model.evening_wait.value
    if part == "weekend" and model.weekend_wait is not None:
        minutes += model.weekend_wait.value
    return float(math.ceil(minutes - HAIR))


def travel_limit(facts: Facts, person: Jobseeker, offer: Offer) -> float:
    """The limit of a trip for a person and a form: what the person has agreed to, else that of the policy."""
    settings = facts.settings
    if person.max_travel_minutes is not None:
        return min(person.max_travel_minutes, settings.max_travel_minutes_agreed)
    limits = [settings.max_travel_minutes]
    is_course = offer.rule.decided_by == "education_provider"
    if offer.slot.hours_per_week <= settings.short_hours or not (offer.rule.employment or is_course):
        limits.append(settings.max_travel_minutes_short)
    if person.leaves_children:
        limits.append(settings.max_travel_minutes_children)
    return min(limits)


def is_too_long(facts: Facts, person: Jobseeker, offer: Offer) -> bool:
    """Whether the trip in some part of the week is above the limit.

    Modelled minutes have an allowance; of minutes that the table states, the least of them must be above it.
    """
    limit = travel_limit(facts, person, offer)
    for way in trip(facts, person, offer.slot).ways:
        if way.source == STATED and way.least is not None and way.least > limit:
            return True
        allowed = limit + facts.settings.travel_check_minutes
        if way.source == MODELLED and way.minutes is not None and way.minutes > allowed:
            return True
    return False


def needs_check(facts: Facts, person: Jobseeker, offer: Offer) -> bool:
    """Whether somebody must look the trip up.

    That is so if the longest modelled trip is above the limit by no more than the allowance, if the limit lies between
    the least and the most minutes that the table states, or if it is not known whether a service runs.
    """
    limit, ways = travel_limit(facts, person, offer), trip(facts, person, offer.slot).ways
    modelled = [way.minutes for way in ways if way.source == MODELLED and way.minutes is not None]
    is_above = bool(modelled) and limit < max(modelled) <= limit + facts.settings.travel_check_minutes
    stated = [way for way in ways if way.least is not None and way.most is not None]
    is_between = any((way.most or 0) > limit for way in stated) and all((way.least or 0) <= limit for way in stated)
    return is_above or is_between or not all(way.runs for way in ways)


def kilometres(facts: Facts, start: str, end: str) -> float | None:
    """Great-circle distance between two zones, by the haversine formula; None without coordinates."""
    ends = [facts.zones.get(zone) for zone in (start, end)]
    points = [(zone.lat, zone.lon) for zone in ends if zone is not None]
    if len(points) < len(ends) or any(degrees is None for point in points for degrees in point):
        return None
    (lat_1, lon_1), (lat_2, lon_2) = [(math.radians(lat or 0.0), math.radians(lon or 0.0)) for lat, lon in points]
    chord = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
