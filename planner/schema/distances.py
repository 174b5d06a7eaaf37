"""Rows of zones, and of travel between them."""

from __future__ import annotations

from planner.schema.cells import Day, Id, Minutes, Text, YesNo
from planner.schema.choices import Latitude, Longitude, PartOfWeek, TravelMode
from planner.schema.row import Row
from planner.schema.row import column as _column
from planner.texts import N_


class Zone(Row):
    """A place where trips start or end; never an address."""

    zone: Id = _column(..., N_("id of the zone"))
    name: Text | None = _column(None, N_("name of the place"))
    lat: Latitude | None = _column(None, N_("latitude, WGS84"), unit=N_("degrees"))
    lon: Longitude | None = _column(None, N_("longitude, WGS84"), unit=N_("degrees"))
    evening_service: YesNo | None = _column(
        None, N_("buses, trains or boats run after an evening shift"), blank=N_("not known: the trip is to be checked")
    )
    weekend_service: YesNo | None = _column(
        None,
        N_("buses, trains or boats run on Saturdays and Sundays"),
        blank=N_("not known: the trip is to be checked"),
    )


# What looked_up_in begins with where the trip is walked all the way, since no ride is quicker.
ON_FOOT = "on foot: "


class Travel(Row):
    """Known travel time from a home to a workplace: the longer of there for the start and home after the end."""

    from_zone: Id = _column(..., N_("where the person lives"))
    to_zone: Id = _column(..., N_("where the workplace is"))
    mode: TravelMode = _column("transit", N_("how"))
    when: PartOfWeek = _column("any", N_("part of the week; a row for a part goes before one for any"))
    minutes: Minutes | None = _column(
        None,
        N_("door to door"),
        unit=N_("minutes"),
        blank=N_("there is no trip then: nothing to take, or the last bus has gone"),
    )
    minutes_low: Minutes | None = _column(
        None, N_("least minutes round the hours asked for"), unit=N_("minutes"), blank=N_("the minutes")
    )
    minutes_high: Minutes | None = _column(
        None,
        N_("most minutes round the hours asked for; a limit below it and not below minutes_low is to be checked"),
        unit=N_("minutes"),
        blank=N_("the minutes"),
    )
    as_of: Day | None = _column(
        None, N_("day the minutes were looked up, or that the timetable is of"), blank=N_("age not known")
    )
    valid_to: Day | None = _column(None, N_("last day for which the timetable holds"), blank=N_("not known"))
    looked_up_in: Text | None = _column(None, N_("where the minutes come from, such as a timetable and its version"))
