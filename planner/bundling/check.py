"""Checks posts against their tasks once more, hour by hour, with code independent of the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from planner.schema.bundles import HALF_DAY_QUARTERS, MOST_DAYS, Bundle, Post, PostSize
from planner.texts import _, with_decimal_mark


def objections(bundle: Bundle, size: PostSize) -> list[str]:
    """What is wrong with the posts of a unit; empty where they are right."""
    found = [
        _("post {number} {wrong}", number=number, wrong=wrong)
        for number, post in enumerate(bundle.posts, start=1)
        for wrong in _of_post(post, size)
    ]
    found += _of_tasks(bundle)
    if bundle.freed > bundle.freed_bound:
        found.append(
            _("{freed} quarters freed are more than the bound of {bound}", freed=bundle.freed, bound=bundle.freed_bound)
        )
    return [f"{bundle.unit.unit}: {text}" for text in found]


def _of_post(post: Post, size: PostSize) -> Iterator[str]:
    """What is wrong with a post, said of it."""
    loads: Counter[str] = Counter()
    for (_task, half_day), quarters in post.items():
        loads[half_day] += quarters
        if quarters <= 0:
            yield _("has nothing to do in a part of {half_day}", half_day=half_day)
    total = sum(loads.values())
    if not size.least_percent * size.full_time_hours * 4 <= 100 * total <= size.most_percent * size.full_time_hours * 4:
        yield _(
            "has {hours} hours, outside {least} to {most} percent",
            hours=_hours(total),
            least=size.least_percent,
            most=size.most_percent,
        )
    for half_day, quarters in loads.items():
        if quarters > HALF_DAY_QUARTERS:
            yield _("has {hours} hours in {half_day}", hours=_hours(quarters), half_day=half_day)
    days = {half_day.split("-")[0] for half_day in loads}
    if len(days) > MOST_DAYS:
        yield _("works on {number} days", number=len(days))
    week = ("mo", "tu", "we", "th", "fr", "sa", "su", "mo")
    for day, after in pairwise(week):
        if {f"{day}-am", f"{day}-ev"} <= loads.keys():
            yield _("works both morning and evening on {day}", day=day)
        if {f"{day}-ev", f"{after}-am"} <= loads.keys():
            yield _("works the evening of {day} and the morning after", day=day)


def _hours(quarters: int) -> str:
    return with_decimal_mark(f"{quarters / 4:g}")


def _of_tasks(bundle: Bundle) -> Iterator[str]:
    for nth, task in enumerate(bundle.unit.tasks):
        parts = [
            (number, half_day, quarters)
            for number, post in enumerate(bundle.posts)
            for (position, half_day), quarters in post.items()
            if position == nth
        ]
        done = sum(quarters for _post, _half_day, quarters in parts)
        if done > task.quarters:
            yield _(
                "{task} is done for {done} of {hours} hours",
                task=task.name,
                done=_hours(done),
                hours=_hours(task.quarters),
            )
        if any(half_day not in task.half_days for _post, half_day, _quarters in parts):
            yield _("{task} lies in a half-day it may not lie in", task=task.name)
        if task.is_whole and parts and (done != task.quarters or len({part[0] for part in parts}) > 1):
            yield _("{task} is split, and one person must have it", task=task.name)
        if task.is_each:
            in_half_day: Counter[str] = Counter()
            for _post, half_day, quarters in parts:
                in_half_day[half_day] += quarters
            most = -(-task.quarters // len(task.half_days))
            if any(quarters > most for quarters in in_half_day.values()):
                yield _("{task} has more than its part in one half-day", task=task.name)
