"""Units of a few tasks, and the posts they give."""

from typing import Any

from planner.bundling import build_posts
from planner.schema.bundles import Bundle, PostSize, Task, Unit

WEEKDAYS = ("mo", "tu", "we", "th", "fr")
MORNINGS = tuple(f"{day}-am" for day in WEEKDAYS)
AFTERNOONS = tuple(f"{day}-pm" for day in WEEKDAYS)
EVENINGS = tuple(f"{day}-ev" for day in WEEKDAYS)
FULL, SMALL = PostSize(), PostSize(full_time_hours=8)  # of 8 hours: posts of 6 to 8


def unit(*tasks: Task) -> Unit:
    """A unit with these tasks."""
    return Unit("E1", "town", "Exempelenheten", tasks)


def task(hours: float, half_days: tuple[str, ...] = (*MORNINGS, *AFTERNOONS), **other: Any) -> Task:  # noqa: ANN401
    """A task of core staff, in office hours unless half-days are stated."""
    return Task("syssla", round(hours * 4), half_days, **{"done_by": "undersköterska", **other})


def built(*tasks: Task, size: PostSize = FULL) -> Bundle:
    """The posts of these tasks."""
    return build_posts([unit(*tasks)], size)[0]


def hours(bundle: Bundle) -> list[float]:
    """The hours of each post."""
    return [sum(post.values()) / 4 for post in bundle.posts]
