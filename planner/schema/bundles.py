"""Posts bundled from tasks: the work of a unit, what a post may be, and the posts found.

Time is counted in whole quarters of an hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

QUARTERS_PER_HOUR = 4
HALF_DAY_QUARTERS = 16  # four hours: two half-days are a full day, ten of them a full-time week
MOST_DAYS = 5


@dataclass(frozen=True)
class Task:
    """One task of a unit.

    half_days: where its time may lie. is_each: as much in every one of them, else the time is spread freely.
    is_whole: all of it in one post. done_by: title of the core staff whose hours it frees, None for nobody's.
    """

    name: str
    quarters: int
    half_days: tuple[str, ...]
    is_each: bool = False
    is_whole: bool = False
    done_by: str | None = None
    skills: tuple[str, ...] = ()
    ssyk: str | None = None
    min_swedish: str | None = None
    excluded_limits: tuple[str, ...] = ()
    register_extract: bool = False


@dataclass(frozen=True)
class Unit:
    """The tasks of one unit in one zone: posts are bundled within it."""

    unit: str
    zone: str
    workplace: str | None
    tasks: tuple[Task, ...]

    @property
    def quarters(self) -> int:
        """All its work."""
        return sum(task.quarters for task in self.tasks)


@dataclass(frozen=True)
class PostSize:
    """How large a post may be, as percent of full time (40 hours unless stated)."""

    least_percent: int = 75
    most_percent: int = 100
    full_time_hours: int = 40

    @property
    def least(self) -> int:
        """Fewest quarters of a post."""
        return -(-self.full_time_hours * QUARTERS_PER_HOUR * self.least_percent // 100)

    @property
    def most(self) -> int:
        """Most quarters of a post."""
        return self.full_time_hours * QUARTERS_PER_HOUR * self.most_percent // 100


# Quarters by position of the task in its unit and half-day.
Post = Mapping[tuple[int, str], int]


@dataclass(frozen=True)
class Bundle:
    """The posts of a unit, and the most core-staff quarters that any posts of it could free (proved)."""

    unit: Unit
    posts: tuple[Post, ...]
    freed_bound: int

    def done(self, task: int) -> int:
        """Quarters of a task that lie in posts."""
        return sum(quarters for post in self.posts for (position, _), quarters in post.items() if position == task)

    @property
    def freed(self) -> int:
        """Quarters of core staff freed."""
        return sum(self.done(nth) for nth, task in enumerate(self.unit.tasks) if task.done_by is not None)
