"""Calendar: the text in cells for weeks and days that are counted from the plan week."""

from collections.abc import Iterable
from datetime import timedelta

from planner.schema.weeks import week_label, week_monday


def week_texts(plan_week: int, offsets: Iterable[int]) -> list[str]:
    """Return ISO weeks such as `2026-W48` for many offsets in weeks from the plan week (a running number)."""
    known: dict[int, str] = {}
    return [known.setdefault(int(offset), week_label(plan_week + int(offset))) for offset in offsets]


def day_texts(plan_week: int, days: Iterable[int]) -> list[str]:
    """Return dates as YYYY-MM-DD for many offsets in days from the plan week's Monday."""
    monday = week_monday(plan_week)
    return [(monday + timedelta(days=int(day))).isoformat() for day in days]
