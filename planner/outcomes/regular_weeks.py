"""Expected weeks of regular work within two years: a job gains nothing by merely still running on one date."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from planner.outcomes.steps import to_step
from planner.schema.arrays import Values
from planner.schema.models import WITHIN_WEEKS

# Weeks are rounded to a tenth: finer differences mean nothing, and must decide nothing.
TENTH = 0.1
# This many different courses at a time, since each takes a row of two years.
_COURSES_AT_A_TIME = 10_000


def baseline_weeks(level: Values, follow_up_weeks: int) -> Values:
    """The weeks of a person without a place: their path from 0 in the plan week to `level` on the date, and on.

    Week t counts 1 - (1 - level)^(t / follow_up_weeks), t from 0 to WITHIN_WEEKS - 1.
    """
    distinct, codes = np.unique(level, return_inverse=True)
    return to_step(_path(distinct, follow_up_weeks).sum(axis=1), TENTH)[codes]


def placed_weeks(courses: pd.DataFrame, follow_up_weeks: int) -> Values:
    """The weeks of each course: the path until the placement starts, the placement itself, the changed path after.

    `courses` has these columns: `level`; `first` and `last`, in weeks after the plan week; `during`, the share of
    people otherwise without regular work who have it while the placement runs (NaN where the placement is no regular
    work, so nothing counts while it runs); `after`, the share of them who have it once the placement has ended. Shares
    may be below 0.
    """
    columns = ["level", "first", "last", "during", "after"]
    courses = courses[columns].assign(is_work=courses["during"].notna(), during=courses["during"].fillna(0.0))
    codes = courses.groupby([*columns, "is_work"], sort=False).ngroup().to_numpy()
    distinct = courses.drop_duplicates(ignore_index=True)
    blocks = range(0, len(distinct), _COURSES_AT_A_TIME)
    weeks = [_weeks([distinct.iloc[first : first + _COURSES_AT_A_TIME]], follow_up_weeks) for first in blocks]
    return to_step(np.concatenate([*weeks, np.array([])]), TENTH)[codes]


def path_weeks(steps: Sequence[pd.DataFrame], follow_up_weeks: int) -> Values:
    """The weeks of placements one after the other, not rounded; `steps` has the courses of each, row by row.

    A later step helps a share of those whom the steps before it have left without work.
    """
    steps = [step.assign(is_work=step["during"].notna(), during=step["during"].fillna(0.0)) for step in steps]
    blocks = range(0, len(steps[0]), _COURSES_AT_A_TIME)
    parts = (
        _weeks([step.iloc[first : first + _COURSES_AT_A_TIME] for step in steps], follow_up_weeks) for first in blocks
    )
    return np.concatenate([*parts, np.array([])])


def _weeks(steps: Sequence[pd.DataFrame], follow_up_weeks: int) -> Values:
    week = np.arange(WITHIN_WEEKS)
    path = _path(steps[0]["level"].to_numpy(), follow_up_weeks)
    # The share of those without work whom no step so far has helped.
    whole, left = path, np.ones((len(path), 1))
    for step in steps:
        first, last, during, after, is_work = (
            step[name].to_numpy()[:, None] for name in ("first", "last", "during", "after", "is_work")
        )
        itself = np.where(is_work, _helped(path, 1.0 - left * (1.0 - during)), 0.0)
        left = left * (1.0 - after)
        whole = np.where(week < first, whole, np.where(week <= last, itself, _helped(path, 1.0 - left)))
    return np.asarray(whole.sum(axis=1), dtype=np.float64)


def _path(level: Values, follow_up_weeks: int) -> Values:
    return np.asarray(1.0 - (1.0 - level)[:, None] ** (np.arange(WITHIN_WEEKS) / follow_up_weeks), dtype=np.float64)


def _helped(path: Values, share: Values) -> Values:
    """The path plus the share of those who would be without work: jobs found anyway are not counted twice."""
    return np.maximum(path + share * (1.0 - path), 0.0)
