"""The part of plan.json on duty hours: what people owe of activity, and what placements and proposals cover."""

from __future__ import annotations

from pydantic import Field

from planner.schema.models.card import Sure
from planner.schema.plan_part import Amount, Part


class DutyWeekPart(Part):
    """One week, all units together."""

    week: str
    hours_owed: Amount
    hours_covered: Amount = Field(description="of each person no more than the person owes")
    hours_gap: Amount = Field(description="hours_owed less hours_covered")
    people_short: int = Field(description="people whose hours are not all covered")


class DutyPart(Part):
    """People who owe hours of activity; duty.csv has them by week and unit."""

    people: int
    weeks: int = Field(description="so many weeks from the plan week on are looked at")
    first: DutyWeekPart = Field(description="the plan week")
    hours_owed: Amount = Field(description="over all weeks")
    hours_covered: Amount = Field(description="over all weeks")
    hours_gap: Amount = Field(description="over all weeks")
    law: str = Field(description="the law that such a duty would rest on")
    sure: Sure = Field(description="how sure it is that this law is in force")
