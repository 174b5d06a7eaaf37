"""How a pool of people and places changes from week to week: the figures that `simulate` draws from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from planner.schema.closed import Closed
from planner.schema.models.card import Figure, Model
from planner.schema.models.outcome import Probability


class StatedShare(Figure):
    """A probability or share."""

    value: Probability


class WeeklyShare(Figure):
    """A share that falls on each week; at most a half, so that a pool does not empty at once."""

    value: Annotated[float, Field(ge=0, le=0.5, allow_inf_nan=False)]


class SimulationFigures(Closed):
    """Who leaves and who comes, and which places come, come back and end early, by week."""

    leaves: WeeklyShare = Field(description="of the people who wait, those who leave in a week without a place")
    arrivals: WeeklyShare = Field(description="people who come in a week, as a share of those who wait at first")
    new_places: WeeklyShare = Field(description="of the slots, those that are offered anew in a week")
    returns: StatedShare = Field(description="of places whose placement has ended, those that are offered again")
    interrupted: StatedShare = Field(description="of placements that have begun, those that end before their time")


@dataclass(frozen=True)
class SimulationModel(Model):
    """The figures of simulated weeks in use. No plan depends on them."""

    figures: SimulationFigures
