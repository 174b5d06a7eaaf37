"""How long a trip takes where no table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from planner.schema.closed import Closed
from planner.schema.models.card import Figure, FigureKind, Model, Sure
from planner.texts import _


class ModeOfTravel(Closed):
    """How one mode turns a straight line into minutes, door to door.

    way     = line x detour, in km
    minutes = waiting + 60 x (the first near_km of the way / near_speed + the rest / speed); inside a zone, `within`

    A mode without near_km goes all the way at one speed. A mode that keeps a timetable has fewer trips at times:
    `evening_wait` and `weekend_wait` are the minutes added then, and the zones say where nothing runs.
    """

    detour: Figure
    near_km: Figure | None = None
    near_speed: Figure | None = None
    speed: Figure
    waiting: Figure
    within: Figure
    timetable: bool = False
    evening_wait: Figure | None = None
    weekend_wait: Figure | None = None

    @model_validator(mode="after")
    def _complete(self) -> ModeOfTravel:
        if (self.near_km is None) != (self.near_speed is None):
            raise ValueError(_("needs both near_km and near_speed, or neither"))
        if min(speed.value for speed in (self.speed, self.near_speed) if speed is not None) <= 0:
            raise ValueError(_("needs speeds above 0"))
        return self


class Hour(Closed):
    """An hour of the day, `07:30`, with where it comes from."""

    value: Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    source: str
    year: int
    kind: FigureKind
    sure: Sure

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        hours, minutes = self.value.split(":")
        return int(hours) * 60 + int(minutes)


class HalfDay(Closed):
    """When people have to be at work in a half-day, and when they may go home."""

    start: Hour
    end: Hour

    @model_validator(mode="after")
    def _in_order(self) -> HalfDay:
        if not 0 < self.start.minutes < self.end.minutes:
            raise ValueError(_("needs a start after midnight, and an end after its start"))
        return self


class TripFigures(Closed):
    """What counts as a trip by timetable, and how far people walk for it."""

    spread: Figure
    longest: Figure
    walking: Figure
    on_foot: Figure
    walking_speed: Figure
    from_street: Figure

    @model_validator(mode="after")
    def _positive(self) -> TripFigures:
        if min(self.spread.value, self.longest.value, self.walking.value, self.walking_speed.value) <= 0:
            raise ValueError(_("needs figures above 0"))
        return self


class Clock(Closed):
    """By which hours trips are looked up in timetables: those of each half-day, and what counts as a trip."""

    half_days: dict[Literal["am", "pm", "ev"], HalfDay]
    trip: TripFigures

    @model_validator(mode="after")
    def _complete(self) -> Clock:
        if len(self.half_days) < len(("am", "pm", "ev")):
            raise ValueError(_("needs the hours of am, pm and ev"))
        return self


@dataclass(frozen=True)
class TravelModel(Model):
    """Minutes from coordinates where the user's table has none, and the hours by which timetables are asked."""

    modes: Mapping[str, ModeOfTravel]
    clock: Clock | None = None
