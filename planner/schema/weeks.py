"""ISO weeks as whole numbers, so that adding weeks crosses a year (and week 53) like adding days does."""

from __future__ import annotations

import re
from datetime import MINYEAR, date

from planner.texts import _

_WEEK = re.compile(r"^(\d{4})-?[Ww](\d{1,2})$")


def week_number(text: str) -> int:
    """The running number of an ISO week such as `2026-W48`; the next week is one more.

    Raises ValueError where the text is no week or the year has no such week (2026 has a W53, 2027 has not).
    """
    match = _WEEK.match(text.strip())
    if not match or int(match[1]) < MINYEAR:
        raise ValueError(_("is not an ISO week such as 2026-W48"))
    year, week = int(match[1]), int(match[2])
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        last = date(year, 12, 28).isocalendar().week
        raise ValueError(_("is not a week of {year}, which has {weeks} weeks", year=year, weeks=last)) from None
    return monday.toordinal() // 7


def week_label(number: int) -> str:
    """The ISO week of a running number: `2026-W48`."""
    year, week, _day = week_monday(number).isocalendar()
    return f"{year}-W{week:02d}"


def month_label(number: int) -> str:
    """The month of the Monday of a running week number: `2026-11`."""
    return f"{week_monday(number):%Y-%m}"


def week_monday(number: int) -> date:
    """The Monday of a running week number."""
    return date.fromordinal(number * 7 + 1)
