"""How good a fit is on people it has not seen: in five parts, by time and by group; and features that tell too much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from planner.learning.figures import Figures, auc, figures
from planner.learning.regression import FOLDS, Levels, fit_levels, folds
from planner.schema.arrays import Bools, Positions, Values

# A single feature that orders people this well was probably recorded after the outcome.
LEAK_AUC = 0.95
# Share of the days, the last ones, on which a fit of the days before is tried.
LATEST = 0.25
# Fewer people than this are said to be few wherever a figure is about them.
FEW = 30

# From a fitted regression, the people it was fitted on, and others: the level of each of the others.
Coarsen = Callable[[Levels, pd.DataFrame, pd.DataFrame], Values]


@dataclass(frozen=True)
class Apart:
    """Predictions of each person by a fit without that person's fold, and of the base rate of the same fit.

    `coarse` is what a plan reads: the level of the person's segment (`chances` where there are no segments). `unseen`
    counts cells with a level of a category that the fit had not seen.
    """

    chances: Values
    coarse: Values
    null: Values
    unseen: int


def five_fold(  # noqa: PLR0913, PLR0917 - who, what became of them, and what of them is looked at
    people: pd.DataFrame,
    outcome: Bools,
    names: Sequence[str],
    numbers: Sequence[str],
    categories: Sequence[str],
    coarsen: Coarsen | None = None,
) -> Apart:
    """Fit five times, each time without a fifth of the persons, and predict those; `names` says whose each row is."""
    fold = folds(names)
    chances, coarse, null = (np.zeros(len(people)) for _each in range(3))
    unseen = 0
    for one in range(FOLDS):
        test = fold == one
        if not test.any():
            continue
        parts = _predicted(people, outcome, fold, test, numbers, categories, coarsen)
        chances[test], coarse[test], null[test] = parts.chances, parts.coarse, parts.null
        unseen += parts.unseen
    return Apart(chances, coarse, null, unseen)


def by_time(  # noqa: PLR0913, PLR0917 - as five_fold, and the days
    people: pd.DataFrame,
    outcome: Bools,
    names: Sequence[str],
    numbers: Sequence[str],
    categories: Sequence[str],
    days: pd.Series[Any],
    coarsen: Coarsen | None = None,
) -> tuple[Apart, Bools] | None:
    """Fit on the first three quarters of the days and predict the rest; None where either part holds one class only."""
    later = np.asarray(days > days.quantile(1 - LATEST), dtype=np.bool_)
    if not later.any() or any(part.all() or not part.any() for part in (outcome[later], outcome[~later])):
        return None
    return _predicted(people, outcome, folds(names), later, numbers, categories, coarsen), later


def _predicted(  # noqa: PLR0913, PLR0917 - as five_fold, and who is left out
    people: pd.DataFrame,
    outcome: Bools,
    fold: Positions,
    test: Bools,
    numbers: Sequence[str],
    categories: Sequence[str],
    coarsen: Coarsen | None,
) -> Apart:
    train = people[~test]
    levels = fit_levels(train, outcome[~test], fold[~test], numbers, categories)
    chances = levels.chances(people[test])
    coarse = chances if coarsen is None else coarsen(levels, train, people[test])
    null = np.full(int(test.sum()), float(outcome[~test].mean()))
    return Apart(chances, coarse, null, levels.design.unseen(people[test]))


def leaks(
    people: pd.DataFrame, outcome: Bools, numbers: Sequence[str], categories: Sequence[str]
) -> list[tuple[str, float]]:
    """The features that alone order people by outcome with an AUC above 0.95, with that AUC."""
    found = []
    for name in (*numbers, *categories):
        column = people[name]
        if name in categories:
            column = column.fillna("").map(pd.Series(outcome).groupby(column.fillna("").to_numpy()).mean())
        # A blank may tell as much as a number: it is set before all of them, and then after.
        filled = column.to_numpy(dtype=float)
        ends = (np.nan_to_num(filled, nan=end) for end in (-np.inf, np.inf))
        alone = max(max(one, 1 - one) for one in (auc(scores, outcome) for scores in ends))
        if alone > LEAK_AUC:
            found.append((name, alone))
    return found


def by_group(
    apart: Apart, outcome: Bools, people: pd.DataFrame, grounds: Sequence[str]
) -> list[tuple[str, str, Figures]]:
    """The figures of what a plan reads for each group of each ground with enough people."""
    found = []
    for ground in grounds:
        said = people[ground].astype("string").fillna("")
        for group in sorted(said.unique()):
            own = (said == group).to_numpy(dtype=bool)
            if group and int(own.sum()) >= FEW:
                found.append((ground, str(group), figures(apart.coarse[own], apart.null[own], outcome[own])))
    return found
