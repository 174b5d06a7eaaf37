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
    return to_tenth(math.fsum(chances))


def to_tenth(weeks: float) -> Decimal:
    """Weeks rounded to a tenth, halves upwards."""
    return Decimal(math.floor(weeks * 10 + 0.5 + 1e-8)) / 10


@lru_cache(maxsize=100_000)
def path_weeks(level: Decimal, follow_up_weeks: int, courses: tuple[Course, ...]) -> float:
    """Expected weeks of regular work within 104 weeks with placements one after the other, not rounded.

    A later one helps a share of those whom those before it have left without work.
    """
    chances = []
    for week in range(WITHIN_WEEKS):
        anyway, left = 1 - (1 - float(level)) ** (week / follow_up_weeks), 1.0
        chance = anyway
        for course in courses:
            if week < course.first:
                break
            is_running = course.last is None or week <= course.last
            added = course.during if is_running else course.after
            helped = 0.0 if added is None else _helped(level, added)
            chance = 0.0 if added is None else max(0.0, anyway + (1 - left * (1 - helped)) * (1 - anyway))
            left *= 1 - _helped(level, course.after)
        chances.append(chance)
    return math.fsum(chances)


def _chance(anyway: float, level: Decimal, added: Decimal) -> float:
    """Work found anyway; of the others, the share that the effect is of those without work on the date is added."""
    return max(0.0, anyway + _helped(level, added) * (1 - anyway))


def _helped(level: Decimal, added: Decimal) -> float:
    """An effect as a share of those who would be without work on the date."""
    return 0.0 if level >= 1 else min(float(added) / (1 - float(level)), 1.0)
