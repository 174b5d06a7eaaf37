"""Checks posts against their tasks once more, hour by hour, with code independent of the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from planner.schema.bundles import HALF_DAY_QUARTERS, MOST_DAYS, Bundle, Post, PostSize


def objections(bundle: Bundle, size: PostSize) -> list[str]:
    """What is wrong with the posts of a unit; empty where they are right."""
    found = [
        text for number, post in enumerate(bundle.posts, start=1) for text in _of_post(post, size, f"post {number}")
    ]
    found += _of_tasks(bundle)
    if bundle.freed > bundle.freed_bound:
        found.append(f"{bundle.freed} quarters freed are more than the bound of {bundle.freed_bound}")
    return [f"{bundle.unit.unit}: {text}" for text in found]


def _of_post(post: Post, size: PostSize, name: str) -> Iterator[str]:
    loads: Counter[str] = Counter()
    for (_, half_day), quarters in post.items():
        loads[half_day] += quarters
        if quarters <= 0:
            yield f"{name} has nothing to do in a part of {half_day}"
    total = sum(loads.values())
    if not size.least_percent * size.full_time_hours * 4 <= 100 * total <= size.most_percent * size.full_time_hours * 4:
        yield f"{name} has {total / 4:g} hours, outside {size.least_percent} to {size.most_percent} percent"
    for half_day, quarters in loads.items():
        if quarters > HALF_DAY_QUARTERS:
            yield f"{name} has {quarters / 4:g} hours in {half_day}"
    days = {half_day.split("-")[0] for half_day in loads}
    if len(days) > MOST_DAYS:
        yield f"{name} works on {len(days)} days"
    week = ("mo", "tu", "we", "th", "fr", "sa", "su", "mo")
    for day, after in pairwise(week):
        if {f"{day}-am", f"{day}-ev"} <= loads.keys():
            yield f"{name} works both morning and evening on {day}"
        if {f"{day}-ev", f"{after}-am"} <= loads.keys():
            yield f"{name} works the evening of {day} and the morning after"


def _of_tasks(bundle: Bundle) -> Iterator[str]:
    for nth, task in enumerate(bundle.unit.tasks):
        parts = [
            (number, half_day, quarters)
            for number, post in enumerate(bundle.posts)
            for (position, half_day), quarters in post.items()
            if position == nth
        ]
        done = sum(quarters for _, _, quarters in parts)
        if done > task.quarters:
            yield f"{task.name} is done for {done / 4:g} of {task.quarters / 4:g} hours"
        if any(half_day not in task.half_days for _, half_day, _ in parts):
            yield f"{task.name} lies in a half-day it may not lie in"
        if task.is_whole and parts and (done != task.quarters or len({number for number, _, _ in parts}) > 1):
            yield f"{task.name} is split, and one person must have it"
        if task.is_each:
            in_half_day: Counter[str] = Counter()
            for _, half_day, quarters in parts:
                in_half_day[half_day] += quarters
            most = -(-task.quarters // len(task.half_days))
            if any(quarters > most for quarters in in_half_day.values()):
                yield f"{task.name} has more than its part in one half-day"
