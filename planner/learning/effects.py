"""What placements of each legal form are seen to add to the fitted levels, in points, shrunk to the form's mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from planner.learning.examine import FEW
from planner.learning.regression import Z
from planner.learning.segments import classes
from planner.schema.arrays import Bools, Values
from planner.schema.models import OutcomeShape
from planner.schema.models.outcome import EDUCATION_CLASSES, MONTHS_CLASSES


@dataclass(frozen=True)
class Added:
    """What ended placements of one rule are seen to add for one class of people, with its 95 percent ends.

    `number` are the placements of the class, `of_rule` those of the rule.
    """

    rule: str
    education: str
    months: str
    effect: float
    low: float
    high: float
    number: int
    of_rule: int


def added(shape: OutcomeShape, placed: pd.DataFrame, outcome: Bools, levels: Values) -> list[Added]:
    """Compare outcomes of placed people (a row each, column rule) with their fitted `levels` without a place.

    Of n placements of a class, the mean difference of the class counts n / (n + 30) and that of the rule the rest.
    Rules with fewer than 30 placements give nothing. That the placed were chosen is not taken off: nothing in such rows
    can show it.
    """
    own, difference = classes(shape, placed), outcome.astype(float) - levels
    found: list[Added] = []
    for rule in sorted(placed["rule"].unique()):
        of_rule = (placed["rule"] == rule).to_numpy()
        whole = int(of_rule.sum())
        if whole < FEW:
            continue
        mean, variance = float(difference[of_rule].mean()), float(difference[of_rule].var(ddof=1))
        for education, months in product(EDUCATION_CLASSES, MONTHS_CLASSES):
            here = of_rule & ((own["education"] == education) & (own["months"] == months)).to_numpy()
            number = int(here.sum())
            share = number / (number + FEW)
            effect = share * (float(difference[here].mean()) if number else 0.0) + (1 - share) * mean
            spread = np.sqrt(share**2 * variance / max(number, 1) + (1 - share) ** 2 * variance / whole)
            low, high = (float(np.clip(effect + end * Z * spread, -1, 1)) for end in (-1, 1))
            found.append(Added(str(rule), education, months, float(np.clip(effect, -1, 1)), low, high, number, whole))
    return found
