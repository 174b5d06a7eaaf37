"""Logistic regression, regularised and calibrated; the only module that knows scikit-learn (extra `fit`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import UsageFault
from planner.learning.design import Design
from planner.schema.arrays import Bools, Positions, Values
from planner.texts import _

FOLDS = 5
# Weight of the data against the penalty on squared coefficients, as scikit-learn's default has it.
DATA_WEIGHT = 1.0
# The folds of a history are the same each time it is fitted.
SEED = 23
Z = 1.959964


@dataclass(frozen=True)
class Levels:
    """A fitted regression as plain numbers: intercept and coefficients in log-odds, with 95 percent ends of the latter.

    Shape: one coefficient for each of `design.names`. Calibration is in them already.
    """

    design: Design
    intercept: float
    coefficients: Values
    low: Values
    high: Values

    def chances(self, people: pd.DataFrame) -> Values:
        """The chance of each of these people, scored with numpy alone."""
        return chance(self.intercept + self.design.matrix(people) @ self.coefficients)


def chance(log_odds: Values) -> Values:
    """Log-odds as probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -35, 35))), dtype=np.float64)


def log_odds(chances: Values) -> Values:
    """Probabilities as log-odds, away from 0 and 1."""
    kept = np.clip(chances, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(kept / (1 - kept)), dtype=np.float64)


def folds(people: Sequence[str]) -> Positions:
    """The fold of each row, 0 to 4; all rows of one person are in one fold."""
    codes, distinct = pd.factorize(np.asarray(people, dtype=object))
    order = np.random.default_rng(SEED).permutation(len(distinct)) % FOLDS
    return np.asarray(order[codes], dtype=np.int64)


def fit_levels(
    people: pd.DataFrame, outcome: Bools, fold: Positions, numbers: Sequence[str], categories: Sequence[str]
) -> Levels:
    """Fit a regression on people (a row each) and calibrate it on its own predictions out of `fold`."""
    design, matrix, weights = _fitted(people, outcome, numbers, categories)
    apart = np.zeros(len(people))
    for one in np.unique(fold):
        train = fold != one
        if outcome[train].all() or not outcome[train].any():
            apart[~train] = weights[0]
            continue
        inner, _matrix, own = _fitted(people[train], outcome[train], numbers, categories)
        apart[~train] = own[0] + inner.matrix(people[~train]) @ own[1:]
    shift, slope = calibration(apart, outcome)
    # Where nothing can be foretold, a slope below 0 would turn the order of people round.
    slope = max(slope, 0.0)
    if slope == 0.0:
        shift = float(log_odds(np.array([outcome.mean()]))[0])
    spread = _spread(matrix, weights) * slope
    coefficients = weights[1:] * slope
    ends = (coefficients - Z * spread, coefficients + Z * spread)
    return Levels(design, shift + slope * float(weights[0]), coefficients, *ends)


def calibration(scores: Values, outcome: Bools) -> tuple[float, float]:
    """Intercept and slope of the outcome on log-odds `scores`; 0 and 1 where these are calibrated."""
    if float(np.std(scores)) < 1e-9:  # noqa: PLR2004 - everybody alike
        return float(log_odds(np.array([outcome.mean()]))[0]), 0.0
    line = _logistic(1e6).fit(scores.reshape(-1, 1), outcome)
    return float(line.intercept_[0]), float(line.coef_[0, 0])


def _fitted(
    people: pd.DataFrame, outcome: Bools, numbers: Sequence[str], categories: Sequence[str]
) -> tuple[Design, Values, Values]:
    """Design, matrix, and intercept followed by coefficients, not yet calibrated."""
    design = Design.of(people, numbers, categories)
    matrix = design.matrix(people)
    if not matrix.shape[1]:
        return design, matrix, log_odds(np.array([outcome.mean()]))
    line = _logistic(DATA_WEIGHT).fit(matrix, outcome)
    return design, matrix, np.concatenate([line.intercept_, line.coef_[0]])


def _spread(matrix: Values, weights: Values) -> Values:
    """Standard errors of the coefficients, from the curvature of the penalised likelihood."""
    if not matrix.shape[1]:
        return np.zeros(0)
    chances = chance(weights[0] + matrix @ weights[1:])
    full = np.column_stack([np.ones(len(matrix)), matrix])
    curvature = (full * (chances * (1 - chances))[:, None]).T @ full
    curvature += np.diag([1e-9, *np.full(matrix.shape[1], 1 / DATA_WEIGHT)])
    return np.asarray(np.sqrt(np.diag(np.linalg.inv(curvature)))[1:], dtype=np.float64)


def _logistic(weight: float) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """Scikit-learn's regression; UsageFault where it is not installed."""
    try:
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        msg = _('planner fit needs the extra fit: pip install "placement-planner[fit]".')
        raise UsageFault(msg) from None
    return LogisticRegression(C=weight, max_iter=2000)
