"""Weeks and days counted from the plan week."""

from __future__ import annotations

from planner.schema.weeks import week_number
from planner.synthesis.calendar import day_texts, week_texts


def test_weeks_and_days_are_counted_across_a_year_with_53_weeks() -> None:
    week = week_number("2026-W53")
    assert week_texts(week, [-1, 0, 1, 0]) == ["2026-W52", "2026-W53", "2027-W01", "2026-W53"]
    # Its Monday is the 28th of December.
    assert day_texts(week, [0, 4, -7]) == ["2026-12-28", "2027-01-01", "2026-12-21"]
