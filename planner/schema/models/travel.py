"""How long a trip takes where no table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.schema.models.card import Card, Figure, ModelFiles
from planner.schema.settings import Closed


class ModeOfTravel(Closed):
    """How one mode turns a straight line into minutes: line x detour / speed + waiting; within a zone, `within`."""

    detour: Figure
    speed: Figure
    waiting: Figure
    within: Figure


@dataclass(frozen=True)
class TravelModel:
    """Minutes from coordinates where the user's table has none."""

    found: ModelFiles
    card: Card
    modes: Mapping[str, ModeOfTravel]
