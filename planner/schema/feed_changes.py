"""What a file of changes to a timetable feed may hold: trips taken away or added, lines more, stops moved or new."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from planner.schema.closed import Closed
from planner.texts import _

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# An hour of the service day, which may lie after midnight: 25:10 is ten past one.
Hour = Annotated[str, Field(pattern=r"^\d{1,2}:[0-5]\d$")]
Text = Annotated[str, Field(min_length=1)]
# A line with more departures than this is a slip of the pen.
MOST_TRIPS = 1000


def minutes_of(hour: str) -> int:
    """Minutes since the service day began."""
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)


class _Times(Closed):
    """Departures from the first stop, as `at` or as `first`, `last` and `every`; on `days`, or as a `service` runs."""

    at: tuple[Hour, ...] = ()
    first: Hour | None = None
    last: Hour | None = None
    every: Annotated[int, Field(ge=1, le=1440)] | None = Field(default=None, description="minutes")
    days: tuple[Day, ...] = ()
    service: Text | None = Field(default=None, description="service_id of the feed, with its holidays")

    @model_validator(mode="after")
    def _one_way(self) -> _Times:
        spans = [one for one in (self.first, self.last, self.every) if one is not None]
        if bool(self.at) == bool(spans) or len(spans) not in {0, 3}:
            raise ValueError(_("needs its departures as at = [...], or as first, last and every"))
        if bool(self.days) == (self.service is not None):
            raise ValueError(_("needs either days or service"))
        if not 0 < len(self.departures) <= MOST_TRIPS:
            raise ValueError(_("has no departure, or more than {most}", most=MOST_TRIPS))
        return self

    @property
    def departures(self) -> tuple[int, ...]:
        """Minutes of the service day, ascending and each once."""
        if self.first is None or self.last is None or self.every is None:
            return tuple(sorted({minutes_of(one) for one in self.at}))
        return tuple(range(minutes_of(self.first), minutes_of(self.last) + 1, self.every))


class RemovedTrips(Closed):
    """`[[remove]]`: trips of a line that leave their first stop from `first` to `last`, on `days`; blank is all."""

    route: Text = Field(description="route_id, or route_short_name where one line alone has it")
    direction: Annotated[int, Field(ge=0, le=1)] | None = Field(default=None, description="direction_id")
    first: Hour | None = None
    last: Hour | None = None
    days: tuple[Day, ...] = ()


class AddedTrips(_Times):
    """`[[add]]`: more trips of a line, each like one that runs already: its stops, and the minutes between them."""

    route: Text = Field(description="route_id, or route_short_name where one line alone has it")
    direction: Annotated[int, Field(ge=0, le=1)] | None = Field(default=None, description="direction_id")
    like: Text | None = Field(default=None, description="trip_id; blank: the one that leaves nearest to the hour")


class NewLine(_Times):
    """`[[line]]`: a line more, with the minutes from its first stop to each."""

    route: Text = Field(description="a route_id that the feed does not have")
    type: Literal["tram", "subway", "train", "bus", "ferry"] = "bus"
    stops: Annotated[tuple[Text, ...], Field(min_length=2)]
    minutes: Annotated[tuple[Annotated[int, Field(ge=0, le=1440)], ...], Field(min_length=2)]
    both_ways: bool = True

    @model_validator(mode="after")
    def _rising(self) -> NewLine:
        if len(self.minutes) != len(self.stops) or self.minutes[0] != 0 or list(self.minutes) != sorted(self.minutes):
            raise ValueError(_("needs minutes for each stop, from 0 and never falling"))
        return self


class MovedStop(Closed):
    """`[[stop]]`: where a stop lies; one that the feed does not have needs a name."""

    stop: Text = Field(description="stop_id")
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    name: Text | None = None


class FeedChanges(Closed):
    """A file of changes to a feed. Stops are moved first, then trips are taken away, then added."""

    stop: tuple[MovedStop, ...] = ()
    remove: tuple[RemovedTrips, ...] = ()
    add: tuple[AddedTrips, ...] = ()
    line: tuple[NewLine, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> FeedChanges:
        if not (self.stop or self.remove or self.add or self.line):
            raise ValueError(_("changes nothing: it has none of [[stop]], [[remove]], [[add]] and [[line]]"))
        return self
