"""Weeks are whole numbers that go on across years, and no text that is no week becomes one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.schema.weeks import week_label, week_monday, week_number


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_the_week_that_the_calendar_names(day: date) -> None:
    year, week, weekday = day.isocalendar()
    number = week_number(f"{year}-W{week:02}")
    assert week_label(number) == f"{year}-W{week:02}"
    assert week_monday(number) == day - timedelta(days=weekday - 1)
    following = (day + timedelta(days=7)).isocalendar()
    assert week_label(number + 1) == f"{following.year}-W{following.week:02}"


@pytest.mark.parametrize("text", ["2026-W48", "2026W48", "2026-w48", " 2026-W48 "])
def test_a_week_may_be_written_in_a_few_ways(text: str) -> None:
    assert week_label(week_number(text)) == "2026-W48"


@pytest.mark.parametrize(
    "text, said",
    [
        ("48", "is not an ISO week"),
        ("2026-48", "is not an ISO week"),
        ("2026-W48x", "is not an ISO week"),
        ("2027-W53", "is not a week of 2027, which has 52 weeks"),
        ("2026-W54", "is not a week of 2026, which has 53 weeks"),
        ("2026-W00", "is not a week of 2026"),
    ],
)
def test_what_is_no_week_is_told_with_the_weeks_of_the_year(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        week_number(text)
