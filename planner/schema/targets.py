"""Rows of targets by date: what is to be reached by when, and the path on the way there."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from planner.schema.cells import NUMBER, Day, Id, Tag, Text, Week
from planner.schema.choices import Counted
from planner.schema.row import Row
from planner.schema.row import column as _column
from planner.texts import N_

Count = Annotated[float, NUMBER, Ge(0), Le(10**9)]


class TargetRow(Row):
    """How much of something is to be reached within a window of weeks; no plan changes by it."""

    target_id: Id = _column(..., N_("id of the target"))
    name: Text | None = _column(
        None, N_("what people call it; targets of one name are summed as well"), blank=N_("its id")
    )
    counts: Counted = _column(
        ...,
        N_(
            "what it counts: places (offered ones, open or filled), placements (starts of purpose main), paid (of "
            "those the paid jobs), work_or_study (people expected there at the follow-up)"
        ),
    )
    tag: Tag | None = _column(None, N_("counts what has this tag alone"), blank=N_("any"))
    employer_id: Id | None = _column(None, N_("counts what this employer offers alone"), blank=N_("all"))
    programme_id: Id | None = _column(None, N_("counts this form alone"), blank=N_("all"))
    group: Text | None = _column(None, N_("counts the people of this declared group alone"), blank=N_("everybody"))
    from_week: Week = _column(..., N_("first week that counts; the path begins there"))
    to_week: Week = _column(..., N_("last week that counts; all is to be reached in it"))
    target: Count = _column(..., N_("the number to be reached"))
    reached: Count | None = _column(
        None,
        N_("the number reached by reached_on; what began later is counted from placements and history besides"),
        blank=N_("all is counted from placements and history"),
    )
    reached_on: Day | None = _column(
        None, N_("day for which reached was counted; needed with it"), blank=N_("nothing was counted by hand")
    )
    reached_earlier: Count | None = _column(
        None,
        N_(
            "what earlier plans counted and no table holds any more: starts of people who have left, and of "
            "work_or_study what was expected of places accepted or offered; planner advance writes it"
        ),
        blank=N_("nothing"),
    )


class TargetStep(Row):
    """A point on the path of a target that is no straight line."""

    target_id: Id = _column(..., N_("the target"))
    week: Week = _column(..., N_("a week of its window"))
    due: Count = _column(..., N_("the number to be reached in that week"))
