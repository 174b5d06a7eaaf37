"""The table `tasks` of `planner build-slots`: work of a unit that can be bundled into posts. No table of a scenario."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from planner.schema.cells import NUMBER, Halves, Id, Tags, Text, YesNo, choice
from planner.schema.choices import SwedishLevel
from planner.schema.row import Row, column
from planner.schema.tables import Table
from planner.texts import N_

TaskHours = Annotated[float, NUMBER, Ge(0.25), Le(1000)]
Timing = Annotated[str, choice(N_("a timing"), N_("is no timing"), "any", "each")]


class TaskRow(Row):
    """Work that a unit does every week, or would want done, and that needs no trained staff."""

    unit: Id = column(..., N_("employer_id of the unit; a post never crosses units"))
    task: Text = column(..., N_("what the work is"))
    hours_per_week: TaskHours = column(..., N_("hours in all, in whole quarters"), unit=N_("hours a week"))
    zone: Id = column(..., N_("zone of the workplace; a post never crosses zones"))
    half_days: Halves = column((), "half-days in which the work may lie", blank="Monday to Friday, am and pm")
    timing: Timing = column(
        "any", "any: the hours may be put into any of the half-days; each: as much in every one of them"
    )
    one_post: YesNo = column(default=False, what="one person must have the whole task")
    done_today_by: Text | None = column(
        None, "title of the core staff who do it today, never a name", blank="nobody: it frees no hours"
    )
    skills: Tags = column((), "skills needed, in the words the jobseekers' skills use")
    ssyk: Id | None = column(None, "occupation, SSYK 2012 code; a post takes that of most of its hours")
    min_swedish: SwedishLevel | None = column(None, "least Swedish", blank="no demand")
    excluded_limits: Tags = column((), "functional limits the work does not allow")
    register_extract: YesNo | None = column(None, "must show a criminal-record extract")
    workplace: Text | None = column(None, "the unit as people call it")


TASKS = Table("tasks", TaskRow, ("unit", "zone", "task"))
