"""Weeks of a placement that no budget line of its programme pays for; gate funding_weeks refuses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from planner.candidates import Eligibility


@dataclass(frozen=True)
class Uncovered:
    """The first weeks in a row (week numbers, both included) that lie in no budget line of a programme."""

    programme_id: str
    first: int
    last: int


def first_uncovered(eligibility: Eligibility, offers: Iterable[int]) -> Uncovered | None:
    """The first gap of the first of these offers (positions) that has one; None if every week is covered."""
    for offer in offers:
        weeks = eligibility.weeks_without_money(offer)
        if len(weeks):
            breaks = np.flatnonzero(np.diff(weeks) > 1)
            last = weeks[breaks[0]] if len(breaks) else weeks[-1]
            return Uncovered(eligibility.programme_of(offer), int(weeks[0]), int(last))
    return None
