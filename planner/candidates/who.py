"""Who is within a rule: the gate that looks at a person and a legal form alone."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates.gates import Codes
from planner.schema.models import Rule, Who
from planner.schema.tables import SWEDISH_LEVELS


def who_codes(rule: Rule, people: pd.DataFrame, key: str) -> Codes:
    """Whether each person is within a rule: 0 is, 1 is not, 2 would be but for blanks."""
    if not rule.who:
        return np.zeros(len(people), dtype=np.uint8)
    best = np.ones(len(people), dtype=np.uint8)
    for way in rule.who:
        code = np.zeros(len(people), dtype=np.uint8)
        for refuses, blank in _conditions(way, people, key):
            code = np.where(refuses & ~blank, 1, np.where(blank & (code != 1), 2, code)).astype(np.uint8)
        best = np.where((best == 0) | (code == 0), 0, np.where((best == 2) | (code == 2), 2, 1)).astype(np.uint8)  # noqa: PLR2004 - 2 is "unknown"
    return best


def _conditions(way: Who, people: pd.DataFrame, key: str) -> Iterable[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """For each condition of one way into a rule: who fails it, and for whom a blank decides."""
    never = np.zeros(len(people), dtype=bool)
    if way.approved:
        yield np.array([key not in rules for rules in people["approved_rules"]], dtype=bool), never
    bounds = (
        ("age", way.age_min, None),
        ("age", None, way.age_max),
        ("registered_days", way.registered_days_min, None),
        ("months_unemployed", way.months_unemployed_min, None),
    )
    for column, low, high in bounds:
        if low is None and high is None:
            continue
        values = people[column].to_numpy(dtype=float, na_value=np.nan)
        yield (values < low if low is not None else values > high), np.isnan(values)
    if way.statuses:
        status = people["registered_status"]
        yield (status.notna() & ~status.isin(way.statuses)).to_numpy(dtype=bool), status.isna().to_numpy()
    if way.swedish_below is not None:
        below = SWEDISH_LEVELS[: SWEDISH_LEVELS.index(way.swedish_below)]
        level = people["swedish_level"]
        yield (level.notna() & ~level.isin(below)).to_numpy(dtype=bool), level.isna().to_numpy()
