"""When feeds are asked, and what is refused since they have no such days or hours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.errors import Faults
from planner.schema.models import Clock
from planner.timetables.feed import Feed, read_feeds
from planner.timetables.moments import dates_of, refuse_outside, shifts_of
from tests.timetables.feeds import feed, trip

ABOUT = {"source": "made up", "year": 2026, "kind": "judgement", "sure": "unverified"}
MONDAY = date(2026, 11, 23)
USUAL = ("10:00", "15:00")


def clock(**hours: tuple[str, str]) -> Clock:
    """A clock with these hours; half-days that are not named are from 10 to 15."""
    halves = {
        half: {end: {"value": value, **ABOUT} for end, value in zip(("start", "end"), hours.get(half, USUAL),
                                                                   strict=True)}
        for half in ("am", "pm", "ev")
    }  # fmt: skip
    figures = ("spread", "longest", "walking", "on_foot", "walking_speed", "from_street")
    return Clock.model_validate(
        {"half_days": halves, "trip": {name: {"value": 15, "unit": "-", **ABOUT} for name in figures}}
    )


@pytest.fixture(name="by_day")
def a_feed_that_runs_by_day(tmp_path: Path) -> Feed:
    """Trips from 8:00 to 17:20 on workdays of November and December 2026."""
    return read_feeds(
        [feed(tmp_path, "".join(trip(f"T{at}", f"{at}:00:00", "", f"{at}:20:00") for at in range(8, 18)))]
    )[0]


def said(found: Feed, monday: date, part: str, hours: Clock) -> list[str]:
    faults = Faults()
    refuse_outside([found], shifts_of(hours, part, dates_of(monday, [found])[part]), faults)
    return [str(fault) for fault in faults.told()]


def test_hours_that_the_feed_has_are_not_refused(by_day: Feed) -> None:
    assert said(by_day, MONDAY, "morning", clock()) == []


@pytest.mark.parametrize(
    "monday, part, hours, words",
    [
        (MONDAY, "morning", ("07:30", "12:00"), ["08:00", "17:20", "07:30"]),
        (MONDAY, "morning", ("10:00", "16:30"), ["08:00", "17:20", "16:30"]),
        (MONDAY, "weekend", ("10:00", "15:00"), ["2026-11-28"]),
        (date(2027, 1, 4), "morning", ("10:00", "15:00"), ["2026-11-02", "2026-12-31", "2027-01-04"]),
        (date(2026, 10, 5), "morning", ("10:00", "15:00"), ["2026-11-02", "2026-12-31", "2026-10-05"]),
    ],
)
def test_what_the_feed_does_not_have_is_refused_and_what_it_has_is_named(
    by_day: Feed, monday: date, part: str, hours: tuple[str, str], words: list[str]
) -> None:
    found = said(by_day, monday, part, clock(am=hours))
    assert found
    assert [word for word in words if word not in found[0]] == []


def test_a_holiday_does_not_stand_for_a_workday(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nS,20261123,2\n"
    found = read_feeds([feed(tmp_path, trip("T", "08:00:00", "", "08:20:00"), calendar_dates=dates)])
    days = dates_of(MONDAY, found)
    assert days["morning"] == (date(2026, 11, 24),)
    assert days["weekend"] == (date(2026, 11, 28), date(2026, 11, 29))
