"""Calendar: whole weeks counted from the plan week (0), written as ISO weeks such as `2026-W48`."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def monday(week: str) -> date:
    """Return the Monday of an ISO week.

    Raises ValueError where the text is no ISO week; 2026 has a week 53, 2027 has not.
    """
    match = _WEEK.fullmatch(week)
    if match is None:
        message = f'"{week}" is not a week. Write it like 2026-W48.'
        raise ValueError(message)
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        message = f'"{week}" is not a week: {match[1]} has no week {match[2]}.'
        raise ValueError(message) from None


def week_text(start: date, offset: int) -> str:
    """Return the ISO week that lies `offset` weeks from the week of `start`."""
    year, week, _ = (start + timedelta(weeks=offset)).isocalendar()
    return f"{year}-W{week:02d}"


def week_texts(start: date, offsets: Iterable[int]) -> list[str]:
    """Return ISO weeks for many offsets."""
    known: dict[int, str] = {}
    return [known.setdefault(int(offset), week_text(start, int(offset))) for offset in offsets]


def day_texts(start: date, days: Iterable[int]) -> list[str]:
    """Return dates as YYYY-MM-DD for many offsets in days from `start`."""
    return [(start + timedelta(days=int(day))).isoformat() for day in days]
