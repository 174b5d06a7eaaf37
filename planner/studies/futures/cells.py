"""What is not known, drawn once for each future and shared by all it bears on, so that it does not average away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import special

from planner.schema.arrays import Values
from planner.schema.models import FuturesFigures, RangedShare
from planner.studies.futures.keyed import Draws

# The ids of what is drawn once for each cell begin with this question.
ABOUT = "cell"


def within(value: Values, low: Values, high: Values, concentration: float, rank: Values) -> Values:
    """The figures at some ranks (0 to 1) of beta distributions on low to high whose means are the values.

    Shape: one row for each figure; `rank` has a column for each future. With m = (value - low) / (high - low) the
    weights are concentration x m and concentration x (1 - m). A figure at an end of its range does not vary: no other
    distribution within the range has it as mean.
    """
    width = high - low
    varies = (value > low) & (value < high)
    middle = np.where(varies, (value - low) / np.where(varies, width, 1.0), 0.5)
    weights = (concentration * middle)[:, np.newaxis], (concentration * (1 - middle))[:, np.newaxis]
    drawn = low[:, np.newaxis] + width[:, np.newaxis] * special.betaincinv(*weights, rank)
    return np.where(varies[:, np.newaxis], drawn, value[:, np.newaxis])


def rates(figure: RangedShare, figures: FuturesFigures, draws: Draws, about: str, ids: Sequence[str]) -> Values:
    """The figure in each future, one row for each id; those of two ids are drawn apart."""
    value, low, high = (np.full(len(ids), end) for end in (figure.value, figure.low, figure.high))
    rank = draws.uniforms(f"{ABOUT} {about}", ids)
    return within(value, low, high, figures.concentration.value, rank)


def acceptances(acceptance: Values, figures: FuturesFigures, draws: Draws, about: str) -> Values:
    """The acceptance of each proposal in each future: all figures of the week are off together, at one rank.

    The range of a figure reaches `acceptance_off` to either side, no further than 0 and 1.
    """
    distinct, at = np.unique(acceptance, return_inverse=True)
    off = figures.acceptance_off.value
    rank = draws.uniforms(f"{ABOUT} acceptance", [about])
    low, high = np.maximum(distinct - off, 0.0), np.minimum(distinct + off, 1.0)
    ranks = np.broadcast_to(rank, (len(distinct), len(draws)))
    return within(distinct, low, high, figures.concentration.value, ranks)[at]


def moves(cells: pd.DataFrame, figures: FuturesFigures, draws: Draws) -> Values:
    """How far each cell of an outcome model lies from its figure in each future; a last row of 0 for what has no cell.

    `cells` is that of `planner.outcomes.Ranges`.
    """
    value, low, high = (cells[name].to_numpy(dtype=float) for name in ("value", "low", "high"))
    rank = draws.uniforms(ABOUT, cells["cell"].tolist())
    moved = within(value, low, high, figures.concentration.value, rank) - value[:, np.newaxis]
    return np.concatenate([moved, np.zeros((1, len(draws)))])
