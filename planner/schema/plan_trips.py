"""The part of plan.json on the timetables that trips were looked up in."""

from __future__ import annotations

from pydantic import Field

from planner.schema.plan_part import Part


class TripsPart(Part):
    """The rows of table `travel` that trips of this week's jobseekers to its open slots may use."""

    rows: int
    as_of: str | None = Field(description="the earliest day that a row was looked up; null where none says")
    valid_to: str | None = Field(description="the earliest last day of a timetable; null where no row says")
    looked_up_in: tuple[str, ...] = Field(description="the timetables and streets with their versions, each once")
