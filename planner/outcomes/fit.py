"""Fit: how near a place lies to an occupation that the person wishes. A number, never a gate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from planner.outcomes.wishes import by_wishes_and_occupation
from planner.schema.arrays import Values
from planner.schema.models import PointsModel
from planner.schema.scenario import Scenario

GROUP_DIGITS = 4


def fit(scenario: Scenario, pairs: pd.DataFrame) -> Values:
    """The fit of each candidate, 0 to 1: the best over the occupations wished; 0 without a wish or with points.

    The fit to one wish is the greater of two figures: one for the leading SSYK digits that wish and place share, and
    JobTech's substitutability of their groups. Source: the occupations model, `fit.toml` and `near.csv`.
    """
    if isinstance(scenario.assumptions.outcome, PointsModel):
        return np.zeros(len(pairs))
    model = scenario.assumptions.occupations
    by_digits = {4: model.alike.four_digits.value, 3: model.alike.three_digits.value, 2: model.alike.two_digits.value}
    near = {(row.wished, row.offered): row.fit for row in model.near}

    def best(wishes: Sequence[str], code: str) -> float:
        return max((max(by_digits.get(_shared(w, code), 0.0), near.get((w, code), 0.0)) for w in wishes), default=0.0)

    return by_wishes_and_occupation(scenario, pairs, lambda wishes, ssyk: best(wishes, ssyk[:GROUP_DIGITS]))


def _shared(wish: str, code: str) -> int:
    """How many leading digits two codes have in common."""
    alike = [one == other for one, other in zip(wish[:GROUP_DIGITS], code, strict=False)]
    return alike.index(False) if False in alike else len(alike)
