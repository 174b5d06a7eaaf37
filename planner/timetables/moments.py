"""When timetables are asked: the dates of a week, and for each part of the week the hours of coming and going."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.candidates.travel import DAY, EVENING, MORNING, PARTS, WEEKEND
from planner.errors import Fault, Faults
from planner.schema.models import Clock
from planner.texts import _
from planner.timetables.feed import Feed

# Before the hour of arriving and after that of leaving, a feed must have trips for at least so long: as long as anybody
# is asked to travel. Else a trip is missing for no other reason than that the feed begins or ends.
COVER = timedelta(minutes=90)
HALF_DAY_OF = {MORNING: ("am", "am"), DAY: ("pm", "pm"), EVENING: ("ev", "ev"), WEEKEND: ("am", "pm")}
_WORKDAYS = 5


@dataclass(frozen=True)
class Shift:
    """When people have to be at work, and when they may go home."""

    arrive: datetime
    leave: datetime


def dates_of(monday: date, feeds: Sequence[Feed]) -> dict[str, tuple[date, ...]]:
    """The dates that stand for each part of the week.

    Saturday and Sunday for the weekend; for the other parts the workday with the most trips, of equals the first, so
    that a holiday does not stand for a workday.
    """
    week = [monday + timedelta(days=day) for day in range(7)]
    number = [sum(feed.calls_on(day)["trip_id"].nunique() for feed in feeds) for day in week[:_WORKDAYS]]
    workday = week[number.index(max(number))]
    return {part: tuple(week[_WORKDAYS:]) if part == WEEKEND else (workday,) for part in PARTS}


def shifts_of(clock: Clock, part: str, dates: Sequence[date]) -> list[Shift]:
    """The shifts for which trips of a part of the week are looked up."""
    first, last = (clock.half_days[half] for half in HALF_DAY_OF[part])  # type: ignore[index]
    return [Shift(_at(day, first.start.minutes), _at(day, last.end.minutes)) for day in dates]


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(minutes // 60, minutes % 60))


def refuse_outside(feeds: Sequence[Feed], shifts: Sequence[Shift], faults: Faults) -> None:
    """A fault for each feed that is not valid on a day that is asked for, or has no trips at an hour asked for."""
    days = sorted({shift.arrive.date() for shift in shifts})
    for feed in feeds:
        outside = [day for day in days if not feed.first <= day <= feed.last]
        if outside:
            cure = _("Fetch the feed that holds for the week, or name a week that it has with --week.")
            faults.add(Fault("outside-feed", feed.name, what=_outside(feed, outside[0]), cure=cure))
            continue
        for shift in shifts:
            said = _without_trips(feed, shift)
            if said is not None:
                faults.add(Fault("outside-feed", feed.name, what=said, cure=_gap_cure()))


def _outside(feed: Feed, day: date) -> str:
    facts = {"first": feed.first, "last": feed.last, "day": day}
    if day > feed.last:
        return _("has ended: it holds from {first} to {last}, and {day} is asked for", **facts)
    return _("has not begun: it holds from {first} to {last}, and {day} is asked for", **facts)


def _without_trips(feed: Feed, shift: Shift) -> str | None:
    """That a feed has no trips on a day, or not at all the hours that are asked for; None where it has."""
    day = shift.arrive.date()
    calls = feed.calls_on(day)
    if calls.empty:
        return _("has no trips on {day}", day=day)
    midnight = datetime.combine(day, time())
    first = midnight + timedelta(seconds=int(calls["departure"].min()))
    last = midnight + timedelta(seconds=int(calls["arrival"].max()))
    if first <= shift.arrive - COVER and last >= shift.leave + COVER:
        return None
    hours = {"first": first, "last": last, "arrive": shift.arrive, "leave": shift.leave}
    return _(
        "has trips from {first} to {last} on {day}, and is asked for arriving at {arrive} and leaving at {leave}, with "
        "{minutes} minutes before and after",
        day=day,
        minutes=COVER // timedelta(minutes=1),
        **{name: _hour(moment, midnight) for name, moment in hours.items()},
    )


def _hour(moment: datetime, midnight: datetime) -> str:
    """An hour of a service day, which may be above 24."""
    minutes = (moment - midnight) // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _gap_cure() -> str:
    return _(
        "Give a feed that has these hours, or change them in the travel model. If its lines do not run then, say so "
        "with --gaps."
    )
