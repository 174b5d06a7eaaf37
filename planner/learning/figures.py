"""How good predictions are that were made without the person they are about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.learning.regression import Z, calibration, log_odds
from planner.schema.arrays import Bools, Values


@dataclass(frozen=True)
class Figures:
    """Figures of predictions against outcomes.

    `brier` is the mean squared error and `brier_null` that of the base rate of those who were fitted on. `better_low`
    and `better_high` are the 95 percent interval of how much smaller the first is. `slope` and `intercept` are those of
    calibration, 1 and 0 at best. `auc` is the share of pairs in the right order, 0.5 by chance.
    """

    number: int
    base_rate: float
    auc: float
    brier: float
    brier_null: float
    better_low: float
    better_high: float
    slope: float
    intercept: float

    @property
    def beats_null(self) -> bool:
        """Whether the predictions are better than the base rate by more than chance."""
        return self.better_low > 0


def figures(chances: Values, null: Values, outcome: Bools) -> Figures:
    """The figures of `chances` and of `null`, predictions of the same people by the base rate alone."""
    wrong, wrong_null = (chances - outcome) ** 2, (null - outcome) ** 2
    better = wrong_null - wrong
    about = Z * float(better.std(ddof=1)) / np.sqrt(len(better)) if len(better) > 1 else float("inf")
    intercept, slope = (0.0, 0.0)
    if outcome.any() and not outcome.all():
        intercept, slope = calibration(log_odds(chances), outcome)
    return Figures(
        number=len(outcome),
        base_rate=float(outcome.mean()),
        auc=auc(chances, outcome),
        brier=float(wrong.mean()),
        brier_null=float(wrong_null.mean()),
        better_low=float(better.mean() - about),
        better_high=float(better.mean() + about),
        slope=slope,
        intercept=intercept,
    )


def auc(scores: Values, outcome: Bools) -> float:
    """The share of pairs of one with and one without the outcome in which the first scores higher; ties are halves."""
    ahead = int(outcome.sum())
    if ahead in {0, len(outcome)}:
        return 0.5
    ranks = pd.Series(scores).rank().to_numpy()
    return float((ranks[outcome].sum() - ahead * (ahead + 1) / 2) / (ahead * (len(outcome) - ahead)))
