"""The work that is in no post, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from planner.schema.bundles import HALF_DAY_QUARTERS, MOST_DAYS, QUARTERS_PER_HOUR, Bundle, PostSize

Reason = Literal["too_little_work", "one_time_of_day", "rest_too_little", "does_not_fit"]


@dataclass(frozen=True)
class LeftOver:
    """Hours of a task that lie in no post."""

    task: str
    hours: float
    done_by: str | None
    reason: Reason


def left_over(bundle: Bundle, size: PostSize) -> list[LeftOver]:
    """The tasks of a unit with hours in no post, in the order of the file.

    too_little_work: all the unit's tasks together do not fill one post. one_time_of_day: they would, but not within the
    half-days and days of one working week. rest_too_little: what is left does not fill another post, and does not fit
    into the existing ones. does_not_fit: enough is left, but it does not fit into the working week of one person.
    """
    rest = bundle.unit.quarters - sum(sum(post.values()) for post in bundle.posts)
    reason: Reason
    if bundle.unit.quarters < size.least:
        reason = "too_little_work"
    elif not bundle.posts and _widest_week(bundle) < size.least:
        reason = "one_time_of_day"
    elif rest < size.least:
        reason = "rest_too_little"
    else:
        reason = "does_not_fit"
    return [
        LeftOver(task.name, (task.quarters - bundle.done(nth)) / QUARTERS_PER_HOUR, task.done_by, reason)
        for nth, task in enumerate(bundle.unit.tasks)
        if bundle.done(nth) < task.quarters
    ]


def _widest_week(bundle: Bundle) -> int:
    """An upper bound of one person's quarters: each half-day filled as far as the tasks allow, on the best days."""
    half_days = {half_day for task in bundle.unit.tasks for half_day in task.half_days}
    days = Counter(half_day.split("-")[0] for half_day in half_days)
    full = sorted((min(2, num) * HALF_DAY_QUARTERS for num in days.values()), reverse=True)
    return sum(full[:MOST_DAYS])
