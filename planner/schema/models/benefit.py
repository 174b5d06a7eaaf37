"""What a month in work saves of income support (försörjningsstöd)."""

from __future__ import annotations

from dataclasses import dataclass

from planner.schema.closed import Closed
from planner.schema.models.card import Model, Ranged


class Benefit(Closed):
    """The support of a household in SEK a month, what of it remains beside a job, and how many live on it."""

    month_sek: Ranged
    remaining_sek: Ranged
    household_share: Ranged


@dataclass(frozen=True)
class BenefitModel(Model):
    """The figures in use. No plan reads them."""

    benefit: Benefit
