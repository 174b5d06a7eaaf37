"""What a month in work saves of income support (försörjningsstöd)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, model_validator

from planner.schema.closed import Closed
from planner.schema.models.card import Figure, Model
from planner.texts import _


class Ranged(Figure):
    """A figure with its low and high end; value lies between them."""

    low: Annotated[float, Field(allow_inf_nan=False)]
    high: Annotated[float, Field(allow_inf_nan=False)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(_("has its value outside low and high"))
        return self


class Benefit(Closed):
    """The support of a household in SEK a month, what of it remains beside a job, and how many live on it."""

    month_sek: Ranged
    remaining_sek: Ranged
    household_share: Ranged


@dataclass(frozen=True)
class BenefitModel(Model):
    """The figures in use. No plan reads them."""

    benefit: Benefit
