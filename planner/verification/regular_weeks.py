"""Expected weeks of regular work, week by week as docs/method.md says."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from planner.schema.models import WITHIN_WEEKS


class Course(NamedTuple):
    """The course of a placement: its weeks, counted from the plan week, and its effect while it runs and afterwards.

    `during` is None if it is no regular work by itself, `last` if it has no end.
    """

    first: int
    last: int | None
    during: Decimal | None
    after: Decimal


@lru_cache(maxsize=100_000)
def weeks_of(level: Decimal, follow_up_weeks: int, course: Course | None) -> Decimal:
    """Expected weeks of regular work within 104 weeks, with a placement or without (None); to a tenth."""
    chances = []
    for week in range(WITHIN_WEEKS):
        anyway = 1 - (1 - float(level)) ** (week / follow_up_weeks)
        if course is None or week < course.first:
            chances.append(anyway)
        elif course.last is None or week <= course.last:
            chances.append(0.0 if course.during is None else _chance(anyway, level, course.during))
        else:
            chances.append(_chance(anyway, level, course.after))
    tenths = math.floor(math.fsum(chances) * 10 + 0.5 + 1e-8)
    return Decimal(tenths) / 10


def _chance(anyway: float, level: Decimal, added: Decimal) -> float:
    """Work found anyway; of the others, the share that the effect is of those without work on the date is added."""
    if level >= 1:
        return anyway
    helped = min(float(added) / (1 - float(level)), 1.0)
    return max(0.0, anyway + helped * (1 - anyway))
