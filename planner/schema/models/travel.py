"""How long a trip takes where no table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import model_validator

from planner.schema.closed import Closed
from planner.schema.models.card import Figure, Model
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


@dataclass(frozen=True)
class TravelModel(Model):
    """Minutes from coordinates where the user's table has none."""

    modes: Mapping[str, ModeOfTravel]
