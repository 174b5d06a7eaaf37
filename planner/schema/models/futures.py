"""What may become of proposals: the figures from which random futures are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from planner.schema.closed import Closed
from planner.schema.models.card import Figure, Model, Ranged
from planner.schema.models.outcome import Probability


class RangedShare(Ranged):
    """A probability or share with the range that it may lie in."""

    value: Probability
    low: Probability
    high: Probability


class Margin(Figure):
    """How far a probability may be off, up or down."""

    value: Probability


class Concentration(Figure):
    """How closely drawn values lie around their figure: the two weights of a beta distribution, added."""

    value: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]


class FuturesFigures(Closed):
    """Who declines or never begins, which slots are taken back, how far new programmes get, how values lie."""

    acceptance_off: Margin = Field(description="how far the figures of the acceptance model may be off")
    no_show: RangedShare = Field(description="of those who said yes, who never begin")
    withdrawn: RangedShare = Field(description="slots that are taken back before they start")
    take_up: RangedShare = Field(description="of a new programme's filled places, those that come about")
    concentration: Concentration


@dataclass(frozen=True)
class FuturesModel(Model):
    """The figures of random futures in use. No plan depends on them."""

    figures: FuturesFigures
